/// The names that a Swift file declares, imports and speaks of.
struct SwiftFile {
  /// A type, or a function that belongs to none.
  struct Declaration {
    enum Kind: Equatable {
      case type
      /// With the label of its first argument: `_` for none, nil where it takes no argument.
      case function(label: String?)
    }

    let name: String
    let kind: Kind
    let isPrivate: Bool
    /// The type it is nested in, or the first of several.
    let outer: String?
  }

  /// A place where a name stands that may be a declaration's.
  struct Mention {
    let name: String
    let line: Int
    let kind: Declaration.Kind
    /// Whether braces follow, which may be a closure that stands for any first argument.
    let hasTrailingClosure: Bool
  }

  /// The path from the root of the tree.
  let path: String
  let imports: [(module: String, line: Int)]
  let declarations: [Declaration]
  /// Types that the file extends.
  let extended: Set<String>
  /// Names that mean something else here: generic parameters and constants.
  let localNames: Set<String>
  let mentions: [Mention]

  /// Reads a file; a full name such as `Plot.Figure` may begin with the name of its module.
  init(path: String, code: String, module: String) {
    let tokens = SwiftTokens.of(code)
    var reader = DeclarationReader(tokens)
    reader.read()
    self.path = path
    imports = reader.imports
    declarations = reader.declarations
    extended = reader.extended
    localNames = reader.localNames
    mentions = Self.mentions(tokens, module: module)
  }

  private static let declaring: Set = [
    "struct", "class", "enum", "actor", "protocol", "typealias", "associatedtype", "func", "import",
    "macro",
  ]

  private static func mentions(_ tokens: [SwiftToken], module: String) -> [Mention] {
    tokens.indices.compactMap { index in
      let token = tokens[index]
      let before = index > 0 ? tokens[index - 1].text : ""
      guard token.kind == .word, let first = token.text.first, !declaring.contains(before) else {
        return nil
      }
      if before == "." {
        guard index > 1, tokens[index - 2].text == module else { return nil }
      }
      let next = index + 1 < tokens.count ? tokens[index + 1] : nil
      // `case Figure.empty` of a switch names a type, `case figure(...)` of an enum names itself.
      if before == "case", !first.isUppercase { return nil }
      if first.isUppercase {
        return Mention(
          name: token.text, line: token.line, kind: .type, hasTrailingClosure: false)
      }
      guard let next, next.text == "(" || next.text == "{", next.kind == .sign else { return nil }
      let label = next.text == "(" ? Self.label(after: index + 1, in: tokens) : "_"
      return Mention(
        name: token.text, line: token.line, kind: .function(label: label),
        hasTrailingClosure: next.text == "{")
    }
  }

  /// The label of the first argument of a call, after its opening parenthesis.
  private static func label(after index: Int, in tokens: [SwiftToken]) -> String? {
    guard index + 2 < tokens.count, tokens[index + 1].text != ")" else { return nil }
    let isLabel = tokens[index + 1].kind == .word && tokens[index + 2].text == ":"
    return isLabel ? tokens[index + 1].text : "_"
  }
}

/// Finds the declarations among the tokens of a file by counting its braces.
private struct DeclarationReader {
  private(set) var imports: [(module: String, line: Int)] = []
  private(set) var declarations: [SwiftFile.Declaration] = []
  private(set) var extended: Set<String> = []
  private(set) var localNames: Set<String> = []

  private let tokens: [SwiftToken]
  /// The type that each open brace belongs to; nil for a function's, a closure's and the like.
  private var open: [String?] = []
  /// The type whose braces come next.
  private var pending: String?
  private var parentheses = 0

  init(_ tokens: [SwiftToken]) { self.tokens = tokens }

  private func word(_ index: Int) -> String? {
    guard index < tokens.count, tokens[index].kind == .word else { return nil }
    return tokens[index].text
  }

  mutating func read() {
    for index in tokens.indices {
      let token = tokens[index]
      if token.kind == .sign { count(token.text) }
      guard token.kind == .word, index == 0 || tokens[index - 1].text != "." else { continue }
      // `import struct Foundation.URL` declares nothing.
      if index > 0, tokens[index - 1].text == "import" { continue }
      switch token.text {
      case "import": readImport(index)
      case "struct", "class", "enum", "actor", "protocol":
        guard let name = word(index + 1), !["func", "var", "let", "init"].contains(name) else {
          continue
        }
        add(name, .type, at: index)
        pending = name
        readGenerics(index + 2)
      case "typealias", "associatedtype":
        if let name = word(index + 1) { add(name, .type, at: index) }
      case "extension":
        guard let name = word(index + 1) else { continue }
        extended.insert(name)
        pending = name
      case "func":
        guard let name = word(index + 1) else { continue }
        let start = readGenerics(index + 2)
        // A parameter's first word is its label, and nothing follows where there is no parameter.
        add(name, .function(label: word(start + 1)), at: index)
      case "init", "subscript": readGenerics(index + 1)
      case "let", "var", "for":
        if let name = word(index + 1) { localNames.insert(name) }
      default: break
      }
    }
  }

  private mutating func count(_ sign: String) {
    switch sign {
    case "(": parentheses += 1
    case ")": parentheses -= 1
    case "{":
      // Braces within parentheses are closures, such as a default value's.
      open.append(parentheses == 0 ? pending : nil)
      if parentheses == 0 { pending = nil }
    case "}": _ = open.popLast()
    default: break
    }
  }

  private mutating func add(_ name: String, _ kind: SwiftFile.Declaration.Kind, at index: Int) {
    declarations.append(
      SwiftFile.Declaration(
        name: name, kind: kind, isPrivate: isPrivate(index),
        outer: open.isEmpty ? nil : open.compactMap { $0 }.first ?? ""))
  }

  /// Reads the words before a keyword: `private` and `fileprivate` hide it from other files.
  private func isPrivate(_ index: Int) -> Bool {
    let modifiers: Set = [
      "public", "package", "internal", "open", "final", "indirect", "nonisolated", "static",
      "mutating", "override", "consuming", "borrowing",
    ]
    var index = index - 1
    while index >= 0, tokens[index].kind == .word {
      if ["private", "fileprivate"].contains(tokens[index].text) { return true }
      let isAttribute = index > 0 && tokens[index - 1].text == "@"
      guard isAttribute || modifiers.contains(tokens[index].text) else { return false }
      index -= isAttribute ? 2 : 1
    }
    return false
  }

  private mutating func readImport(_ index: Int) {
    let kinds: Set = ["struct", "class", "enum", "protocol", "typealias", "func", "let", "var"]
    guard let first = word(index + 1), let module = kinds.contains(first) ? word(index + 2) : first
    else { return }
    imports.append((module, tokens[index].line))
  }

  /// Notes the generic parameters that may begin here.
  ///
  /// - Returns: where they end.
  @discardableResult
  private mutating func readGenerics(_ start: Int) -> Int {
    guard start < tokens.count, tokens[start].text == "<" else { return start }
    var (index, depth) = (start, 0)
    repeat {
      switch tokens[index].text {
      case "<": depth += 1
      case ">" where tokens[index - 1].text != "-": depth -= 1
      default: break
      }
      if depth == 1, ["<", ","].contains(tokens[index].text), let name = word(index + 1) {
        localNames.insert(name)
      }
      index += 1
    } while depth > 0 && index < tokens.count
    return index
  }
}
