/// The continuation of a signal beyond its ends, under PyWavelets' names.
///
/// A filter that reaches over the end of a signal of `n` samples needs more of them. All modes but
/// ``periodization`` give `(n + taps - 1) / 2` coefficients, rounded down, for each half of a level, and
/// every mode restores the signal.
/// - Source: `pywt.Modes`.
public enum BoundaryMode: String, Sendable, CaseIterable, Codable {
  /// `0 0 | a b c | 0 0`
  case zero
  /// `a a | a b c | c c`
  case constant
  /// `b a | a b c | c b`
  case symmetric
  /// `c b | a b c | b a`
  case reflect
  /// `b c | a b c | a b`
  case periodic
  /// The straight lines through the two samples at each end.
  case smooth
  /// `-b -a | a b c | -c -b`
  case antisymmetric
  /// Reflected at the end sample in both directions: `2a - b | a b c | 2c - b`.
  case antireflect
  /// As `periodic`, but with `n / 2` coefficients, rounded up; a signal of odd length repeats its last
  /// sample.
  case periodization

  /// The signal with `count` more samples at either end, as the mode continues it.
  ///
  /// `periodization` continues it as `periodic` does.
  /// - Parameters:
  ///   - signal: at least one sample.
  ///   - count: 0 or more; may be longer than the signal.
  /// - Returns: `signal.count + 2 * count` samples.
  public func extended(_ signal: [Double], by count: Int) -> [Double] {
    (-count..<signal.count + count).map { position in
      terms(at: position, count: signal.count).reduce(0) { $0 + $1.weight * signal[$1.index] }
    }
  }

  /// The sample at `position` of a signal of `count` samples, as a weighted sum of its samples.
  ///
  /// - Precondition: `count` is at least 1; not for `periodization`, which is no extension.
  package func terms(at position: Int, count: Int) -> [(index: Int, weight: Double)] {
    let last = count - 1
    if (0...last).contains(position) { return [(position, 1)] }
    switch self {
    case .zero: return []
    case .constant: return [(position < 0 ? 0 : last, 1)]
    case .periodic, .periodization: return [(wrapped(position, count), 1)]
    case .symmetric, .antisymmetric:
      let place = wrapped(position, 2 * count)
      let mirrored = place > last
      let sign = self == .antisymmetric && mirrored ? -1.0 : 1.0
      return [(mirrored ? 2 * count - 1 - place : place, sign)]
    case .reflect:
      guard count > 1 else { return [(0, 1)] }
      let place = wrapped(position, 2 * last)
      return [(place > last ? 2 * last - place : place, 1)]
    case .smooth:
      guard count > 1 else { return [(0, 1)] }
      let (end, inner) = position < 0 ? (0, 1) : (last, last - 1)
      let distance = Double(position < 0 ? -position : position - last)
      return [(end, 1 + distance), (inner, -distance)]
    case .antireflect:
      guard count > 1 else { return [(0, 1)] }
      let end = position < 0 ? 0 : last
      let mirrored = terms(at: 2 * end - position, count: count).map { ($0.index, -$0.weight) }
      return [(end, 2)] + mirrored
    }
  }
}

extension BoundaryMode {
  /// The mode of a name, such as `symmetric`, in small or capital letters.
  ///
  /// Beside PyWavelets' names its old ones and those of other programs are understood: see ``otherNames``.
  /// - Throws: ``BoundaryModeError/unknown(_:suggestions:)`` with the closest names.
  public init(named name: String) throws {
    let key = name.lowercased()
    guard let mode = Self(rawValue: key) ?? Self.otherNames[key] else {
      throw BoundaryModeError.unknown(name, suggestions: Self.closestNames(to: key))
    }
    self = mode
  }

