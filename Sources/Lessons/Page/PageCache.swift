import Console
import Foundation
import Literate

extension Page {
  /// The value of an earlier run where nothing has changed since, else a newly computed one, which is
  /// kept for the next run.
  ///
  /// The reader is told when a value was kept; the page is the same either way. Use it for work of
  /// more than a few seconds.
  public func cached<Value: Codable>(
    _ name: String, line: Int = #line, _ compute: () throws -> Value
  ) rethrows -> Value {
    guard let cell else { return try compute() }
    guard isLabel(name), keptNames.insert(name).inserted else {
      note(
        "`\(name)` cannot name a kept value: use a word of letters, digits, `-` and `_` that no other "
          + "kept value of this chapter has", line: line)
      return try compute()
    }
    guard let cache else { return try compute() }
    if let kept = cache.value(Value.self, name, cell: cell) {
      send(.cached(name: name, seconds: kept.seconds), line: line)
      return kept.value
    }
    let start = ContinuousClock.now
    let value = try compute()
    do {
      try cache.keep(value, name, cell: cell, seconds: (ContinuousClock.now - start) / .seconds(1))
    } catch {
      complain("`\(name)` cannot be kept for the next run: \(message(of: error))")
    }
    return value
  }
}
