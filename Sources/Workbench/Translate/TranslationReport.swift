public import WKD

/// The result of a ``Translation``.
public struct TranslationReport: Sendable, Encodable {
  /// One picture and its translation.
  public struct Picture: Sendable, Encodable {
    /// The path of the picture that was read.
    public let input: String
    /// The path of the file that was written.
    public let output: String
    /// Columns of the picture that was read.
    public let width: Int
    /// Rows of the picture that was read.
    public let height: Int
    /// Columns of the translation: fewer where the picture was scaled down.
    public let outputWidth: Int
    /// Rows of the translation.
    public let outputHeight: Int
    /// Whether the picture is grey: its translation has three channels all the same.
    public let isGrey: Bool
    /// Whether the picture says how transparent it is; it is translated as it looks on white.
    public let hasAlpha: Bool
    /// Whether the file has the picture's transparency.
    public let keepsAlpha: Bool
  }

  /// The file of the generator.
  public let model: String
  /// Channels after its first convolution.
  public let baseWidth: Int
  /// Its residual blocks.
  public let blocks: Int
  /// Whether each file shows the picture to the left of its translation.
  public let sideBySide: Bool
  /// The format of the files.
  public let format: ImageFile.Format
  /// Sub-folders that hold pictures and were left out.
  public let foldersLeftOut: [String]
  /// Every picture, in the order of the work.
  public internal(set) var pictures: [Picture] = []
  /// The pictures that could not be translated.
  public internal(set) var failures: [TranslationFailure] = []

  /// The error that names all pictures that could not be translated; nil where there are none.
  public var error: TranslationError? {
    failures.isEmpty ? nil : .failures(failures, of: failures.count + pictures.count)
  }

  /// The report as lines for people.
  public var text: String {
    let head = "\(model): ResNet generator, base width \(baseWidth), \(counted(blocks, "block"))"
    let left = foldersLeftOut.map { "left out: the sub-folder \($0)" }
    let counts = counted(pictures.count, "picture")
    return ([head] + pictures.map(\.text) + left + ["translated \(counts) into \(format.rawValue)"])
      .joined(separator: "\n")
  }
}

extension TranslationReport.Picture {
  fileprivate var text: String {
    var facts = ["\(input) -> \(output)", "\(width) x \(height)"]
    if (outputWidth, outputHeight) != (width, height) {
      facts.append("scaled to \(outputWidth) x \(outputHeight)")
    }
    if isGrey { facts.append("grey, translated as colour") }
    if hasAlpha { facts.append(keepsAlpha ? "transparency kept" : "laid on white") }
    return facts.joined(separator: ", ")
  }
}

extension ImageFile.Format: Encodable {}
