/// How code, output, figures, tables, formulas and exercises look.
enum PageBlocks {
  /// The rules.
  static let text = [code, figures, exercises, edges].joined(separator: "\n")

  private static let code = """
    .code, .output, .checks, .failure, figure, .equation, main > .scroll {
      margin: 1.4em 0; min-width: 0;
    }
    pre {
      margin: 0; overflow-x: auto; font-size: 0.8125rem; line-height: 1.55; tab-size: 2;
      padding: 0.75rem 1rem; scrollbar-width: thin;
    }
    pre code, pre samp { font-size: inherit; }
    .code { border: 1px solid var(--rule); border-radius: 6px; background: var(--shade); }
    .head {
      display: flex; justify-content: space-between; align-items: center; gap: 1rem;
      padding: 0.3rem 0.4rem 0.3rem 1rem; min-height: 2.2rem;
      border-bottom: 1px solid var(--rule);
    }
    .head span {
      font: 0.75rem/1.4 var(--mono); color: var(--quiet); min-width: 0; overflow-wrap: anywhere;
    }
    .label {
      font: 600 0.6875rem/1.4 var(--sans); letter-spacing: 0.07em; text-transform: uppercase;
      color: var(--quiet); margin: 0;
    }
    .code + .output, .output + .output, .code + .checks, .output + .checks {
      margin-top: -0.7em;
    }
    .output { border-left: 3px solid var(--accent); padding-left: 0.2rem; }
    .output .label { padding: 0 1rem; }
    .output pre { padding: 0.25rem 1rem 0.4rem; color: var(--ink); }
    .checks { border-left: 3px solid var(--pass); padding-left: 1.2rem; }
    .checks .label { margin-bottom: 0.3rem; }
    .checks table { font-size: 0.8125rem; }
    .checks:has(.fail) { border-left-color: var(--fail); }
    .pass { color: var(--pass); }
    .fail { color: var(--fail); }
    .state { font-style: italic; color: var(--quiet); }
    .failure {
      border: 1px solid var(--fail); border-left-width: 5px; border-radius: 6px;
      background: var(--fail-shade); padding: 0.8rem 1rem;
    }
    .failure p { margin: 0 0 0.4rem; }
    .failure strong { color: var(--fail); }
    .failure code { background: transparent; padding: 0; }
    .failure pre { padding: 0; }
    .keyword { color: var(--keyword); font-weight: 600; }
    .type { color: var(--type); }
    .call { color: var(--call); }
    pre .number { color: var(--number); }
    .string { color: var(--string); }
    .comment { color: var(--comment); font-style: italic; }
    .attribute { color: var(--attribute); }
    .blank {
      color: var(--blank); background: var(--blank-shade); border-radius: 3px;
      padding: 0 0.5em; font-weight: 700; outline: 1px dashed var(--blank);
      outline-offset: -1px;
    }
    """

  private static let figures = """
    figure img { display: block; }
    figcaption {
      font: 0.9375rem/1.5 var(--sans); color: var(--quiet); max-width: var(--measure);
      margin-top: 0.6rem; text-wrap: pretty;
    }
    figcaption b { color: var(--strong); }
    .table figcaption { margin: 0 0 0.6rem; }
    .mat { background: #ffffff; border-radius: 8px; }
    figure .elsewhere {
      border: 1px dashed var(--quiet); border-radius: 6px; padding: 1rem; margin: 0;
    }
    .scroll { overflow-x: auto; max-width: 100%; scrollbar-width: thin; }
    table {
      border-collapse: collapse; font: 0.9375rem/1.45 var(--sans);
      font-variant-numeric: tabular-nums lining-nums;
    }
    th, td {
      padding: 0.35rem 0.9rem 0.35rem 0; text-align: left; vertical-align: top;
      border-bottom: 1px solid var(--rule); overflow-wrap: normal;
    }
    th + th, td + td { padding-left: 0.4rem; }
    thead th {
      font-weight: 600; vertical-align: bottom; color: var(--strong);
      border-bottom: 2px solid var(--quiet);
    }
    table .right { text-align: right; }
    table .center { text-align: center; }
    .equation {
      display: grid; grid-template-columns: minmax(0, 1fr) auto; align-items: center;
      gap: 0 1rem; max-width: var(--measure);
    }
    .equation .scroll { padding-block: 0.4em; }
    .equation math { display: block math; width: max-content; margin: 0 auto; }
    .equation .number { font-family: var(--sans); font-size: 0.9375rem; color: var(--quiet); }
    """

  private static let exercises = """
    .exercise {
      border: 1px solid var(--rule); border-top: 3px solid var(--accent); border-radius: 6px;
      background: var(--accent-shade); padding: 1.1rem 1.3rem; margin: 2em 0; min-width: 0;
    }
    .exercise > h2, .exercise > h3 {
      margin: 0 0 0.5em; font-size: 1.125rem; color: var(--accent);
    }
    .exercise h2 code, .exercise h3 code { color: var(--ink); background: transparent; }
    .exercise .code { margin: 1em 0; background: var(--paper); }
    details { margin: 0.5em 0; min-width: 0; }
    summary {
      font-family: var(--sans); font-size: 0.9375rem; cursor: pointer; width: fit-content;
    }
    main summary { color: var(--link); }
    summary:hover { text-decoration: underline; }
    details > :not(summary) { margin-left: 0; }
    details > p { margin: 0.4em 0 0.8em; padding-left: 1.1rem; }
    .facts {
      margin-top: 4rem; border-top: 1px solid var(--rule); font: 0.9375rem/1.5 var(--sans);
    }
    .facts h2 { font-size: 1.125rem; margin-top: 1.5em; }
    .facts table { font-size: 0.875rem; color: var(--quiet); }
    """

  /// Where something scrolls on, its edge is shaded; a cover over the shade scrolls along.
  private static let edges = """
    .page { --surface: var(--paper); }
    .code { --surface: var(--shade); }
    .exercise { --surface: var(--accent-shade); }
    .exercise .code { --surface: var(--paper); }
    .failure { --surface: var(--fail-shade); }
    pre, .scroll {
      background:
        linear-gradient(90deg, var(--surface) 40%, transparent) 0 0 / 2rem 100% no-repeat local,
        linear-gradient(270deg, var(--surface) 40%, transparent) 100% 0 / 2rem 100% no-repeat
          local,
        linear-gradient(90deg, var(--edge), transparent) 0 0 / 0.6rem 100% no-repeat scroll,
        linear-gradient(270deg, var(--edge), transparent) 100% 0 / 0.6rem 100% no-repeat scroll;
    }
    """
}
