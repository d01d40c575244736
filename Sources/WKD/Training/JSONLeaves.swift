/// The leaves of a JSON document, each under its path: `plan.schedule.steps`.
package enum JSONLeaves {
  /// The leaves of a tree that `JSONSerialization` has read, as text.
  package static func values(of tree: Any) -> [String: String] {
    var leaves: [String: String] = [:]
    visit(tree, path: "", into: &leaves)
    return leaves
  }

  private static func visit(_ node: Any, path: String, into leaves: inout [String: String]) {
    let below = { (key: String) in path.isEmpty ? key : "\(path).\(key)" }
    switch node {
    case let object as [String: Any]:
      for (key, value) in object { visit(value, path: below(key), into: &leaves) }
    case let list as [Any]:
      for (index, value) in list.enumerated() {
        visit(value, path: below("\(index)"), into: &leaves)
      }
    default: leaves[path] = "\(node)"
    }
  }
}
