package import Foundation

/// The leaves of a JSON document, each under its path: `plan.schedule.steps`.
package enum JSONLeaves {
  /// The leaves of a document as text; nil where it is none.
  package static func values(of json: Data) -> [String: String]? {
    guard let tree = try? JSONSerialization.jsonObject(with: json) else { return nil }
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
