/// The rule within a target: a folder names only itself and folders to its left.
struct FolderRule {
  /// A circle of files that is there for a reason.
  struct AllowedCircle {
    let files: Set<String>
    let reason: String
  }

  /// The folders of the target from left to right; `.` is the target's own.
  let folders: [String]
  let names: TargetNames
  private let arrows: [TargetNames.Arrow]

  init(folders: [String], names: TargetNames) {
    self.folders = folders
    self.names = names
    arrows = names.arrows
  }

  /// One sentence for every arrow that points to the right, and for every file without a place.
  var violations: [String] {
    let homeless = names.paths.filter { place(of: $0) == nil }
      .map { "\($0) lies in a folder that Architecture.folders does not list" }
    return homeless
      + arrows.compactMap { arrow in
        guard let own = place(of: arrow.from) else { return nil }
        let places = arrow.to.compactMap(place(of:))
        guard let nearest = places.min(), nearest > own else { return nil }
        return "\(arrow.from):\(arrow.line) names `\(arrow.name)` of \(path(nearest)), "
          + "a folder to its right"
      }
  }

  /// The circles of files within a folder, each with the names that close it.
  var circles: [(files: Set<String>, description: String)] {
    let inside = arrows.filter { arrow in
      arrow.to.allSatisfy { place(of: $0) == place(of: arrow.from) }
    }
    let links = Dictionary(grouping: inside, by: \.from)
      .mapValues { Set($0.flatMap(\.to)) }
    return Graph(links).circles.map { files in
      let lines = inside.filter { files.contains($0.from) && !files.isDisjoint(with: $0.to) }
        .map { "  \($0.from):\($0.line) names `\($0.name)` of \(baseName($0.to[0]))" }
      return (files, lines.joined(separator: "\n"))
    }
  }

  /// What is wrong with the circles: new ones, and allowed ones that are there no longer.
  func complaints(allowing allowed: [AllowedCircle]) -> [String] {
    let circles = circles
    let new = circles.filter { circle in
      !allowed.contains { $0.files.isSuperset(of: circle.files) }
    }
    let own = allowed.filter { circle in circle.files.contains { $0.hasPrefix(names.folder + "/") }
    }
    let gone = own.filter { entry in !circles.contains { entry.files.isSuperset(of: $0.files) } }
    return new.map { "files name each other in a circle:\n\($0.description)" }
      + gone.map { "no longer a circle, take it off the list: \($0.files.sorted())" }
  }

  /// The position of the folder that a file lies in; the longest name that fits decides.
  private func place(of file: String) -> Int? {
    let inner = file.dropFirst(names.folder.count + 1)
    let fitting = folders.indices.filter { inner.hasPrefix(folders[$0] + "/") }
    if let longest = fitting.max(by: { folders[$0].count < folders[$1].count }) { return longest }
    return inner.contains("/") ? nil : folders.firstIndex(of: ".")
  }

  private func path(_ place: Int) -> String {
    folders[place] == "." ? names.folder : "\(names.folder)/\(folders[place])"
  }

  private func baseName(_ path: String) -> Substring { path.split(separator: "/").last ?? "" }
}

/// Names and the names that each leads to.
struct Graph {
  private let links: [String: Set<String>]
  private var order: [String: Int] = [:]
  private var lowest: [String: Int] = [:]
  private var stack: [String] = []
  /// Every largest set of two or more in which each leads to each.
  private(set) var circles: [Set<String>] = []

  /// - Source: Tarjan, "Depth-first search and linear graph algorithms", 1972.
  init(_ links: [String: Set<String>]) {
    self.links = links
    for name in links.keys.sorted() where order[name] == nil { visit(name) }
  }

  private mutating func visit(_ name: String) {
    let number = order.count
    order[name] = number
    lowest[name] = number
    stack.append(name)
    for next in (links[name] ?? []).sorted() {
      if order[next] == nil {
        visit(next)
        lowest[name] = min(lowest[name] ?? number, lowest[next] ?? number)
      } else if stack.contains(next) {
        lowest[name] = min(lowest[name] ?? number, order[next] ?? number)
      }
    }
    guard lowest[name] == number, let start = stack.lastIndex(of: name) else { return }
    if stack.count - start > 1 { circles.append(Set(stack[start...])) }
    stack.removeSubrange(start...)
  }
}
