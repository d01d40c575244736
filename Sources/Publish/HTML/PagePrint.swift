/// What paper wants: black on white, nothing folded away, nothing to click, no torn figures.
enum PagePrint {
  /// The rules.
  static let text = """
    @media print {
      @page { margin: 18mm 20mm; }
      :root {
        --ink: #000000; --strong: #000000; --quiet: #333333; --link: #000000; --shade: #ffffff;
        --accent: #000000; --accent-shade: #ffffff; --fail-shade: #ffffff; --rule: #999999;
        --keyword: #000000; --type: #000000; --call: #000000; --number: #000000;
        --string: #000000; --comment: #333333; --attribute: #000000; --measure: 155mm;
        --blank-shade: #ffffff; --blank: #000000;
        color-scheme: light;
      }
      .skip, .sidebar, .bar, .fold, .turn, .js button, .unseen { display: none; }
      body { display: block; font-size: 10.5pt; line-height: 1.45; }
      .page { max-width: none; padding: 0; }
      a { text-decoration: none; }
      h1 { font-size: 20pt; }
      h2 { font-size: 14pt; margin-top: 1.6em; }
      h3, .exercise > h3 { font-size: 11.5pt; }
      h1, h2, h3, h4, .head, .label, summary { break-after: avoid; }
      figcaption, table, .facts { font-size: 9.5pt; }
      pre, .checks table { font-size: 8pt; }
      .head span { font-size: 7pt; }
      .head { min-height: 0; }
      pre { white-space: pre-wrap; overflow-wrap: anywhere; overflow: visible; }
      .scroll, .long { overflow: visible; }
      pre, .scroll { background: none; }
      figure, table, .equation, .checks, .failure { break-inside: avoid; }
      figure img { max-height: 95mm; width: auto; margin: 0 auto; }
      p, li { orphans: 3; widows: 3; }
      details::details-content { content-visibility: visible; display: block; }
      main summary { font-weight: 600; list-style: none; }
    }
    """
}
