internal import Foundation

/// The reason why a file of a folder is no picture that is read.
package enum LeftOutReason: Sendable, Equatable {
  /// Its name begins with a dot.
  case hidden
  /// A picture of a format that is not read.
  case format
  /// A film.
  case film
  /// Its name is that of no picture.
  case noPicture
  /// A device, a pipe or a socket.
  case noFile

  /// The reason by the name of a file that is not read as a picture.
  init(name: String, isFile: Bool) {
    let ending = URL(fileURLWithPath: name).pathExtension.lowercased()
    self =
      if !isFile {
        .noFile
      } else if name.hasPrefix(".") {
        .hidden
      } else if Self.isOtherPicture(ending) {
        .format
      } else {
        Self.films.contains(ending) ? .film : .noPicture
      }
  }

  /// The reason in a word or two.
  package var text: String {
    switch self {
    case .hidden: "hidden"
    case .format: "a picture of a format that is not read"
    case .film: "a film"
    case .noPicture: "no picture"
    case .noFile: "no file"
    }
  }

  /// The ending, in small letters, of pictures that are not read themselves.
  package static func isOtherPicture(_ ending: String) -> Bool {
    convertible[ending] != nil || raw.contains(ending)
  }

  /// Endings of pictures that are not read, and of the format to convert them to: without further losses
  /// where they have none.
  fileprivate static let convertible = [
    "heic": "jpg", "heif": "jpg", "hif": "jpg", "avif": "jpg", "jxl": "jpg", "jp2": "jpg",
    "gif": "png", "bmp": "png", "tga": "png", "pbm": "png", "pgm": "png", "ppm": "png",
    "pnm": "png", "psd": "png", "ico": "png", "svg": "png", "qoi": "png", "xcf": "png",
  ]

  /// Endings of the raw files of cameras, which are developed and not converted.
  private static let raw: Set = [
    "dng", "cr2", "cr3", "nef", "arw", "orf", "rw2", "raf", "pef", "srw", "raw",
  ]

  private static let films: Set = [
    "mov", "mp4", "m4v", "avi", "mkv", "webm", "mts", "3gp", "mpg", "mpeg", "wmv",
  ]
}

/// The number of files of each kind, such as those that are no pictures.
public struct FileKinds: Sendable, Equatable {
  /// The ending of a name as most files of the kind have it, and the number of files; the most frequent
  /// kind first.
  public let counts: [(kind: String, count: Int)]

  /// No file at all.
  package static let none = FileKinds([])

  /// The kinds of files of the given names.
  package init(names: [String]) {
    self.init(names.map { (Self.kind(URL(fileURLWithPath: $0).pathExtension), 1) })
  }

  /// An ending with a `?` for every sign that would steer a terminal.
  private static func kind(_ ending: String) -> String {
    let scalars = ending.unicodeScalars.map { scalar -> Unicode.Scalar in
      [.control, .format].contains(scalar.properties.generalCategory) ? "?" : scalar
    }
    return String(String.UnicodeScalarView(scalars))
  }

  /// The kinds of several numbers of files, of which some may be of one kind.
  private init(_ parts: [(kind: String, count: Int)]) {
    let spellings = Dictionary(parts.map { ($0.kind, $0.count) }, uniquingKeysWith: +)
      .sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    counts = Dictionary(grouping: spellings) { $0.key.lowercased() }.values
      .map { same in (kind: same.first?.key ?? "", count: same.reduce(0) { $0 + $1.value }) }
      .sorted { ($1.count, $0.kind) < ($0.count, $1.kind) }
  }

  /// The kinds of both.
  package static func + (first: FileKinds, second: FileKinds) -> FileKinds {
    FileKinds(first.counts + second.counts)
  }

  /// The number of all files.
  public var total: Int { counts.reduce(0) { $0 + $1.count } }

  /// Whether no file was left out.
  public var isEmpty: Bool { counts.isEmpty }

  /// The number of each kind in words, with the way to convert pictures:
  /// `10 HEIC (convert them by mogrify -format jpg *.HEIC), 2 txt`.
  public var text: String {
    counts.map { kind, count in
      "\(count) \(kind.isEmpty ? "without an ending" : kind)\(Self.advice(kind, count))"
    }.joined(separator: ", ")
  }

  /// The command of ImageMagick that makes pictures of a kind readable, in brackets; empty for no pictures.
  private static func advice(_ kind: String, _ count: Int) -> String {
    guard let format = LeftOutReason.convertible[kind.lowercased()] else { return "" }
    return " (convert \(count == 1 ? "it" : "them") by mogrify -format \(format) *.\(kind))"
  }

  /// Whether both hold as many files of each kind.
  public static func == (first: FileKinds, second: FileKinds) -> Bool {
    first.counts.elementsEqual(second.counts, by: ==)
  }
}
