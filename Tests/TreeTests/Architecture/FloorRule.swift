/// The rule between targets: a target imports only what it declares, and declares only lower floors.
struct FloorRule {
  /// Targets from the lowest floor to the highest.
  let floors: [[String]]

  private func floor(of target: String) -> Int? { floors.firstIndex { $0.contains(target) } }

  /// One sentence for every target without a floor and every dependency that does not point down.
  func violations(of targets: [(name: String, dependencies: [String])]) -> [String] {
    targets.flatMap { target -> [String] in
      guard let own = floor(of: target.name) else {
        return ["\(target.name) stands on no floor: give it one in Architecture.floors"]
      }
      return target.dependencies.compactMap { name in
        guard let other = floor(of: name) else { return nil }  // told above
        return other < own ? nil : "\(target.name) depends on \(name), which is no lower floor"
      }
    }
  }

  /// One sentence for every import of one of the package's targets, `others`, that is not declared.
  static func undeclared(
    _ imports: [(file: String, line: Int, module: String)], declared: [String], others: Set<String>
  ) -> [String] {
    imports.compactMap { file, line, module in
      guard others.contains(module), !declared.contains(module) else { return nil }
      return "\(file):\(line) imports \(module), which its target does not declare"
    }
  }
}
