public import WKD

/// The result of a ``Translation``.
public struct TranslationReport: Sendable, Encodable {
  /// One picture and its translation.
  public struct Picture: Sendable, Encodable {
    /// The path of the picture that was read.
    public let input: String
    /// The path of the file that was written.
    public let output: String
    /// Whether the file is named after the picture's whole name, since another picture has the same stem.
    public let keepsEnding: Bool
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

  /// A file in a given folder that was not translated.
  public struct LeftOut: Sendable, Encodable {
    /// Its path.
    public let path: String
    /// The reason in a word or two, such as `a film`.
    public let reason: String
  }

  /// The end of the work by a signal.
  public struct Interruption: Sendable, Encodable {
    /// The number of the signal.
    public let signal: Int32
    /// The number of pictures that are still to be translated.
    public let remaining: Int
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
  /// Files in the given folders that are no pictures which are read.
  public let leftOut: [LeftOut]
  /// Given folders without a picture that is read, with the reasons.
  public let emptyFolders: [TranslationFailure]
  /// Every picture, in the order of the work.
  public internal(set) var pictures: [Picture] = []
  /// The pictures that could not be translated.
  public internal(set) var failures: [TranslationFailure] = []
  /// The signal that ended the work before its end; nil where none did.
  public internal(set) var interruption: Interruption?

  /// The error that names all pictures that could not be translated, and the empty folders where there was
  /// nothing else; nil where there are none.
  public var error: TranslationError? {
    let failures = failures + (pictures.isEmpty && interruption == nil ? emptyFolders : [])
    return failures.isEmpty ? nil : .failures(failures, of: failures.count + pictures.count)
  }

  /// The report as lines for people.
  public var text: String {
    let head = "\(model): ResNet generator, base width \(baseWidth), \(counted(blocks, "block"))"
    let kinds = FileKinds(names: leftOut.map(\.path))
    let left =
      (kinds.isEmpty ? [] : ["left out: \(kinds.text)"])
      + foldersLeftOut.map { "left out: the sub-folder \($0)" }
      + emptyFolders.map { "left out: the folder \($0.input), which holds no picture that is read" }
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
    if keepsEnding { facts.append("named by its ending too, since another one has this name") }
    if isGrey { facts.append("grey, translated as colour") }
    if hasAlpha { facts.append(keepsAlpha ? "transparency kept" : "laid on white") }
    return facts.joined(separator: ", ")
  }
}

extension ImageFile.Format: Encodable {}
