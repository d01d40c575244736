extension BoundaryMode {
  /// The mode of PyWavelets' name, such as `symmetric`.
  ///
  /// - Throws: ``BoundaryModeError/unknown(_:suggestion:)`` with the closest name.
  public init(named name: String) throws {
    let key = name.lowercased()
    guard let mode = BoundaryMode(rawValue: key) else {
      let names = Self.allCases.map(\.rawValue)
      let closest = names.min { editDistance($0, key) < editDistance($1, key) }
      throw BoundaryModeError.unknown(name, suggestion: closest ?? Self.symmetric.rawValue)
    }
    self = mode
  }
}

/// Why a boundary mode was refused.
public enum BoundaryModeError: Error, Equatable, CustomStringConvertible {
  case unknown(String, suggestion: String)

  public var description: String {
    switch self {
    case .unknown(let name, let suggestion):
      "there is no boundary mode \"\(name)\": did you mean \(suggestion)?"
    }
  }
}
