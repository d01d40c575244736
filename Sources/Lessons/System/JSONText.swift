public import Foundation

/// Values as JSON for other programs.
public enum JSONText {
  /// The bytes of a value, on one line or laid out for people; keys are sorted, and numbers that JSON
  /// cannot hold are words.
  public static func data(of value: some Encodable, isPretty: Bool) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    if isPretty { encoder.outputFormatting.insert(.prettyPrinted) }
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return try encoder.encode(value)
  }
}
