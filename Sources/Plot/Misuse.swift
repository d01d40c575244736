/// Stops the program because a figure was described in a way that cannot be drawn.
///
/// Arrays of different lengths and unknown names are mistakes of the program, not of the world,
/// so that they trap instead of throwing.
func misuse(_ operation: String, found: String, wanted: String) -> Never {
  fatalError("\(operation): found \(found), wanted \(wanted)")
}

/// Traps unless two arrays that belong together are equally long.
func requireEqualCounts(
  _ operation: String, _ first: (name: String, count: Int), _ second: (name: String, count: Int)
) {
  guard first.count == second.count else {
    misuse(
      operation,
      found: "\(first.count) values in \(first.name) and \(second.count) in \(second.name)",
      wanted: "equally many in both")
  }
}
