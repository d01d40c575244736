/// All files of one target, and the file that each name leads to.
struct TargetNames {
  /// A file that names what others declare.
  struct Arrow {
    let from: String
    let line: Int
    let name: String
    /// The files that declare it: more than one for a function with several forms.
    let to: [String]
  }

  let folder: String
  private let files: [SwiftFile]
  /// Every type and function that stands at the outermost level and is seen by other files.
  private let outermost: [String: [(file: String, kind: SwiftFile.Declaration.Kind)]]
  /// The names that are nested in each type, wherever the target adds them.
  private let nested: [String: Set<String>]

  /// Reads a target; `sources` holds the path from the root and the text of every file.
  init(module: String, folder: String, sources: [(path: String, code: String)]) {
    self.folder = folder
    files = sources.map { SwiftFile(path: $0.path, code: $0.code, module: module) }
    var outermost: [String: [(file: String, kind: SwiftFile.Declaration.Kind)]] = [:]
    var nested: [String: Set<String>] = [:]
    for file in files {
      for declaration in file.declarations {
        if let outer = declaration.outer {
          nested[outer, default: []].insert(declaration.name)
        } else if !declaration.isPrivate {
          outermost[declaration.name, default: []].append((file.path, declaration.kind))
        }
      }
    }
    self.outermost = outermost
    self.nested = nested
  }

  var paths: [String] { files.map(\.path) }

  /// The modules that the files import.
  var imports: [(file: String, line: Int, module: String)] {
    files.flatMap { file in file.imports.map { (file.path, $0.line, $0.module) } }
  }

  /// The first place of every file where it names another file's type or function.
  var arrows: [Arrow] { files.flatMap(arrows(from:)) }

  private func arrows(from file: SwiftFile) -> [Arrow] {
    let hidden = namesOfItsOwn(file)
    var seen: Set<String> = []
    return file.mentions.compactMap { mention in
      guard !hidden.contains(mention.name), !seen.contains(mention.name) else { return nil }
      let declared = (outermost[mention.name] ?? []).filter { Self.fits(mention, $0.kind) }
      guard !declared.isEmpty, !declared.contains(where: { $0.file == file.path }) else {
        return nil
      }
      seen.insert(mention.name)
      return Arrow(
        from: file.path, line: mention.line, name: mention.name, to: declared.map(\.file))
    }
  }

  /// Names that lead to something nearer than the outermost level: what the file's own types hold,
  /// generic parameters, constants, and declarations that no other file sees.
  private func namesOfItsOwn(_ file: SwiftFile) -> Set<String> {
    let near = file.declarations.filter { $0.outer != nil || $0.isPrivate }.map(\.name)
    let types = file.extended.union(
      file.declarations.filter { $0.kind == .type && $0.outer == nil }.map(\.name))
    return types.reduce(file.localNames.union(near)) { $0.union(nested[$1] ?? []) }
  }

  private static func fits(_ mention: SwiftFile.Mention, _ kind: SwiftFile.Declaration.Kind) -> Bool
  {
    switch (mention.kind, kind) {
    case (.type, .type): true
    case (.function, .function(.some)) where mention.hasTrailingClosure: true
    case (.function(let used), .function(let declared)): used == declared
    default: false
    }
  }
}
