import Markup

/// One thing in a data set that an evaluation with it must tell.
public struct AuditFinding: Codable, Sendable, Equatable {
  /// The subject of a finding.
  public enum Kind: String, Codable, Sendable, CaseIterable {
    /// The same picture in a training set and in a test set.
    case trainingAndTest = "training-and-test"
    /// The same picture in two sets that are not a training and a test set.
    case twoSets = "two-sets"
    /// The same picture more than once in a set.
    case repeated
    /// Fewer pictures than a Fréchet distance needs.
    case fewPictures = "few-pictures"
    /// Pictures of different sizes or shapes.
    case sizes
    /// JPEG files of different qualities, or of one.
    case jpeg
    /// Files without losses whose pixels were a JPEG before.
    case onceJPEG = "once-jpeg"
    /// Pictures that were enlarged, or are out of focus.
    case enlarged
    /// Grey pictures among colour.
    case grey
    /// Transparency.
    case alpha
    /// Files that a viewer turns.
    case orientation
    /// Colour profiles other than sRGB, and other gammas.
    case profile
    /// More than 8 bits, or inks instead of colours.
    case samples
    /// Files that cannot be read.
    case unreadable
    /// Files and folders that are passed over.
    case leftOut = "left-out"
    /// Names that other systems put in another order, or cannot tell apart.
    case names
  }

  /// The weight of a finding.
  public enum Weight: String, Codable, Sendable {
    /// A number from these pictures cannot be trusted, or not be made again by another program.
    case finding
    /// A fact to be written beside such a number.
    case note
  }

  /// The subject.
  public var kind: Kind
  /// The weight.
  public var weight: Weight
  /// One sentence without the files.
  public var text: String
  /// The number of pictures, groups of pictures or files that it concerns.
  public var count: Int
  /// The files, or groups of equal files joined by ` = `, relative to the audited folder.
  public var files: [String]

  init(_ kind: Kind, _ weight: Weight, _ text: String, count: Int? = nil, files: [String] = []) {
    self.kind = kind
    self.weight = weight
    self.text = text
    self.count = count ?? files.count
    self.files = files
  }

  /// One line: weight, sentence, the first files and the number of the others.
  ///
  /// - Parameter limit: the most files that are named.
  /// - Returns: text without control signs.
  public func line(naming limit: Int = 4) -> String {
    let named = files.prefix(limit).map(\.printable).joined(separator: ", ")
    let more = files.count > limit ? ", and \(files.count - limit) more" : ""
    let tail = files.isEmpty ? "" : ": \(named)\(more)"
    return "\(weight == .finding ? "finding" : "note   ")  \(text)\(tail)"
  }
}
