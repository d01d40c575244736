public import WKD

/// The metrics by which the networks of a run are followed and compared.
///
/// ```swift
/// // Needs mobilenet_v2_features14.safetensors.
/// let data = Meadow.data(size: 32, train: 1, test: 4)
/// let generator = try ResNetGenerator(
///   .init(baseWidth: 4, blocks: 1), weights: randomWeights(seed: 1))
/// let measure = RunMeasure(
///   data: data, teacher: nil,
///   mobileNet: try MobileNetFeatures(
///     contentsOf: URL(fileURLWithPath: "mobilenet_v2_features14.safetensors")))
/// for (name, value) in measure(GeneratorPair(ab: generator, ba: generator)) { print(name, value) }
/// ```
public struct RunMeasure {
  /// The metric whose lowest value marks the best step: the mean of both directions.
  public static let selection = TranslationQuality.selection

  private let measure: TranslationMeasure

  /// Metrics against the test pictures of a data set.
  ///
  /// - Parameters:
  ///   - data: test sets of at least 3 pictures each.
  ///   - teacher: adds the band errors against its translations; nil for none.
  ///   - mobileNet: features for the kernel distance.
  public init(data: TranslationData, teacher: GeneratorPair?, mobileNet: MobileNetFeatures) {
    // More draws would tell an error that a table has no place for.
    measure = TranslationMeasure(
      data: data, teacher: teacher, networks: FeatureNetworks(mobileNet: mobileNet), draws: 1)
  }

  /// All metrics of one pair of generators; lower is better, except for PSNR and SSIM.
  ///
  /// Pictures are translated and measured a few at a time, and of more than 128 no more patches are kept, so
  /// that the memory does not grow with their number.
  ///
  /// - Parameter generators: on the CPU.
  /// - Returns: names and numbers in a fixed order; PSNR and SSIM only where the truth is known, SWD where
  ///   all pictures have one size.
  public func callAsFunction(_ generators: GeneratorPair) -> [(name: String, value: Double)] {
    measure(generators).metrics
  }

  /// The step with the lowest value of the selecting metric, the first of several.
  package static func bestStep(of method: String, in table: RunTable) -> Int? {
    let curve = table.curve(selection, of: method)
    return zip(curve.values, curve.steps).min { $0.0 < $1.0 }.map { Int($0.1) }
  }
}
