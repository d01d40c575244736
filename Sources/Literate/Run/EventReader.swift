import Foundation
import Markup

/// Splits the bytes of a running chapter into its events and the text printed between them.
///
/// Bytes may arrive in chunks of any size: a record or a character may be split over two chunks.
package struct EventReader {
  /// One thing read from the stream.
  package enum Item: Equatable, Sendable {
    /// Printed text.
    case output(String)
    /// A record.
    case event(CellEvent)
    /// The start of a record whose end never came.
    case truncated(String)
  }

  private var text: [UInt8] = []
  private var record: [UInt8]?

  /// Makes a reader at the start of a stream.
  package init() {}

  /// The items that `bytes` complete, in order.
  package mutating func read(_ bytes: some Sequence<UInt8>) -> [Item] {
    var items: [Item] = []
    for byte in bytes {
      if byte == EventCoder.recordSeparator {
        text += abandonedRecord()
        items += takeText()
        record = []
      } else if record == nil {
        text.append(byte)
      } else if byte == EventCoder.newline {
        items += takeRecord()
      } else {
        record?.append(byte)
      }
    }
    items += takeText(holdingBack: text.incompleteTail)
    return items
  }

  /// The items that the end of the stream completes.
  package mutating func finish() -> [Item] {
    var items = takeText()
    if let record {
      items.append(.truncated(String(decoding: record, as: UTF8.self)))
    }
    record = nil
    return items
  }

  private mutating func takeText(holdingBack count: Int = 0) -> [Item] {
    let complete = text.dropLast(count)
    guard !complete.isEmpty else { return [] }
    let item = Item.output(String(decoding: complete, as: UTF8.self))
    text.removeFirst(complete.count)
    return [item]
  }

  private mutating func takeRecord() -> [Item] {
    if let event = try? EventCoder.event(in: record ?? []) {
      record = nil
      return [.event(event)]
    }
    // A cell may print a separator of its own: what is no event is output.
    text += abandonedRecord() + [EventCoder.newline]
    return []
  }

  private mutating func abandonedRecord() -> [UInt8] {
    defer { record = nil }
    return record.map { [EventCoder.recordSeparator] + $0 } ?? []
  }
}

/// Writes and reads events as RFC 7464 JSON text sequences: a record separator, JSON, a newline.
///
/// Numbers that JSON cannot hold (NaN and the infinities) travel as words.
package enum EventCoder {
  /// The byte that opens a record; ordinary text does not hold it.
  package static let recordSeparator: UInt8 = 0x1E
  /// The byte that closes a record.
  package static let newline: UInt8 = 0x0A

  /// The bytes of one record.
  package static func record(of event: CellEvent) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return [recordSeparator] + (try encoder.encode(event)) + [newline]
  }

  /// The event in the bytes between a separator and a newline.
  fileprivate static func event(in json: some Sequence<UInt8>) throws -> CellEvent {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return try decoder.decode(CellEvent.self, from: Data(json))
  }
}
