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
    "lgroup": ("⟮", .open), "rgroup": ("⟯", .close), "lmoustache": ("⎰", .open),
    "rmoustache": ("⎱", .close), "ulcorner": ("⌜", .open), "urcorner": ("⌝", .close),
    "llbracket": ("⟦", .open), "rrbracket": ("⟧", .close), "uparrow": ("↑", .relation),
    "downarrow": ("↓", .relation), "backslash": ("\\", .ordinary),
    "|": ("‖", .ordinary), "Vert": ("‖", .ordinary), "vert": ("|", .ordinary),
  ]

  /// Spaces in em.
  static let spaces: [String: Double] = [
    ",": 3.0 / 18, "thinspace": 3.0 / 18, ":": 4.0 / 18, ">": 4.0 / 18, ";": 5.0 / 18,
    "!": -3.0 / 18, " ": 1.0 / 3, "enspace": 0.5, "enskip": 0.5, "quad": 1, "qquad": 2,
    "medspace": 4.0 / 18, "thickspace": 5.0 / 18, "negthinspace": -3.0 / 18, "space": 1.0 / 3,
    "negmedspace": -4.0 / 18, "negthickspace": -5.0 / 18,
  ]

  /// A width such as `1em` or `18mu`, in em; nil for a text that is none.
  static func width(of text: String) -> Double? {
    guard
      let match = text.trimmed.wholeMatch(of: /(-?[0-9]*\.?[0-9]+)\s*(em|ex|mu|pt|px|cm|mm|in)/),
      let number = Double(match.1), abs(number) < 1000
    else { return nil }
    let units = [
      "em": 1, "ex": 0.43, "mu": 1.0 / 18, "pt": 0.1, "px": 0.075, "cm": 2.85, "mm": 0.285,
      "in": 7.23,
    ]
    return units[String(match.2)].map { $0 * number }
  }

  /// Relations with a stroke, by the relation.
  static let negations = [
    "=": "≠", "∈": "∉", "∋": "∌", "<": "≮", ">": "≯", "≤": "≰", "≥": "≱", "≡": "≢", "∼": "≁",
    "≈": "≉", "≃": "≄", "≅": "≇", "⊂": "⊄", "⊃": "⊅", "⊆": "⊈", "⊇": "⊉", "∣": "∤", "∥": "∦",
    "→": "↛", "←": "↚", "↔": "↮", "⇒": "⇏", "⇐": "⇍", "⇔": "⇎", "∃": "∄", "≺": "⊀", "≻": "⊁",
    "⊢": "⊬", "⊨": "⊭",
  ]

  private static let letters: [String: String] = [
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ϵ", "varepsilon": "ε",
    "zeta": "ζ", "eta": "η", "theta": "θ", "vartheta": "ϑ", "iota": "ι", "kappa": "κ",
    "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "omicron": "ο", "pi": "π", "rho": "ρ",
    "sigma": "σ", "varsigma": "ς", "tau": "τ", "upsilon": "υ", "phi": "ϕ", "varphi": "φ",
    "chi": "χ", "psi": "ψ", "omega": "ω", "ell": "ℓ", "partial": "∂", "imath": "ı", "jmath": "ȷ",
    "varpi": "ϖ", "varrho": "ϱ", "varkappa": "ϰ", "digamma": "ϝ", "wp": "℘",
  ]

  private static let uprightLetters: [String: String] = [
    "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ",
    "Upsilon": "Υ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω", "infty": "∞", "nabla": "∇", "hbar": "ℏ",
    "emptyset": "∅", "varnothing": "∅", "Re": "ℜ", "Im": "ℑ", "aleph": "ℵ", "top": "⊤", "bot": "⊥",
    "ldots": "…", "dots": "…", "cdots": "⋯", "vdots": "⋮", "ddots": "⋱", "%": "%", "#": "#",
    "&": "&", "$": "$", "_": "_", "*": "∗", "forall": "∀", "exists": "∃", "dagger": "†",
    "nexists": "∄", "ddagger": "‡", "hslash": "ℏ", "beth": "ℶ", "gimel": "ℷ", "mho": "℧",
    "eth": "ð",
    "complement": "∁", "angle": "∠", "measuredangle": "∡", "triangle": "△", "Box": "□",
    "square": "□", "blacksquare": "■", "diamondsuit": "♢", "heartsuit": "♡", "clubsuit": "♣",
    "spadesuit": "♠", "flat": "♭", "natural": "♮", "sharp": "♯", "checkmark": "✓", "surd": "√",
    "therefore": "∴", "because": "∵", "S": "§", "P": "¶", "copyright": "©", "pounds": "£",
    "dotsc": "…", "dotso": "…", "dotsb": "⋯", "dotsm": "⋯", "dotsi": "⋯", "hdots": "…",
    "qed": "∎", "Finv": "Ⅎ", "lozenge": "◊", "bigstar": "★", "lq": "‘", "rq": "’",
  ]

  private static let signs: [String: (String, MathClass)] = [
    "pm": ("±", .binary), "mp": ("∓", .binary), "times": ("×", .binary), "div": ("÷", .binary),
    "cdot": ("⋅", .binary), "circ": ("∘", .binary), "ast": ("∗", .binary), "star": ("⋆", .binary),
    "oplus": ("⊕", .binary), "otimes": ("⊗", .binary), "odot": ("⊙", .binary),
    "cup": ("∪", .binary), "cap": ("∩", .binary), "setminus": ("∖", .binary),
    "land": ("∧", .binary), "wedge": ("∧", .binary), "lor": ("∨", .binary), "vee": ("∨", .binary),
    "bullet": ("∙", .binary), "diamond": ("⋄", .binary), "ominus": ("⊖", .binary),
    "oslash": ("⊘", .binary), "bigcirc": ("◯", .binary), "sqcup": ("⊔", .binary),
    "sqcap": ("⊓", .binary), "uplus": ("⊎", .binary), "amalg": ("⨿", .binary), "wr": ("≀", .binary),
    "ltimes": ("⋉", .binary), "rtimes": ("⋊", .binary), "boxplus": ("⊞", .binary),
    "boxtimes": ("⊠", .binary), "circledast": ("⊛", .binary), "smallsetminus": ("∖", .binary),
    "triangleleft": ("◁", .binary), "triangleright": ("▷", .binary), "intercal": ("⊺", .binary),
    "prec": ("≺", .relation), "succ": ("≻", .relation), "preceq": ("⪯", .relation),
    "succeq": ("⪰", .relation), "asymp": ("≍", .relation), "doteq": ("≐", .relation),
    "models": ("⊨", .relation), "vDash": ("⊨", .relation), "vdash": ("⊢", .relation),
    "dashv": ("⊣", .relation), "bowtie": ("⋈", .relation), "sqsubset": ("⊏", .relation),
    "sqsubseteq": ("⊑", .relation), "sqsupseteq": ("⊒", .relation), "leqslant": ("⩽", .relation),
    "geqslant": ("⩾", .relation), "lesssim": ("≲", .relation), "gtrsim": ("≳", .relation),
    "leqq": ("≦", .relation), "geqq": ("≧", .relation), "lll": ("⋘", .relation),
    "ggg": ("⋙", .relation), "approxeq": ("≊", .relation), "triangleq": ("≜", .relation),
    "subsetneq": ("⊊", .relation), "supsetneq": ("⊋", .relation), "nsubseteq": ("⊈", .relation),
    "nmid": ("∤", .relation), "nparallel": ("∦", .relation), "nless": ("≮", .relation),
    "nleq": ("≰", .relation), "ngeq": ("≱", .relation), "eqqcolon": ("≕", .relation),
    "smile": ("⌣", .relation), "frown": ("⌢", .relation), "owns": ("∋", .relation),
    "longleftarrow": ("⟵", .relation), "longleftrightarrow": ("⟷", .relation),
    "Longrightarrow": ("⟹", .relation), "Longleftarrow": ("⟸", .relation),
    "Longleftrightarrow": ("⟺", .relation), "impliedby": ("⟸", .relation),
    "hookrightarrow": ("↪", .relation), "hookleftarrow": ("↩", .relation),
    "rightharpoonup": ("⇀", .relation), "leftharpoonup": ("↼", .relation),
    "rightleftharpoons": ("⇌", .relation), "rightleftarrows": ("⇄", .relation),
    "leadsto": ("⇝", .relation), "rightsquigarrow": ("⇝", .relation), "nearrow": ("↗", .relation),
    "searrow": ("↘", .relation), "swarrow": ("↙", .relation), "nwarrow": ("↖", .relation),
    "Uparrow": ("⇑", .relation), "Downarrow": ("⇓", .relation), "updownarrow": ("↕", .relation),
    "twoheadrightarrow": ("↠", .relation), "rightarrowtail": ("↣", .relation),
    "multimap": ("⊸", .relation), "nrightarrow": ("↛", .relation),
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
    "coprod": ("∐", .large(limits: true)), "bigotimes": ("⨂", .large(limits: true)),
    "bigodot": ("⨀", .large(limits: true)), "bigvee": ("⋁", .large(limits: true)),
    "bigwedge": ("⋀", .large(limits: true)), "bigsqcup": ("⨆", .large(limits: true)),
    "biguplus": ("⨄", .large(limits: true)), "iiint": ("∭", .large(limits: false)),
    "iint": ("∬", .large(limits: false)), "oint": ("∮", .large(limits: false)),
  ]

  private static let functions: Set<String> = [
    "log", "ln", "lg", "exp", "sin", "cos", "tan", "cot", "arcsin", "arccos", "arctan", "sinh",
    "cosh", "tanh", "sec", "csc", "coth", "arg", "deg", "dim", "ker", "hom",
  ]

  private static let limitFunctions: [String: String] = [
    "lim": "lim", "limsup": "lim sup", "liminf": "lim inf", "max": "max", "min": "min",
    "sup": "sup", "inf": "inf", "det": "det", "gcd": "gcd", "Pr": "Pr",
    "argmax": "arg max", "argmin": "arg min",
  ]
}
