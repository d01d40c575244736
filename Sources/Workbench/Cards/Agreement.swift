import Foundation

/// How well two numbers agree.
public enum Agreement: String, Codable, Sendable {
  /// All bits are equal.
  case exact
  /// They differ by less than one unit in the last of six digits.
  case rounding
  /// They differ by more.
  case differs
  /// One of them is not there.
  case unknown

  /// The agreement of a number with one that was recorded.
  ///
  /// The recorded one may have been rounded to six digits, so that half a unit comes from there and half
  /// from printing the other.
  package init(of recorded: Double, and found: Double) {
    guard recorded != found else {
      self = .exact
      return
    }
    guard recorded.isFinite, found.isFinite, recorded != 0 || found != 0 else {
      self = .differs
      return
    }
    let largest = max(abs(recorded), abs(found))
    let unit = pow(10, floor(log10(largest)) - 5)
    self = abs(recorded - found) <= unit ? .rounding : .differs
  }
}
