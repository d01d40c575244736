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
    /// The quality of the pictures.
    public var quality: QualityReport

    /// The report as lines for people.
    public var text: String {
      "\(quality.generated) pictures of \(pictures) against \(quality.real) of \(against), \(size) px\n\n"
        + "\(quality)"
    }
  }

  /// Reads both folders and measures.
  ///
  /// - Returns: everything that was measured.
  /// - Throws: ``EvaluationError``, `ImageFolderError`, `ImageError`, or what reading weights throws.
  public func run() throws -> Report {
    if let threads { Runtime.setThreads(threads) }
    let inception = try inception.map {
      try InceptionFeatures(contentsOf: URL(fileURLWithPath: $0))
    }
    let features = try MobileNetFeatures(contentsOf: mobileNet)
    let size = try size ?? ownSide()
    let sets = try [pictures, real].map { path -> Tensor in
      let set = try ImageFolder.images(in: URL(fileURLWithPath: path), size: size)
      guard set.count >= 3 else { throw EvaluationError.fewOf(path) }
      return set.all
    }
    return Report(
      pictures: pictures, against: real, size: size,
      quality: QualityReport(
        generated: sets[0], real: sets[1], mobileNet: features, inception: inception))
  }

  /// The shorter side of the first picture; reading tells what is wrong with the folder.
  private func ownSide() throws -> Int {
    let folder = URL(fileURLWithPath: pictures)
    let first = try ImageFolder.images(in: folder, size: 8, limit: 1).names[0]
    let shape = try ImageFile.read(folder.appendingPathComponent(first)).shape
    return max(8, min(shape[1], shape[2]))
  }
}
