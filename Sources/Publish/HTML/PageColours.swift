/// The colours of a page, once for light and once for dark screens.
enum PageColours {
  /// The rules that name the colours; paper keeps the light ones.
  static let text = """
    :root { color-scheme: light dark; \(declarations(\.light)) }
    .for-dark { display: none; }
    @media screen and (prefers-color-scheme: dark) {
    :root:not([data-scheme=light]) { \(declarations(\.dark)) }
    :root:not([data-scheme=light]) .for-light { display: none; }
    :root:not([data-scheme=light]) .for-dark { display: block; }
    :root:not([data-scheme=light]) .mat { padding: 0.75rem; }
    }
    @media screen {
    :root[data-scheme=light] { color-scheme: light; }
    :root[data-scheme=dark] { color-scheme: dark; \(declarations(\.dark)) }
    :root[data-scheme=dark] .for-light { display: none; }
    :root[data-scheme=dark] .for-dark { display: block; }
    :root[data-scheme=dark] .mat { padding: 0.75rem; }
    }
    """

  private struct Colour {
    let name: String
    let light: String
    let dark: String

    init(_ name: String, _ light: String, _ dark: String) {
      self.name = name
      self.light = light
      self.dark = dark
    }
  }

  /// Figures are drawn on `paper`: dark ones on exactly this dark one.
  private static let colours = [
    Colour("paper", "#ffffff", "#14181d"),
    Colour("ink", "#1d232b", "#d9dfe7"),
    Colour("strong", "#0b0f14", "#f3f6fa"),
    Colour("quiet", "#56606c", "#9da8b4"),
    Colour("rule", "#d9dee4", "#333b45"),
    Colour("shade", "#f5f7f9", "#1b2129"),
    Colour("edge", "#16202c26", "#ffffff2e"),
    Colour("link", "#0b57b7", "#82b8ff"),
    Colour("accent", "#0f6f67", "#5fc2b4"),
    Colour("accent-shade", "#f1f8f7", "#172426"),
    Colour("pass", "#116b35", "#6dd08d"),
    Colour("fail", "#b3141f", "#ff9a94"),
    Colour("fail-shade", "#fdf1f0", "#2c1b1e"),
    Colour("blank", "#4c3500", "#ffe08a"),
    Colour("blank-shade", "#ffe49c", "#4d3c08"),
    Colour("keyword", "#96237f", "#ff86bd"),
    Colour("type", "#4c27a6", "#cdb0ff"),
    Colour("call", "#1b6a75", "#79c7bb"),
    Colour("number", "#2438b5", "#dccb80"),
    Colour("string", "#a72118", "#ff9283"),
    Colour("comment", "#596673", "#94a0ac"),
    Colour("attribute", "#7a4a12", "#f5a95c"),
  ]

  private static func declarations(_ scheme: KeyPath<Colour, String>) -> String {
    colours.map { "--\($0.name): \($0[keyPath: scheme]);" }.joined(separator: " ")
  }
}
