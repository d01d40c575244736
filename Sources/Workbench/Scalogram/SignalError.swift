/// The reason why a signal cannot be read or transformed; every case names its path.
public enum SignalError: Error, Equatable, CustomStringConvertible {
  /// The file cannot be opened.
  case unreadable(String)
  /// There is more than fits.
  case tooLarge(String, found: String, limit: String)
  /// It is not a sound file of a known form.
  case notWave(String, reason: String)
  /// A sound file ends before its header says.
  case truncated(String, promised: Int, found: Int)
  /// A field is not a number.
  case notANumber(String, line: Int, text: String)
  /// A number is NaN, infinite or too large to be squared.
  case notFinite(String, place: String, text: String)
  /// A line has another number of columns than the first, or more than two.
  case badColumns(String, line: Int, found: Int, wanted: String)
  /// Times do not grow in equal steps.
  case unevenTimes(String, line: Int)
  /// There are too few samples.
  case tooShort(String, found: Int, wanted: Int)
  /// All samples are equal.
  case constant(String)

  /// One sentence that says what is wrong and what to do.
  public var description: String {
    switch self {
    case .unreadable(let path):
      "cannot read \(path): name a CSV or WAV file that exists and that you may read"
    case .tooLarge(let path, let found, let limit):
      "\(path) holds \(found), more than \(limit): cut out the part that matters"
    case .notWave(let path, let reason):
      "\(path) cannot be read as sound (\(reason)): convert it to WAV with PCM or float samples"
    case .truncated(let path, let promised, let found):
      """
      \(path) is cut off: its header promises \(promised) bytes of sound and \(found) are there: \
      copy or export it again
      """
    case .notANumber(let path, let line, let text):
      "\(path), line \(line): \"\(text)\" is not a number: one number or time,value stands on a line"
    case .notFinite(let path, let place, let text):
      "\(path), \(place): \(text) cannot be transformed: replace it with a number below 1e100"
    case .badColumns(let path, let line, let found, let wanted):
      "\(path), line \(line): found \(found) columns, wanted \(wanted): keep the value or time,value"
    case .unevenTimes(let path, let line):
      "\(path), line \(line): times do not grow in equal steps: resample the signal evenly"
    case .tooShort(let path, let found, let wanted):
      "\(path) has too few samples (\(found)): at least \(wanted) are needed for this wavelet"
    case .constant(let path):
      "\(path) holds the same number all along: there is no frequency in it, take another signal"
    }
  }
}
