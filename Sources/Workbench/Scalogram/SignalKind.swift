/// The kind of a file by its first bytes.
enum SignalKind: Equatable {
  /// Text: perhaps a table of numbers.
  case table
  /// Sound that libsndfile may know.
  case sound
  /// Something else, with its name and the way to a signal.
  case other(name: String, remedy: String)

  /// The kind of what begins with these bytes.
  init(_ start: [UInt8]) {
    func begins(_ text: String, at offset: Int = 0) -> Bool {
      start.dropFirst(offset).starts(with: text.utf8)
    }
    // A header may begin with the letters of a mark: "BMI,weight" is no picture.
    let isText = TableText.isText(start)
    if Self.riffMarks.contains(where: { begins($0.mark) && begins($0.form, at: 8) })
      || !isText && (Self.soundMarks.contains(where: { begins($0) }) || Self.isMPEG(start))
    {
      self = .sound
    } else if let known = Self.others.first(where: {
      begins($0.mark, at: $0.offset) && !(isText && $0.isBinary)
    }) {
      self = .other(name: known.name, remedy: known.remedy)
    } else if start.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
      self = .other(name: "an old Office document", remedy: Self.toCSV)
    } else if start.starts(with: [0x89, 0x50, 0x4E, 0x47])
      || start.starts(with: [0xFF, 0xD8, 0xFF])
    {
      self = .other(name: "a picture", remedy: Self.toPicture)
    } else if start.starts(with: [0x89, 0x48, 0x44, 0x46]) {
      self = .other(name: "an HDF5 file", remedy: "write the signal as CSV")
    } else if start.starts(with: [0x1F, 0x8B]) {
      self = .other(name: "compressed with gzip", remedy: "unpack it with gunzip")
    } else if start.starts(with: [0x93] + Array("NUMPY".utf8)) {
      self = .other(name: "a NumPy array", remedy: "write it with numpy.savetxt")
    } else if start.starts(with: [0x1A, 0x45, 0xDF, 0xA3]) {
      self = .other(name: "a Matroska or WebM film", remedy: Self.toWAV)
    } else {
      self = isText ? .table : .sound
    }
  }

  /// Containers with the kind of their content after the size.
  private static let riffMarks = [
    ("RIFF", "WAVE"), ("RIFX", "WAVE"), ("RF64", "WAVE"), ("BW64", "WAVE"), ("FORM", "AIF"),
    ("FORM", "8SVX"), ("FORM", "16SV"), ("NIST_1A", ""), ("Creative Voice File", ""),
  ].map { (mark: $0.0, form: $0.1) }

  private static let soundMarks = [
    "RIFF", "RIFX", "RF64", "FORM", ".snd", "dns.", "fLaC", "OggS", "caff", "riff", "ID3", "2BIT",
    " paf", "fap ",
  ]

  private static let toCSV = "export the sheet as CSV"
  private static let toWAV = "convert its sound to WAV or FLAC"
  private static let toPicture = "give a signal, as numbers or as sound"

  private struct Other {
    let mark: String
    var offset = 0
    /// Whether the mark counts only in a file that is no text.
    var isBinary = true
    let name: String
    let remedy: String
  }

  private static let others = [
    Other(
      mark: "PK\u{3}\u{4}", name: "a zip archive, as spreadsheets (xlsx, ods) are", remedy: toCSV),
    Other(
      mark: "%PDF", isBinary: false, name: "a PDF document", remedy: "write the numbers as CSV"),
    Other(mark: "GIF8", name: "a picture", remedy: toPicture),
    Other(mark: "BM", name: "a picture", remedy: toPicture),
    Other(mark: "MATLAB 5", name: "a MATLAB file", remedy: "write it with writematrix"),
    Other(mark: "ftyp", offset: 4, name: "MPEG-4 sound or film (m4a, mp4)", remedy: toWAV),
    Other(mark: "SQLite format 3", name: "a database", remedy: toCSV),
    Other(mark: "PAR1", name: "a Parquet table", remedy: toCSV),
    Other(
      mark: "{\\rtf", isBinary: false, name: "a text document", remedy: "save it as plain text"),
    Other(mark: "<!DOCTYPE", isBinary: false, name: "a web page", remedy: "save the table as CSV"),
    Other(mark: "<html", isBinary: false, name: "a web page", remedy: "save the table as CSV"),
    Other(mark: "<?xml", isBinary: false, name: "an XML document", remedy: toCSV),
  ]

  /// The sync word of an MPEG frame of layer 1 to 3.
  private static func isMPEG(_ start: [UInt8]) -> Bool {
    guard start.count >= 4, start[0] == 0xFF, start[1] & 0xE0 == 0xE0 else { return false }
    let version = start[1] >> 3 & 3
    let layer = start[1] >> 1 & 3
    return version != 1 && layer != 0 && start[2] >> 4 != 15 && start[2] >> 2 & 3 != 3
  }
}
