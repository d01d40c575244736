import Console
import Foundation
package import WKD

/// A table that grows line by line while a run goes on, with the step in its first column and the
/// method in its second.
package final class RunTable {
  /// The names of the columns after step and method; empty before the first line.
  package private(set) var columns: [String]
  /// The lines, in the order of the file.
  package private(set) var rows: [Row] = []
  private let name: String
  private let folder: RunFolder
  private var file: FileHandle?

  /// One line.
  package struct Row {
    package let step: Int
    package let method: String
    /// The values as they stand in the file, so that a table that is read and written stays the same.
    package let values: [String]
  }

  /// Reads the table as far as a checkpoint goes.
  ///
  /// Later lines were written by a run that was killed before its next checkpoint, and are dropped.
  ///
  /// - Parameters:
  ///   - name: that of the file in the folder.
  ///   - folder: the run's.
  ///   - step: that of the checkpoint, 0 where there is none.
  ///   - seal: the table's ``seal`` when the checkpoint was written; nil where an earlier version wrote none.
  ///   - former: the present names of networks by those that earlier versions wrote.
  /// - Throws: `RunFolderError`; ``WKD/RunFolderError/lostLines(_:)`` where lines are missing or changed that
  ///   the checkpoint counts on.
  package init(
    _ name: String, in folder: RunFolder, upTo step: Int, sealed seal: String? = nil,
    renaming former: [String: String] = [:]
  ) throws {
    self.name = name
    self.folder = folder
    columns = []
    let place = folder.url.appendingPathComponent(name)
    guard FileManager.default.fileExists(atPath: place.path) else {
      if let seal, seal != self.seal { throw RunFolderError.lostLines(place.path) }
      return
    }
    guard var content = try? Data(contentsOf: place) else {
      throw RunFolderError.unreadable(place.path)
    }
    if let seal {
      guard let sealed = Self.part(of: content, with: seal) else {
        throw RunFolderError.lostLines(place.path)
      }
      content = sealed
    }
    guard let text = String(data: content, encoding: .utf8) else {
      throw RunFolderError.unreadable(place.path)
    }
    let lines = CSV.rows(of: text)
    columns = Array((lines.first ?? []).dropFirst(2))
    rows = lines.dropFirst().compactMap { fields in
      guard fields.count == columns.count + 2, let lineStep = Int(fields[0]), lineStep <= step
      else { return nil }
      let method = former[fields[1]] ?? fields[1]
      return Row(step: lineStep, method: method, values: Array(fields.dropFirst(2)))
    }
    // A header without lines may be half a header.
    if rows.isEmpty { columns = [] }
    try folder.replace(name, with: Data(self.text.utf8))
  }

  /// Length and fingerprint of all lines, by which a checkpoint knows the table that it belongs to.
  package var seal: String { Self.seal(of: text) }

  private static func seal(of text: String) -> String {
    var fingerprint = Fingerprint()
    fingerprint.add(text)
    return "\(text.utf8.count) \(fingerprint.text)"
  }

  /// The beginning of a file that has a seal, or nil.
  private static func part(of content: Data, with seal: String) -> Data? {
    guard let count = seal.split(separator: " ").first.flatMap({ Int($0) }),
      (0...content.count).contains(count),
      let text = String(data: content.prefix(count), encoding: .utf8), Self.seal(of: text) == seal
    else { return nil }
    return content.prefix(count)
  }

  /// Appends one line.
  package func append(
    _ step: Int, _ method: String, _ values: [(name: String, value: Double)]
  ) throws {
    var lines = ""
    if columns.isEmpty {
      columns = values.map(\.name)
      lines = header
    }
    let row = Row(
      step: step, method: method, values: values.map { String(format: "%.6g", $0.value) })
    rows.append(row)
    lines += line(row)
    try folder.requireHeld()
    try writing { place in
      if file == nil {
        if !FileManager.default.fileExists(atPath: place.path) {
          try folder.replace(name, with: Data())
        }
        let opened = try FileHandle(forWritingTo: place)
        try opened.seekToEnd()
        file = opened
      }
      try file?.write(contentsOf: Data(lines.utf8))
    }
  }

  /// Brings all lines to the disk, as a checkpoint that counts on them needs it.
  package func synchronize() throws {
    try writing { _ in try file?.synchronize() }
  }

  /// Does something with the file; a failure names it.
  private func writing(_ body: (URL) throws -> Void) throws {
    let place = folder.url.appendingPathComponent(name)
    do {
      try body(place)
    } catch let error as RunFolderError {
      throw error
    } catch {
      throw RunFolderError.unwritable(place.path)
    }
  }

  /// Steps and values of one column for one method.
  package func curve(_ column: String, of method: String) -> (steps: [Double], values: [Double]) {
    guard let index = columns.firstIndex(of: column) else { return ([], []) }
    let points = rows.filter { $0.method == method }.compactMap { row in
      Double(row.values[index]).map { (Double(row.step), $0) }
    }
    return (points.map(\.0), points.map(\.1))
  }

  private var header: String { CSV.line(["step", "method"] + columns) }

  private func line(_ row: Row) -> String {
    CSV.line(["\(row.step)", row.method] + row.values)
  }

  private var text: String {
    columns.isEmpty ? "" : header + rows.map(line).joined()
  }
}
