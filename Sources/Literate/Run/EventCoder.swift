import Foundation

/// Writes and reads events as RFC 7464 JSON text sequences: a record separator, JSON, a newline.
///
/// Numbers that JSON cannot hold (NaN and the infinities) travel as words.
public enum EventCoder {
  /// The byte that opens a record; ordinary text does not hold it.
  public static let recordSeparator: UInt8 = 0x1E
  /// The byte that closes a record.
  public static let newline: UInt8 = 0x0A

  /// The bytes of one record.
  public static func record(of event: CellEvent) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return [recordSeparator] + (try encoder.encode(event)) + [newline]
  }

  /// The event in the bytes between a separator and a newline.
  static func event(in json: some Sequence<UInt8>) throws -> CellEvent {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return try decoder.decode(CellEvent.self, from: Data(json))
  }
}