  /// The modes under their names in MATLAB (`sym`, `symw`, `zpd`, `sp0`, `per`, ...), NumPy (`edge`, `wrap`),
  /// SciPy (`nearest`, `mirror`) and PyTorch (`replicate`, `circular`).
  ///
  /// SciPy's `reflect` is left out, which repeats the last sample: that is ``symmetric`` here.
  /// - Source: MATLAB's `dwtmode`; PyWavelets' table "Padding using PyWavelets signal extension modes".
  public static let otherNames: [String: BoundaryMode] = [
    "zpd": .zero, "zeros": .zero,
    "sp0": .constant, "cpd": .constant, "edge": .constant, "replicate": .constant,
    "nearest": .constant,
    "sym": .symmetric, "symh": .symmetric, "hsym": .symmetric,
    "symw": .reflect, "wsym": .reflect, "mirror": .reflect,
    "ppd": .periodic, "wrap": .periodic, "circular": .periodic,
    "sp1": .smooth, "spd": .smooth,
    "asym": .antisymmetric, "asymh": .antisymmetric,
    "asymw": .antireflect,
    "per": .periodization,
  ]

  /// The names that begin with the word, or differ from it by two letters at most.
  private static func closestNames(to word: String) -> [String] {
    let names = allCases.map(\.rawValue)
    let longer = word.count > 2 ? names.filter { $0.hasPrefix(word) } : []
    return longer.isEmpty ? names.filter { editDistance($0, word) <= 2 } : longer
  }
}

/// The reason why a boundary mode was refused.
public enum BoundaryModeError: Error, Equatable, CustomStringConvertible {
  /// A name that no mode has, and the closest ones that modes have; none where none is near.
  case unknown(String, suggestions: [String])

  /// The names that were probably meant, and all that there are.
  public var description: String {
    switch self {
    case .unknown(let name, let suggestions):
      "there is no boundary mode \"\(name)\": "
        + (suggestions.isEmpty
          ? "there are " : "did you mean \(suggestions.joined(separator: " or "))? There are ")
        + BoundaryMode.allCases.map(\.rawValue).joined(separator: ", ")
    }
  }
}

/// One axis of one level: its number of samples and of coefficients, and the weighted samples that stand
/// for those beyond its ends.
struct ExtendedAxis {
  let length: Int
  let count: Int
  /// Position of coefficient `k` is `2 k + offset - j` for tap `j`.
  let offset: Int
  /// Weighted samples that stand for positions `-left ..< 0`, then `length ..< length + right`.
  let terms: [[(index: Int, weight: Double)]]
  let left: Int
  let right: Int

  /// The samples that a decomposition reads beyond the ends.
  static func analysis(length: Int, taps: Int, mode: BoundaryMode) -> ExtendedAxis {
    ExtendedAxis(length: length, taps: taps, mode: mode) { position in
      guard mode == .periodization else { return mode.terms(at: position, count: length) }
      // An odd signal repeats its last sample before it is bent into a ring.
      return [(min(wrapped(position, length + length % 2), length - 1), 1)]
    }
  }

  /// The samples to which a reconstruction, the adjoint of such an axis, adds those beyond the ends.
  static func synthesis(length: Int, taps: Int, mode: BoundaryMode) -> ExtendedAxis {
    ExtendedAxis(length: length, taps: taps, mode: mode) { position in
      guard mode == .periodization else { return [] }
      let place = wrapped(position, length + length % 2)
      return place < length ? [(place, 1)] : []
    }
  }

  private init(
    length: Int, taps: Int, mode: BoundaryMode,
    terms: (_ position: Int) -> [(index: Int, weight: Double)]
  ) {
    self.length = length
    count = Self.coefficientCount(length: length, taps: taps, mode: mode)
    offset = mode == .periodization ? taps / 2 : 1
    left = max(0, taps - 1 - offset)
    right = max(0, 2 * (count - 1) + offset - (length - 1))
    self.terms = (-left..<0).map(terms) + (length..<length + right).map(terms)
  }

  /// Number of coefficients in each half: `ceil(n / 2)` for periodization, else
  /// `floor((n + taps - 1) / 2)`.
  static func coefficientCount(length: Int, taps: Int, mode: BoundaryMode) -> Int {
    mode == .periodization ? (length + 1) / 2 : (length + taps - 1) / 2
  }
}

/// The position modulo `period`, from 0.
private func wrapped(_ position: Int, _ period: Int) -> Int {
  let rest = position % period
  return rest < 0 ? rest + period : rest
}
