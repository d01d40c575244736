/// The format of a picture by its first bytes, whatever its name ends in.
enum ImageSignature {
  /// The format of a picture that is read; nil for any other.
  static func format(of bytes: UnsafeRawBufferPointer) -> ImageHeader.Format? {
    if begins(bytes, [0xff, 0xd8]) { return .jpeg }
    // What a transfer in text mode leaves of the first bytes belongs to a damaged PNG file.
    if begins(bytes, "\u{89}PNG") || begins(bytes, "\u{9}PNG") { return .png }
    let asText: [[UInt8]] = [[0xef, 0xbf, 0xbd], [0xc2, 0x89]]
    if asText.contains(where: { begins(bytes, $0 + Array("PNG".utf8)) }) { return .png }
    if begins(bytes, "RIFF"), begins(bytes, "WEBP", at: 8) { return .webp }
    let tiff: [[UInt8]] = [
      [0x49, 0x49, 42, 0], [0x4d, 0x4d, 0, 42], [0x49, 0x49, 43, 0], [0x4d, 0x4d, 0, 43],
    ]
    return tiff.contains { begins(bytes, $0) } ? .tiff : nil
  }

  /// The name of a format that is not read, with its article; nil where the bytes tell nothing.
  static func name(of bytes: UnsafeRawBufferPointer) -> String? {
    if begins(bytes, "ftyp", at: 4) { return container(bytes) }
    for (start, place, name) in others where begins(bytes, start, at: place) { return name }
    if begins(bytes, "P"), bytes.count > 2, (0x31...0x37).contains(bytes[1]),
      [0x20, 0x0a, 0x0d, 0x09].contains(bytes[2])
    {
      return "a PNM picture (PBM, PGM, PPM)"
    }
    return text(bytes)
  }

  /// First bytes, one letter each, their place, and the name.
  private static let others: [(String, Int, String)] = [
    ("BM", 0, "a BMP picture"), ("GIF8", 0, "a GIF picture"),
    ("8BPS", 0, "a Photoshop file (PSD)"), ("%PDF", 0, "a PDF document"),
    ("%!PS", 0, "a PostScript document"), ("gimp xcf", 0, "a GIMP file (XCF)"),
    ("\u{0}\u{0}\u{0}\u{c}JXL ", 0, "a JPEG XL picture"), ("\u{ff}\u{a}", 0, "a JPEG XL picture"),
    ("\u{0}\u{0}\u{0}\u{c}jP  ", 0, "a JPEG 2000 picture"),
    ("\u{ff}\u{4f}\u{ff}\u{51}", 0, "a JPEG 2000 picture"),
    ("\u{0}\u{0}\u{1}\u{0}", 0, "an icon (ICO)"), ("\u{0}\u{0}\u{2}\u{0}", 0, "a cursor (CUR)"),
    ("qoif", 0, "a QOI picture"), ("DDS ", 0, "a DDS picture"), ("SIMPLE  =", 0, "a FITS picture"),
    ("v/1\u{1}", 0, "an OpenEXR picture"), ("#?R", 0, "a Radiance picture (HDR)"),
    ("DICM", 128, "a DICOM picture"), ("\u{93}NUMPY", 0, "a NumPy array"),
    ("PK\u{3}\u{4}", 0, "a ZIP archive, such as an xlsx or docx file is"),
    ("\u{1f}\u{8b}", 0, "a gzip archive"), ("7z\u{bc}\u{af}", 0, "a 7z archive"),
    ("Rar!", 0, "a RAR archive"), ("\u{0}\u{5}\u{16}\u{7}", 0, "a Mac's companion of another file"),
    ("WAVE", 8, "a sound (WAV)"), ("AVI ", 8, "a film (AVI)"), ("ID3", 0, "a sound (MP3)"),
    ("fLaC", 0, "a sound (FLAC)"), ("OggS", 0, "a sound (OGG)"),
    ("\u{1a}\u{45}\u{df}\u{a3}", 0, "a film (MKV or WebM)"), ("<svg", 0, "an SVG drawing"),
  ]

  /// Files of boxes: the brand behind the first box's name says what they hold.
  private static func container(_ bytes: UnsafeRawBufferPointer) -> String {
    let brand = String(decoding: bytes.dropFirst(8).prefix(4), as: UTF8.self)
    switch brand {
    case "avif", "avis": return "an AVIF picture"
    case "heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1": return "a HEIC picture"
    case "crx ": return "the raw file of a camera (CR3)"
    case "M4A ": return "a sound (M4A)"
    default: return "a film (MP4 or MOV)"
    }
  }

  /// Drawings, pages and other texts.
  private static func text(_ bytes: UnsafeRawBufferPointer) -> String? {
    let start = bytes.prefix(1000)
    guard start.allSatisfy({ $0 >= 0x20 || $0 == 0x09 || $0 == 0x0a || $0 == 0x0d }) else {
      return nil
    }
    let letters = String(decoding: start, as: UTF8.self).lowercased()
    if letters.contains("<svg") { return "an SVG drawing" }
    if letters.contains("<html") || letters.contains("<!doctype html") { return "a web page" }
    return letters.hasPrefix("<?xml") ? "an XML document" : "a text"
  }

  private static func begins(
    _ bytes: UnsafeRawBufferPointer, _ start: String, at place: Int = 0
  ) -> Bool {
    begins(bytes, start.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }, at: place)
  }

  private static func begins(
    _ bytes: UnsafeRawBufferPointer, _ start: [UInt8], at place: Int = 0
  ) -> Bool {
    bytes.dropFirst(place).starts(with: start)
  }
}

extension ImageHeader.Format {
  /// The format of a picture that is read, by its first bytes; nil for any other.
  package init?(of bytes: [UInt8]) {
    guard let format = bytes.withUnsafeBytes(ImageSignature.format(of:)) else { return nil }
    self = format
  }
}
