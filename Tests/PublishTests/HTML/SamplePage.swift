import Foundation
import Literate
import Publish

/// A page that holds every kind of piece, hostile words and things that are far too wide.
enum SamplePage {
  static let script = "<script>alert(1)</script>"
  static let longWord = String(repeating: "Wavelet", count: 30)

  static func page() throws -> WovenPage {
    let lesson = try Lesson(text: text, file: "lessons/03-bands.md")
    let results = [
      CellResult(state: .done, items: items, checks: checks),
      CellResult(state: .failed(message: "no luck \(script)", line: 42)),
      CellResult(state: .running), CellResult(), CellResult(), CellResult(),
    ]
    let facts = RunFacts([
      "tool": "1.0", "library": "2.13.0", "processor": "P \(script), 2 cores", "threads": "2",
      "seed": "7",
      "preset": "quick",
    ])
    return WovenPage(lesson: lesson, results: results, facts: facts)
  }

  static func html() throws -> String {
    HTMLPage.text(
      of: try page(), picture: picture, index: .init(title: "The course", file: "index.html"),
      previous: .init(title: "Images \(script)", file: "chapter-2.html"),
      next: .init(title: "Distillation", file: "chapter-4.html"),
      others: [
        .init(title: "Glossary", file: "glossary.html"),
        .init(title: "Works \(longWord)", file: "works.html"),
      ])
  }

  /// White and dark pictures, wide ones for `broad`, a light one for `grid`, none for `lost`.
  static func picture(of figure: FigureRecord, in scheme: HTMLPage.Scheme) -> Data? {
    switch (figure.label, scheme) {
    case ("lost", _), ("grid", .dark): nil
    case ("broad", _): Data(base64Encoded: broadPNG)
    case (_, .light): Data(base64Encoded: whitePNG)
    case (_, .dark): Data(base64Encoded: darkPNG)
    }
  }

  /// 1200 by 8 pixels, white.
  private static let whitePNG = """
    iVBORw0KGgoAAAANSUhEUgAABLAAAAAICAIAAABmlZGTAAAAQUlEQVR42u3XQREAAAzCMPybBh27JRL6awoA\
    AMBLkQAAAMAQAgAAYAgBAAAwhAAAABhCAAAADCEAAACGEAAAgIsGFY4WEVm7r3oAAAAASUVORK5CYII=
    """

  /// 1600 by 8 pixels, white.
  private static let broadPNG = """
    iVBORw0KGgoAAAANSUhEUgAABkAAAAAICAAAAACEvGxAAAAAMUlEQVR42u3VIQEAAAzDsPk3vXk4OEoklDQF\
    gINIAICBAGAgABgIAAYCAAYCgIEA8G1uutDgpuPLTAAAAABJRU5ErkJggg==
    """

  /// 8 by 4 pixels, as dark as the page.
  private static let darkPNG = """
    iVBORw0KGgoAAAANSUhEUgAAAAgAAAAECAIAAAA8r+mnAAAAEUlEQVR42mMQkZDFihioJwEAx5MJIQSZoTwA\
    AAAASUVORK5CYII=
    """

  private static let items: [CellResult.Item] = [
    .output("sum  3\n\(script)\n\(longWord)\(longWord)"),
    .figure(FigureRecord(label: "both", caption: "In `both` $x$ \(script)", alt: "A \(script)\"")),
    .figure(FigureRecord(label: "broad", caption: "Broad.", alt: "Four panels.")),
    .figure(FigureRecord(label: "grid", caption: "Light alone.", alt: "Photographs.")),
    .figure(FigureRecord(label: "lost", caption: "Nowhere.", alt: "What was drawn \(script).")),
    .table(
      TableRecord(
        label: "wide", columns: (1...30).map { "column \($0)" },
        rows: [(1...30).map { "\($0).5" }, (1...30).map { "−\($0)" }],
        caption: "Too wide \(script)")),
    .table(
      TableRecord(
        label: "words", columns: ["a|b", "- \(script)"], rows: [["two\nlines", longWord]],
        caption: "Words.")),
    .markdown("Computed **prose**.\n\n## A section\n\nsee @fig-both"),
  ]

  private static let checks = [
    CheckRecord(name: "sum", found: "2", expected: "2", tolerance: "0", passed: true),
    CheckRecord(
      name: "odd \(script)", found: script, expected: (0...60).map { "\($0)" }.joined(),
      tolerance: "", passed: false),
  ]

  private static let longCode =
    "let x = [" + (0...80).map { "\($0)" }.joined(separator: ", ") + "]"
    + "  // \(script) and a \"string\""

  private static let longFormula = (0...40).map { "x_{\($0)}" }.joined(separator: " + ")

  private static let text = """
    ---
    title: Bands \(script)
    summary: What "each" band <holds>.
    minutes: 20
    ---

    # Chapter 3: bands & \(script)

    A \(longWord) and `\(longWord)` by **strong**, *soft* and ~~gone~~ words, $T$, ($a_b$), and
    $\(longFormula)$. See @fig-both, @tbl-wide, @eq-sum and @ex-fill. A line\\
    break. <kbd>Ctrl</kbd> H<sub>2</sub>O<br>x<sup>2</sup> <b onclick="x()">raw</b> \(script)
    <!-- dropped --> and $\\nosuchcommand{x}$.

    ## A section

    $$ L = \\underbrace{\\sum_{i} \\frac{a_i}{b_i}}_{\\text{soft}} $$ {#eq-sum}

    $$ \(longFormula) = \\left( \\frac{1}{2} \\right) $$ {#eq-wide}

    ### A section

    - tight with [a link](#a-section)
    - two

    3. loose

    4. four

       > quoted $q$

    | left | middle | right |
    |---|:-:|--:|
    | a | b | c |

    ![a picture](elsewhere.png) <https://swift.org> [bad](javascript:alert(1))

    <details><summary>More of $m$</summary>

    Folded.

    </details>

    <a id="own"></a> [own](#own)

    ---

    ```sh
    ./wkd-learn \(String(repeating: "--option ", count: 60))
    ```

    ```swift
    //| label: one
    \(longCode)
    @Test func f() -> Int { return compute(0.5) }
    ```

    ```swift
    g()
    ```

    ```swift
    h()
    ```

    ```swift
    i()
    ```

    ```swift
    //| kind: skip
    shown()
    ```

    ```swift
    //| kind: exercise
    //| label: fill
    //| task: Add `1` and $x^2$ \(script).
    //| hint: Count \(script).
    //| hint: \(longWord)
    //| answer: 1 + 2
    let a = ___  // \(longWord)
    //| check
    page.check(a)
    ```

    The end.

    """
}
