internal import CCodecs

/// Reads bytes that were packed by zlib, as parts of PNG files are.
///
/// - Parameters:
///   - packed: a whole stream with its header.
///   - limit: the most bytes that are taken for the result.
/// - Returns: nil for a stream that is damaged or has a longer result.
package func inflated(_ packed: [UInt8], limit: Int) -> [UInt8]? {
  var result = [UInt8](repeating: 0, count: limit)
  var count = uLongf(limit)
  guard uncompress(&result, &count, packed, uLong(packed.count)) == Z_OK else { return nil }
  return Array(result.prefix(Int(count)))
}
