public import Foundation
import Torch
public import WKD

/// The evaluation of pictures that exist already, made by whatever program: their distance from real ones.
///
/// ```swift
/// // Needs two folders of at least 3 pictures each.
/// let evaluation = PictureEvaluation(
///   pictures: "translated", against: "horse2zebra/testB", size: 64,
///   mobileNet: URL(fileURLWithPath: "assets/mobilenet_v2_features14.safetensors"))
/// let report = try evaluation.run()
/// print(report.quality[.kernelDistance(.mobileNet)]?.value ?? .nan)
/// ```
public struct PictureEvaluation: Sendable {
  /// The path of the folder of pictures.
  public var pictures: String
  /// The path of the folder of real pictures.
  public var real: String
  /// Side in pixels at which both are compared, at least 8; nil takes the shorter side of the first picture.
  public var size: Int?
  /// The path of the file with Inception's weights, which adds FID; nil for none.
  public var inception: String?
  /// Threads of one operation; nil leaves the choice to LibTorch.
  public var threads: Int?
  /// The file with the weights of MobileNetV2's features, `mobilenet_v2_features14.safetensors`.
  public var mobileNet: URL

  /// An evaluation without FID.
  ///
  /// - Parameters:
  ///   - pictures: the path of a folder of at least 3 pictures.
  ///   - real: the path of another one.
  ///   - size: side in pixels at which both are compared, at least 8; nil takes the shorter side of the first
  ///     picture.
  ///   - mobileNet: `mobilenet_v2_features14.safetensors`.
  public init(pictures: String, against real: String, size: Int?, mobileNet: URL) {
    self.pictures = pictures
    self.real = real
    self.size = size
    self.mobileNet = mobileNet
  }

  /// The result of an evaluation.
  public struct Report: Codable, Sendable {
    /// The path of the pictures.
    public var pictures: String
    /// The path of the real ones.
    public var against: String
    /// Side in pixels at which both were compared.
    public var size: Int
    /// Words about a size that was not chosen; nil for one that was.
    package var choice: String?
    /// The quality of the pictures.
    public var quality: QualityReport

    /// The report as lines for people.
    public var text: String {
      "\(quality.generated) pictures of \(pictures) against \(quality.real) of \(against), \(size) px"
        + (choice.map { " (\($0))" } ?? "") + "\n\n\(quality)"
    }
  }

  /// The side at which both are compared, and words about one that was not chosen.
  ///
  /// - Throws: `ImageFolderError` or `ImageError`.
  package func side() throws -> (pixels: Int, choice: String?) {
    if let size { return (size, nil) }
    let folder = URL(fileURLWithPath: pictures)
    let found = try PictureFolder(folder)
    guard let first = found.names.first else {
      // Reading tells what is wrong with the folder.
      _ = try ImageFolder.images(in: folder, size: 8, limit: 1)
      throw EvaluationError.fewOf(pictures)
    }
    let header = try ImageFile.header(of: folder.appendingPathComponent(first))
    let side = max(8, min(header.height, header.width))
    return (side, "the shorter side of the first picture, \(first)")
  }

  /// Reads both folders and measures.
  ///
  /// - Parameter observe: is called with the number of pictures that were measured and that of all.
  /// - Returns: everything that was measured.
  /// - Throws: ``EvaluationError``, `ImageFolderError`, `ImageError`, or what reading weights throws.
  public func run(observe: (_ done: Int, _ all: Int) -> Void = { _, _ in }) throws -> Report {
    if let threads { Runtime.setThreads(threads) }
    let networks = FeatureNetworks(
      mobileNet: try MobileNetFeatures(contentsOf: mobileNet),
      inception: try inception.map { try InceptionFeatures(contentsOf: URL(fileURLWithPath: $0)) })
    let (side, choice) = try side()
    let sets = try [pictures, real].map { path -> ImageSet in
      let set = try ImageFolder.images(in: URL(fileURLWithPath: path), size: side)
      guard set.count >= 3 else { throw EvaluationError.fewOf(path) }
      return set
    }
    let all = sets[0].count + sets[1].count
    var (done, features) = (0, [FeatureSums(networks), FeatureSums(networks)])
    var sliced = SlicedSums(
      of: min(sets[0].count, sets[1].count), draws: QualityReport.usualDraws, seed: 0)
    for (index, set) in sets.enumerated() {
      for indices in set.translationBatches {
        let batch = set.batch(indices)
        features[index].add(batch)
        if index == 0 { sliced.add(batch) }
        done += indices.count
        observe(done, all)
      }
    }
    return Report(
      pictures: pictures, against: real, size: side, choice: choice,
      quality: QualityReport(
        generated: features[0], real: features[1],
        sliced: (sliced.distances(from: sets[1]), sliced.side), truth: nil))
  }
}
