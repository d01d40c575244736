extension Set<String> {
  /// Adds a name, where it is taken with the first number behind it that makes it free.
  package mutating func insertFree(_ name: String, countingFrom first: Int) -> String {
    var free = name
    var number = first
    while !insert(free).inserted {
      free = "\(name)-\(number)"
      number += 1
    }
    return free
  }
}
