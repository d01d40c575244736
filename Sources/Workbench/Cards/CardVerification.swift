public import Foundation
import Torch
import WKD

/// The check of a card: measures again from its weights and pictures, and compares everything.
///
/// ```swift
/// // Needs the folder of a card and what it names.
/// let verification = CardVerification(
///   card: "card", mobileNet: URL(fileURLWithPath: "mobilenet_v2_features14.safetensors"))
/// let verdict = try verification.run()
/// print(verdict.text)
/// ```
public struct CardVerification: Sendable {
  /// The path of the card's file, or of its folder.
  public var card: String
  /// The paths of the runs in the order of the card; empty takes them where the card has them.
  public var runs: [String] = []
  /// The folder of pictures; nil takes it where the card, or else the run, has it.
  public var data: String?
  /// The folder of the teacher; nil takes it where the run's command has it.
  public var teacher: URL?
  /// A folder of a teacher that is tried last.
  public var usualTeacher: URL?
  /// The file with the weights of MobileNetV2's features.
  public var mobileNet: URL
  /// The file with Inception's weights, which a card with FID needs.
  public var inception: URL?
  /// Whether every run is trained again as well.
  public var trains = false

  /// A check of a card where everything lies where the card has it.
  ///
  /// - Parameters:
  ///   - card: the path of the card's file, or of its folder.
  ///   - mobileNet: `mobilenet_v2_features14.safetensors`.
  public init(card: String, mobileNet: URL) {
    self.card = card
    self.mobileNet = mobileNet
  }

  /// Compares files, settings and numbers.
  ///
  /// - Parameter observe: is called before a run is trained again, with its number from 1 and its steps.
  /// - Returns: all comparisons; what could not be checked is among them, with the reason.
  /// - Throws: ``ResultCardError`` or ``CardVerificationError``.
  public func run(observe: (_ run: Int, _ steps: Int) -> Void = { _, _ in }) throws -> CardVerdict {
    let card = try ResultCard(contentsOf: card)
    guard runs.isEmpty || runs.count == card.runs.count else {
      throw CardVerificationError.runs(given: runs.count, wanted: card.runs.count)
    }
    var checks = features(card)
    for (index, run) in card.runs.enumerated() {
      let teachers = [teacher, CardTeacher.folder(of: "teacher", in: run.command)]
      let place = VerifiedRun(
        run: run, number: index + 1, folder: folder(of: run, index),
        pictures: pictureFolder(of: run),
        teacher: CardTeacher.find(run.teacher, among: teachers + [usualTeacher]),
        otherTeacher: teachers.compactMap(\.self).first)
      if let threads = run.settings["threads"].flatMap(Int.init), (1...1024).contains(threads) {
        Runtime.setThreads(threads)
      }
      checks += place.files + place.settings
      checks += place.measured(mobileNet: mobileNet, inception: inception)
      if trains {
        observe(index + 1, run.plan.schedule.steps)
        checks += place.trainedAgain(mobileNet: mobileNet)
      }
    }
    return CardVerdict(checks)
  }

  private func features(_ card: ResultCard) -> [CardCheck] {
    let files = ["MobileNetV2": mobileNet, "Inception": inception]
    return card.features.sorted { $0.key < $1.key }.map { name, recorded in
      let found = (files[name] ?? nil).flatMap { FileDigest(of: $0, name: recorded.name) }
      return CardCheck(
        .features, run: 1, name, recorded: recorded.sha256,
        found: found?.sha256 ?? "no file was given", found == nil ? .unknown : nil)
    }
  }

  private var cardFolder: URL { ResultCard.file(at: card).deletingLastPathComponent() }

  private func folder(of run: CardRun, _ index: Int) -> URL {
    runs.isEmpty
      ? cardFolder.appendingPathComponent(run.path) : URL(fileURLWithPath: runs[index])
  }

  /// The folder of pictures; nil for the meadow.
  private func pictureFolder(of run: CardRun) -> URL? {
    if let data { return URL(fileURLWithPath: data) }
    guard run.data != "meadow" else { return nil }
    let beside = run.dataPath.map { cardFolder.appendingPathComponent($0) }
    if let beside, FileManager.default.fileExists(atPath: beside.path) { return beside }
    return URL(fileURLWithPath: run.data)
  }
}

/// The reason why a card cannot be checked.
public enum CardVerificationError: Error, Equatable, CustomStringConvertible {
  /// Another number of folders was given than the card has runs.
  case runs(given: Int, wanted: Int)

  /// One sentence that says what is wrong and what to do.
  public var description: String {
    switch self {
    case .runs(let given, let wanted):
      "the card has \(counted(wanted, "run")), and \(counted(given, "folder")) \(given == 1 ? "was" : "were") "
        + "given: give one for each, in the card's order"
    }
  }
}
