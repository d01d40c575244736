internal import Torch

/// One band of a multi-level transform, such as `HH1`.
///
/// The first letter of its name is the filter along x, the second along y; the number is the level, 1
/// for the finest.
public struct WaveletBand: Hashable, Sendable {
  /// The filters along x and along y.
  public enum Orientation: String, Sendable, CaseIterable {
    /// Averages in both directions.
    case ll = "LL"
    /// Averages along x, differences along y: answers to horizontal edges.
    case lh = "LH"
    /// Differences along x, averages along y: answers to vertical edges.
    case hl = "HL"
    /// Differences in both directions.
    case hh = "HH"
  }

  /// The filters along x and along y.
  public let orientation: Orientation
  /// 1 for the finest level.
  public let level: Int

  /// A band of some level.
  ///
  /// - Precondition: `level` is at least 1.
  public init(_ orientation: Orientation, level: Int) {
    guard level >= 1 else { misuse("WaveletBand", found: "level \(level)", wanted: "1 or more") }
    self.orientation = orientation
    self.level = level
  }

  /// Averages of the given level.
  public static func ll(_ level: Int) -> WaveletBand { WaveletBand(.ll, level: level) }
  /// Horizontal edges of the given level.
  public static func lh(_ level: Int) -> WaveletBand { WaveletBand(.lh, level: level) }
  /// Vertical edges of the given level.
  public static func hl(_ level: Int) -> WaveletBand { WaveletBand(.hl, level: level) }
  /// Differences in both directions of the given level.
  public static func hh(_ level: Int) -> WaveletBand { WaveletBand(.hh, level: level) }
}

extension WaveletBand: CustomStringConvertible {
  /// The band's name: `LL3`, `HH1`.
  public var description: String { "\(orientation.rawValue)\(level)" }

  /// The band of that name, in small or capital letters.
  ///
  /// - Throws: ``WaveletBandError/unknown(_:)``.
  public init(named name: String) throws {
    let key = name.uppercased()
    guard let orientation = Orientation(rawValue: String(key.prefix(2))),
      let level = Int(key.dropFirst(2)), level >= 1, key.dropFirst(2) == "\(level)"
    else { throw WaveletBandError.unknown(name) }
    self.init(orientation, level: level)
  }
}

extension WaveletBand: Comparable {
  /// Fine levels before coarse ones; within a level LL, LH, HL, HH.
  public static func < (left: WaveletBand, right: WaveletBand) -> Bool {
    let order = Orientation.allCases
    return (left.level, order.firstIndex(of: left.orientation) ?? 0)
      < (right.level, order.firstIndex(of: right.orientation) ?? 0)
  }
}

/// The reason why the name of a band was refused.
public enum WaveletBandError: Error, Equatable, CustomStringConvertible {
  /// A text that names no band.
  case unknown(String)

  /// One sentence with the names that there are.
  public var description: String {
    switch self {
    case .unknown(let name):
      """
      there is no band "\(name)": write high, low, all, or names such as LH1,HH2,LL3 \
      with the level after the letters
      """
    }
  }
}
