import Console
import Files
import Foundation
import WKD

/// A record of runs by which somebody else can find out which of their numbers agree with ours.
///
/// It holds the settings, the pictures and weights by their digests, the preprocessing, the metrics and the
/// machine. What is not known is nil, and the page says so.
///
/// ```swift
/// // Needs the folders of complete runs.
/// let maker = CardMaker(
///   runs: ["students-1", "students-2"], output: URL(fileURLWithPath: "card"),
///   mobileNet: URL(fileURLWithPath: "mobilenet_v2_features14.safetensors"))
/// let card = try maker.write()
/// print(card.groups.map(\.name))
/// ```
///
/// - Source: the questions are those of Mitchell et al., "Model cards for model reporting", FAT* 2019, and of
///   Pineau et al., "Improving reproducibility in machine learning research", JMLR 22, 2021.
public struct ResultCard: Codable, Sendable {
  /// The form of the file, by which a reader knows it.
  public var form: String
  /// The version of the program that wrote the card.
  public var version: String
  /// The files of the networks whose features metrics compare, by the networks' names.
  public var features: [String: FileDigest]
  /// The runs in the order in which they were named.
  public var runs: [CardRun]
  /// Networks that differ in nothing but their seed.
  public var groups: [CardGroup]

  /// The form that this version writes and reads.
  static let form = "wkd-learn result card 1"
  /// The name of the file in the folder of a card.
  static let fileName = "card.json"

  /// Reads a card.
  ///
  /// - Parameter path: the path of the file, or of its folder.
  /// - Throws: ``ResultCardError``.
  public init(contentsOf path: String) throws {
    let place = Self.file(at: path)
    let attributes = try? FileManager.default.attributesOfItem(
      atPath: place.resolvingSymlinksInPath().path)
    guard attributes?[.type] as? FileAttributeType == .typeRegular else {
      throw ResultCardError.missing(path)
    }
    guard attributes?[.size] as? Int ?? 0 < 100_000_000, let data = try? Data(contentsOf: place),
      let card = try? JSONDecoder().decode(ResultCard.self, from: data)
    else { throw ResultCardError.damaged(place.relativePath) }
    guard card.form == Self.form else { throw ResultCardError.damaged(place.relativePath) }
    for run in card.runs {
      if let reason = run.impossible {
        throw ResultCardError.impossible(place.relativePath, reason)
      }
    }
    guard !card.runs.isEmpty else {
      throw ResultCardError.impossible(place.relativePath, "it holds no run")
    }
    self = card
  }

  init(features: [String: FileDigest], runs: [CardRun], groups: [CardGroup]) {
    form = Self.form
    version = Machine.version
    self.features = features
    self.runs = runs
    self.groups = groups
  }

  /// The file of a card that is named by its folder or by itself.
  static func file(at path: String) -> URL {
    let given = URL(fileURLWithPath: path)
    return given.isFolder == true ? given.appendingPathComponent(fileName) : given
  }
}

/// The reason why a card cannot be read or written; every case names its path.
public enum ResultCardError: Error, Equatable, CustomStringConvertible {
  /// There is no such file.
  case missing(String)
  /// The file is no card, or was cut or changed.
  case damaged(String)
  /// A folder for a card has a README.md that is not a card's.
  case foreign(String)
  /// The file is a card of what no run can be, with the reason.
  case impossible(String, String)

  /// One sentence that says what is wrong and what to do.
  public var description: String {
    switch self {
    case .missing(let path):
      "there is no result card \(SoughtPath(path)): name a card.json or its folder"
    case .damaged(let path):
      "\(path) is no result card that this version reads, or it is damaged: copy it again, or make "
        + "it anew"
    case .foreign(let path):
      "\(path) holds a README.md that is no card's and would be replaced: choose another folder"
    case .impossible(let path, let reason):
      "\(path) cannot be the card of a run (\(reason)): copy it again, or make it anew"
    }
  }
}
