/// The commands that stand for one sign each, by their LaTeX names.
enum MathSymbols {
  /// The node of a command that takes no argument.
  static func node(named name: String) -> MathNode? {
    if let letter = letters[name] { return .identifier(letter) }
    if let letter = uprightLetters[name] { return .identifier(letter, .upright) }
    if let (sign, role) = signs[name] { return .symbol(sign, role) }
    if let sign = delimiters[name] { return .symbol(sign.text, sign.role) }
    if let width = spaces[name] { return .space(width) }
    if functions.contains(name) { return .function(name) }
    if let function = limitFunctions[name] { return .function(function, hasLimits: true) }
    return nil
  }

  /// The node of a character that is neither a letter nor a digit.
  static func node(for character: Character) -> MathNode {
    switch character {
    case "+": .symbol("+", .binary)
    case "-": .symbol("−", .binary)
    case "*": .symbol("∗", .binary)
    case "=", "<", ">", ":": .symbol(String(character), .relation)
    case ",", ";": .symbol(String(character), .punctuation)
    case "(", "[": .symbol(String(character), .open)
    case ")", "]": .symbol(String(character), .close)
    case "~": .space(1.0 / 3)
    default: .symbol(String(character), .ordinary)
    }
  }

  /// Brackets by command; `|` and `‖` may stand at either side.
  static let delimiters: [String: (text: String, role: MathClass)] = [
    "{": ("{", .open), "lbrace": ("{", .open), "}": ("}", .close), "rbrace": ("}", .close),
    "lbrack": ("[", .open), "rbrack": ("]", .close),
    "langle": ("⟨", .open), "rangle": ("⟩", .close),
    "lfloor": ("⌊", .open), "rfloor": ("⌋", .close),
    "lceil": ("⌈", .open), "rceil": ("⌉", .close),
    "lvert": ("|", .open), "rvert": ("|", .close), "lVert": ("‖", .open), "rVert": ("‖", .close),
    "|": ("‖", .ordinary), "Vert": ("‖", .ordinary), "vert": ("|", .ordinary),
  ]

  /// Spaces in em.
  static let spaces: [String: Double] = [
    ",": 3.0 / 18, "thinspace": 3.0 / 18, ":": 4.0 / 18, ">": 4.0 / 18, ";": 5.0 / 18,
    "!": -3.0 / 18, " ": 1.0 / 3, "enspace": 0.5, "quad": 1, "qquad": 2,
  ]

  private static let letters: [String: String] = [
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ϵ", "varepsilon": "ε",
    "zeta": "ζ", "eta": "η", "theta": "θ", "vartheta": "ϑ", "iota": "ι", "kappa": "κ",
    "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "omicron": "ο", "pi": "π", "rho": "ρ",
    "sigma": "σ", "varsigma": "ς", "tau": "τ", "upsilon": "υ", "phi": "ϕ", "varphi": "φ",
    "chi": "χ", "psi": "ψ", "omega": "ω", "ell": "ℓ", "partial": "∂", "imath": "ı", "jmath": "ȷ",
  ]

  private static let uprightLetters: [String: String] = [
    "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ",
    "Upsilon": "Υ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω", "infty": "∞", "nabla": "∇", "hbar": "ℏ",
    "emptyset": "∅", "varnothing": "∅", "Re": "ℜ", "Im": "ℑ", "aleph": "ℵ", "top": "⊤", "bot": "⊥",
    "ldots": "…", "dots": "…", "cdots": "⋯", "vdots": "⋮", "ddots": "⋱", "%": "%", "#": "#",
    "&": "&", "$": "$", "_": "_", "*": "∗", "forall": "∀", "exists": "∃", "dagger": "†",
  ]

  private static let signs: [String: (String, MathClass)] = [
    "pm": ("±", .binary), "mp": ("∓", .binary), "times": ("×", .binary), "div": ("÷", .binary),
    "cdot": ("⋅", .binary), "circ": ("∘", .binary), "ast": ("∗", .binary), "star": ("⋆", .binary),
    "oplus": ("⊕", .binary), "otimes": ("⊗", .binary), "odot": ("⊙", .binary),
    "cup": ("∪", .binary), "cap": ("∩", .binary), "setminus": ("∖", .binary),
    "land": ("∧", .binary), "wedge": ("∧", .binary), "lor": ("∨", .binary), "vee": ("∨", .binary),
    "bmod": ("mod", .binary), "neg": ("¬", .prefix), "lnot": ("¬", .prefix),
    "le": ("≤", .relation), "leq": ("≤", .relation), "ge": ("≥", .relation),
    "geq": ("≥", .relation), "ll": ("≪", .relation), "gg": ("≫", .relation),
    "lt": ("<", .relation), "gt": (">", .relation), "ne": ("≠", .relation),
    "neq": ("≠", .relation), "approx": ("≈", .relation), "sim": ("∼", .relation),
    "simeq": ("≃", .relation), "cong": ("≅", .relation), "equiv": ("≡", .relation),
    "propto": ("∝", .relation), "in": ("∈", .relation), "notin": ("∉", .relation),
    "ni": ("∋", .relation), "subset": ("⊂", .relation), "subseteq": ("⊆", .relation),
    "supset": ("⊃", .relation), "supseteq": ("⊇", .relation), "perp": ("⟂", .relation),
    "parallel": ("∥", .relation), "mid": ("∣", .relation), "coloneqq": ("≔", .relation),
    "to": ("→", .relation), "rightarrow": ("→", .relation), "leftarrow": ("←", .relation),
    "gets": ("←", .relation), "leftrightarrow": ("↔", .relation), "mapsto": ("↦", .relation),
    "longrightarrow": ("⟶", .relation), "longmapsto": ("⟼", .relation),
    "Rightarrow": ("⇒", .relation), "implies": ("⟹", .relation), "Leftarrow": ("⇐", .relation),
    "Leftrightarrow": ("⇔", .relation), "iff": ("⟺", .relation), "uparrow": ("↑", .relation),
    "downarrow": ("↓", .relation), "colon": (":", .punctuation), "backslash": ("\\", .ordinary),
    "prime": ("′", .ordinary), "degree": ("°", .ordinary),
    "sum": ("∑", .large(limits: true)), "prod": ("∏", .large(limits: true)),
    "bigcup": ("⋃", .large(limits: true)), "bigcap": ("⋂", .large(limits: true)),
    "bigoplus": ("⨁", .large(limits: true)), "int": ("∫", .large(limits: false)),
    "iint": ("∬", .large(limits: false)), "oint": ("∮", .large(limits: false)),
  ]

  private static let functions: Set<String> = [
    "log", "ln", "lg", "exp", "sin", "cos", "tan", "cot", "arcsin", "arccos", "arctan", "sinh",
    "cosh", "tanh", "arg", "deg", "dim", "ker", "hom",
  ]

  private static let limitFunctions: [String: String] = [
    "lim": "lim", "limsup": "lim sup", "liminf": "lim inf", "max": "max", "min": "min",
    "sup": "sup", "inf": "inf", "det": "det", "gcd": "gcd", "Pr": "Pr",
    "argmax": "arg max", "argmin": "arg min",
  ]
}
