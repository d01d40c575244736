/// Where the parts of a page stand, on phones and on wide screens.
enum PageLayout {
  /// The rules.
  static let text = """
    .page { max-width: 60rem; margin: 0 auto; padding: 0 1.1rem 4rem; min-width: 0; }
    .sidebar { display: none; }
    .bar {
      display: flex; justify-content: space-between; align-items: center; gap: 1rem;
      padding: 0.9rem 0; min-height: 3.5rem; font: 0.875rem/1.4 var(--sans);
    }
    .bar span { display: flex; flex-wrap: wrap; gap: 0.3rem 1.1rem; min-width: 0; }
    .bar a { color: var(--quiet); min-width: 0; }
    button {
      display: none; font: 0.8125rem/1.4 var(--sans); color: var(--quiet);
      background: transparent; border: 1px solid var(--rule); border-radius: 5px;
      padding: 0.2em 0.7em; cursor: pointer; white-space: nowrap;
    }
    .js button { display: inline-block; }
    button:hover { color: var(--strong); border-color: var(--quiet); }
    .skip {
      position: absolute; left: 1rem; top: -5rem; z-index: 2; padding: 0.6rem 1rem;
      background: var(--paper); border: 1px solid var(--rule); font: 1rem/1.4 var(--sans);
    }
    .skip:focus { top: 1rem; }
    .unseen {
      position: absolute; width: 1px; height: 1px; padding: 0; border: 0; overflow: hidden;
      clip-path: inset(50%); white-space: nowrap;
    }
    nav ol { list-style: none; margin: 0; padding: 0; }
    nav li { margin: 0; }
    .fold, .sidebar { font: 0.875rem/1.4 var(--sans); }
    .fold {
      border: 1px solid var(--rule); border-radius: 6px; padding: 0.6rem 0.9rem;
      margin-bottom: 1.5rem;
    }
    .fold details { margin: 0; }
    .fold summary { font-weight: 600; }
    .fold ol { margin-top: 0.5rem; }
    .fold a, .sidebar a {
      display: block; padding: 0.28rem 0.7rem; color: var(--quiet); text-decoration: none;
      border-left: 2px solid transparent;
    }
    .fold a:hover, .sidebar a:hover { color: var(--strong); text-decoration: underline; }
    .level-3 a { padding-left: 1.6rem; }
    nav .others {
      margin-top: 0.7rem; padding-top: 0.7rem; border-top: 1px solid var(--rule);
    }
    .sidebar [aria-current] {
      color: var(--strong); border-left-color: var(--accent); background: var(--shade);
    }
    .turn {
      display: grid; grid-template-columns: repeat(3, minmax(0, 1fr));
      gap: 0.8rem; margin-top: 3rem; font: 0.9375rem/1.4 var(--sans);
    }
    .turn a {
      border: 1px solid var(--rule); border-radius: 6px; padding: 0.7rem 1rem; min-width: 0;
      text-decoration: none;
    }
    .turn a:hover { border-color: var(--link); }
    .turn small { display: block; color: var(--quiet); }
    .turn [rel=up] { grid-column: 2; }
    .turn [rel=next] { grid-column: 3; text-align: right; }
    @media (max-width: 40rem) {
      body { font-size: 1.0938rem; line-height: 1.55; }
      h1 { font-size: 1.7rem; }
      h2 { font-size: 1.35rem; }
      .turn { grid-template-columns: minmax(0, 1fr); }
      .turn [rel] { grid-column: 1; }
    }
    @media screen and (max-width: 40rem) {
      .wide img { min-width: 36rem; }
    }
    @media (min-width: 68.75rem) {
      body { display: grid; grid-template-columns: 17rem minmax(0, 1fr); }
      body > .page:nth-child(2) { grid-column: 1 / -1; max-width: 46rem; margin: 0 auto; }
      .page { width: 100%; max-width: 62rem; padding: 0 2.5rem 5rem; margin: 0; }
      .sidebar {
        display: block; position: sticky; top: 0; height: 100vh; overflow-y: auto;
        padding: 1.4rem 0.6rem 2rem 1rem; border-right: 1px solid var(--rule);
        scrollbar-width: thin;
      }
      .fold { display: none; }
    }
    """
}
