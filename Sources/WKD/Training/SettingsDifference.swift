internal import Foundation

/// What differs between two JSON documents, in words.
enum SettingsDifference {
  /// One phrase for every value that was changed, added or taken away: `plan.seed was 1, now 2`.
  static func all(from before: Data, to now: Data) -> [String] {
    let (before, now) = (values(of: before), values(of: now))
    return Set(before.keys).union(now.keys).sorted().compactMap { path in
      let (old, new) = (before[path], now[path])
      return old == new ? nil : "\(path) was \(old ?? "not set"), now \(new ?? "not set")"
    }
  }

  /// Every leaf of the document under its path.
  private static func values(of json: Data) -> [String: String] {
    guard let tree = try? JSONSerialization.jsonObject(with: json, options: .fragmentsAllowed)
    else { return ["file": "damaged"] }
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
