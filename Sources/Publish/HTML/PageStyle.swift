/// The style sheet of a page.
enum PageStyle {
  /// All rules; those for paper come last.
  static let text = [
    PageColours.text, words, PageLayout.text, PageBlocks.text, PagePrint.text,
  ].joined(separator: "\n")

  /// Letters and lines, in fonts that the reader's system has.
  private static let words = """
    :root {
      --serif: Charter, "Bitstream Charter", "Sitka Text", Cambria, "Source Serif 4",
        "Noto Serif", "Liberation Serif", serif;
      --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue",
        "Liberation Sans", Arial, sans-serif;
      --mono: ui-monospace, "SF Mono", Menlo, "Cascadia Mono", Consolas, "Noto Sans Mono",
        "DejaVu Sans Mono", "Liberation Mono", monospace;
      --measure: 37rem;
      -webkit-text-size-adjust: 100%; text-size-adjust: 100%;
      scroll-padding-top: 1.5rem;
    }
    *, ::before, ::after { box-sizing: border-box; }
    body {
      margin: 0; background: var(--paper); color: var(--ink);
      font: 1.1875rem/1.6 var(--serif); overflow-wrap: break-word;
      font-variant-numeric: lining-nums; hanging-punctuation: first;
    }
    h1, h2, h3, h4, h5, h6 {
      font-family: var(--sans); font-weight: 650; line-height: 1.25; color: var(--strong);
      text-wrap: balance; margin: 2em 0 0.6em; max-width: var(--measure);
    }
    h1 { font-size: 2.1rem; letter-spacing: -0.015em; margin-top: 0.5em; }
    h2 { font-size: 1.5rem; letter-spacing: -0.01em; margin-top: 2.4em; }
    h3 { font-size: 1.2rem; }
    h4, h5, h6 { font-size: 1.0625rem; }
    p, ul, ol, blockquote, hr { max-width: var(--measure); margin: 0 0 1em; }
    p { text-wrap: pretty; hyphens: manual; }
    ul, ol { padding-left: 1.5em; }
    li { margin-bottom: 0.3em; }
    li > p { margin-bottom: 0.5em; }
    blockquote { border-left: 3px solid var(--rule); padding-left: 1.1em; color: var(--quiet); }
    blockquote > :last-child { margin-bottom: 0; }
    hr { border: 0; border-top: 1px solid var(--rule); margin: 2.5em 0; }
    a { color: var(--link); text-decoration-thickness: 1px; text-underline-offset: 0.18em; }
    a:hover { text-decoration-thickness: 2px; }
    strong, b { font-weight: 650; color: var(--strong); }
    code, pre, samp, kbd { font-family: var(--mono); font-size: 0.84em; }
    :not(pre) > code {
      background: var(--shade); border-radius: 3px; padding: 0.1em 0.2em;
      overflow-wrap: anywhere; box-decoration-break: clone; -webkit-box-decoration-break: clone;
    }
    h1 code, h2 code, h3 code { font-weight: 500; }
    kbd { border: 1px solid var(--rule); border-radius: 3px; padding: 0.05em 0.35em; }
    sub, sup { line-height: 0; }
    img { max-width: 100%; height: auto; }
    .elsewhere { font-style: italic; color: var(--quiet); }
    math {
      font-family: "Latin Modern Math", "STIX Two Math", "XITS Math", "DejaVu Math TeX Gyre",
        math;
      font-size-adjust: 0.46;
    }
    /* Chromium paints a stretched brace no further than the shadow of its unstretched box. */
    munder > mo, mover > mo { box-shadow: 30em 0 transparent, -30em 0 transparent; }
    .unbroken { white-space: nowrap; }
    .long {
      display: inline-flex; max-width: 100%; overflow-x: auto; overflow-y: hidden;
      scrollbar-width: thin; padding-block: 0.1em; vertical-align: baseline;
    }
    :focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 2px; }
    main:focus { outline: none; }
    :target { scroll-margin-top: 1.5rem; }
    """
}
