import Markup

/// The reason why a signal cannot be read or transformed; every case names its path.
public enum SignalError: Error, Equatable, CustomStringConvertible {
  /// The file cannot be opened.
  case unreadable(String)
  /// There is more than fits.
  case tooLarge(String, found: String, limit: String)
  /// It is neither a table nor sound, but something that is known.
  case otherKind(String, kind: String, remedy: String)
  /// It is not a sound file of a known form.
  case notSound(String, reason: String)
  /// There is no such channel.
  case noChannel(String, wanted: Int, found: Int)
  /// A field is not a number.
  case notANumber(String, line: Int, text: String)
  /// A number is NaN, infinite, missing or too large to be squared.
  case notFinite(String, place: String, text: String)
  /// A line has another number of columns than the first.
  case badColumns(String, line: Int, found: Int, wanted: Int)
  /// There are several columns that may be the signal.
  case manyColumns(String, names: [String])
  /// There is no such column.
  case noColumn(String, wanted: String, names: [String])
  /// Times do not grow in equal steps.
  case unevenTimes(String, line: Int, reason: String)
  /// Times repeat or go back, so that the signal between them is not known.
  case disorderedTimes(String, line: Int, reason: String)
  /// The times lie so close together, or so far from 0, that they cannot be told apart.
  case indistinctTimes(String, start: Double, rate: Double)
  /// There are too few samples.
  case tooShort(String, found: Int, wanted: Int)
  /// All samples are equal, but for the rounding of the last digits that a number holds.
  case constant(String)
  /// A frequency cannot be told from this signal.
  case frequencyOutside(String, found: Double, range: ClosedRange<Double>, unit: String)

  /// One sentence that says what is wrong and what to do.
  public var description: String {
    switch self {
    case .unreadable(let path):
      "cannot read \(path.printable): name a table or sound file that exists and that you may read"
    case .tooLarge(let path, let found, let limit):
      "\(path.printable) holds \(found), more than \(limit): cut out the part that matters"
    case .otherKind(let path, let kind, let remedy):
      "\(path.printable) is \(kind), not a table of numbers or a sound: \(remedy)"
    case .notSound(let path, let reason):
      """
      \(path.printable) cannot be read as sound (\(reason.printable)): convert it to WAV or FLAC, or give \
      a table of numbers
      """
    case .noChannel(let path, let wanted, let found):
      "\(path.printable) has \(found) channels, not \(wanted): choose one from 1 to \(found)"
    case .notANumber(let path, let line, let text):
      """
      \(path.printable), line \(line): "\(text.printable)" is not a number: one number or time,value \
      stands on a line
      """
    case .notFinite(let path, let place, let text):
      """
      \(path.printable), \(place): \
      \(text.isEmpty ? "an empty field" : text.printable) cannot be transformed: replace it with a number \
      below 1e300\(place.hasPrefix("line") ? ", or resample the signal over the gap" : "")
      """
    case .badColumns(let path, let line, let found, let wanted):
      """
      \(path.printable), line \(line): found \(found) columns, wanted \(wanted) as before: \
      complete or delete the line
      """
    case .manyColumns(let path, let names):
      """
      \(path.printable) holds \(names.count) columns (\(Self.listed(names))): choose the one that is the \
      signal
      """
    case .noColumn(let path, let wanted, let names):
      """
      \(path.printable) has no column \(wanted.printable): choose one of \(Self.listed(names)), or a \
      number from 1 to \(names.count)
      """
    case .unevenTimes(let path, let line, let reason):
      """
      \(path.printable), line \(line): times do not grow in equal steps (\(reason)): resample the signal \
      evenly, or give its rate if the first column is no time
      """
    case .disorderedTimes(let path, let line, let reason):
      """
      \(path.printable), line \(line): times do not grow (\(reason)): sort the lines by time and keep one of \
      those at the same time, or give the rate if all lines are evenly spaced
      """
    case .indistinctTimes(let path, let start, let rate):
      """
      \(path.printable): \(NumberText.short(rate)) samples per unit of time, from \(NumberText.short(start)) \
      on, cannot be calculated with: give times in another unit, or from 0 on
      """
    case .tooShort(let path, let found, let wanted):
      """
      \(path.printable) has too few samples (\(found)): at least \(wanted) are needed for this wavelet
      """
    case .constant(let path):
      """
      \(path.printable) holds the same number all along, but for rounding: there is no frequency in it, take \
      another signal
      """
    case .frequencyOutside(let path, let found, let range, let unit):
      """
      \(NumberText.short(found)) \(unit) cannot be told from \(path.printable) with this wavelet: choose \
      frequencies from \(NumberText.short(range.lowerBound)) to \(NumberText.short(range.upperBound))
      """
    }
  }

  private static func listed(_ names: [String]) -> String {
    let some = names.prefix(12).map { $0.printable }
    return some.joined(separator: ", ") + (names.count > some.count ? ", ..." : "")
  }
}
