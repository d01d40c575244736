internal import Foundation
public import Torch

/// The features by which sets of images are compared.
package struct FeatureNetworks: Sendable {
  let mobileNet: MobileNetFeatures
  let inception: InceptionFeatures?

  /// MobileNetV2's features, and Inception's, which make a Fréchet distance a FID, where they are given.
  package init(mobileNet: MobileNetFeatures, inception: InceptionFeatures? = nil) {
    self.mobileNet = mobileNet
    self.inception = inception
  }
}

/// The features of images that come a few at a time; the images themselves are not kept.
package struct FeatureSums {
  private let networks: FeatureNetworks
  private var mobileNet: [Tensor] = []
  private var inception: [Tensor] = []

  /// No images yet.
  package init(_ networks: FeatureNetworks) {
    self.networks = networks
  }

  /// The features of all images of a set.
  package init(_ networks: FeatureNetworks, of images: ImageSet) {
    self.init(networks)
    for indices in images.translationBatches { add(images.batch(indices)) }
  }

  /// Takes more images, `[N, 3, H, W]`, into account.
  package mutating func add(_ images: Tensor) {
    mobileNet.append(networks.mobileNet.features(of: images))
    if let inception = networks.inception { self.inception.append(inception.features(of: images)) }
  }

  /// Each kind of features, `[N, d]`, of the networks that there are.
  var all: [(kind: QualityReport.Features, features: Tensor)] {
    let kinds: [(QualityReport.Features, [Tensor])] = [
      (.mobileNet, mobileNet), (.inception, inception),
    ]
    return kinds.filter { !$0.1.isEmpty }.map { ($0.0, Tensor.concatenated($0.1)) }
  }
}

/// The sums from which the sliced Wasserstein distances of two sets follow, over several draws of patches.
///
/// Of both sets as many patches are kept as 128 images give, however many there are: images beyond that
/// number give fewer each.
package struct SlicedSums {
  private let metrics: [SlicedWasserstein]
  private let count: Int
  private var patches: [SlicedWasserstein.Patches]
  /// Side of the finest level in pixels.
  package private(set) var side = 0

  /// The most patches of a level.
  private static let mostPatches = 8192

  /// No images yet.
  ///
  /// - Parameters:
  ///   - count: images of the smaller set.
  ///   - draws: repetitions with other patches and directions.
  ///   - seed: decides them; the first draw of seed 0 is that of `SlicedWasserstein()`.
  package init(of count: Int, draws: Int, seed: UInt64) {
    self.count = count
    metrics = (0..<UInt64(draws)).map { draw in
      var metric = SlicedWasserstein()
      metric.patchesPerImage = max(
        1, min(metric.patchesPerImage, Self.mostPatches / max(1, count)))
      metric.seed = seed &* 4 &+ draw
      return metric
    }
    patches = metrics.map { SlicedWasserstein.Patches(of: count, for: $0) }
  }

  /// Takes more images, `[N, 3, H, W]`, all of one size, into account.
  package mutating func add(_ images: Tensor) {
    side = min(images.shape[2], images.shape[3])
    for draw in patches.indices { patches[draw].add(images) }
  }

  /// The distances from the images of a set, by draw and level.
  package func distances(from real: ImageSet) -> [[Double]] {
    distances { add in
      for indices in real.translationBatches { add(real.batch(indices)) }
    }
  }

  /// The distances from real images, which come again for each draw, by draw and level.
  ///
  /// - Parameter real: calls its argument with a few images at a time.
  /// - Returns: thousandths, finest level first.
  func distances(from real: ((Tensor) -> Void) -> Void) -> [[Double]] {
    zip(metrics, patches).map { metric, patches in
      var wanted = SlicedWasserstein.Patches(of: count, for: metric)
      real { wanted.add($0) }
      return metric(patches, wanted)
    }
  }
}

/// The sums from which the distances of images from their own truth follow.
package struct TruthSums {
  private(set) var count = 0
  /// The sum of mean squared differences.
  private var squared = 0.0
  /// The mean squared difference of each image.
  private var errors: [Double] = []
  private var similarities: [Double] = []
  private var bands: [[(band: WaveletBand, error: Double)]] = []

  /// No images yet.
  package init() {}

  /// Takes more images, `[N, 3, H, W]`, and their truth into account.
  package mutating func add(_ images: Tensor, truth: Tensor) {
    withoutGradients {
      let squares = (images - truth).squared()
      squared += squares.mean().item * Double(images.shape[0])
      errors += squares.mean(axes: [1, 2, 3]).values
      // One by one: windows in double precision take more memory than a step of a small training.
      for index in 0..<images.shape[0] {
        let (image, wanted) = (images[index..<index + 1], truth[index..<index + 1])
        similarities += structuralSimilarity(image, references: wanted, peak: 2)
        bands.append(bandErrors(image, references: wanted))
      }
    }
    count += images.shape[0]
  }

  var measures: [QualityReport.Measure] {
    [
      peakSignalToNoise,
      QualityReport.overPictures(.structuralSimilarity, similarities, better: .larger),
    ]
      + (bands.first ?? []).indices.map { band in
        QualityReport.overPictures(
          .bandError(bands[0][band].band), bands.map { $0[band].error }, better: .smaller)
      }
  }

  /// The decibels of the mean over all images, as a run's table has them.
  private var peakSignalToNoise: QualityReport.Measure {
    let mean = squared / Double(count)
    // Decibels are 10 / ln 10 times the logarithm, whose slope is one over the mean.
    let spread = MeanInterval(errors).standardError / mean * 10 / log(10)
    return QualityReport.Measure(
      .peakSignalToNoise, unit: "dB", 10 * log10(4 / mean), spread: spread, over: "over pictures",
      better: .larger)
  }
}

extension QualityReport {
  /// Measures one set of generated images.
  ///
  /// - Range: pixels -1 to 1.
  /// - Parameters:
  ///   - generated: `[N, 3, H, W]` on the CPU; at least 3 images, sides of at least 16 pixels.
  ///   - real: images of the target domain, `[M, 3, H, W]`; at least 3.
  ///   - truth: the true counterpart of every generated image, where it is known.
  ///   - mobileNet: features to compare both sets by.
  ///   - inception: adds FID, which it is with the original weights alone.
  ///   - seed: decides subsets, patches and directions.
  public init(
    generated: Tensor, real: Tensor, truth: Tensor? = nil, mobileNet: MobileNetFeatures,
    inception: InceptionFeatures? = nil, seed: UInt64 = 0
  ) {
    let networks = FeatureNetworks(mobileNet: mobileNet, inception: inception)
    var (own, other) = (FeatureSums(networks), FeatureSums(networks))
    var sliced = SlicedSums(
      of: min(generated.shape[0], real.shape[0]), draws: Self.usualDraws, seed: seed)
    var sums = TruthSums()
    for range in Self.batches(of: generated) {
      own.add(generated[range])
      sliced.add(generated[range])
      if let truth { sums.add(generated[range], truth: truth[range]) }
    }
    for range in Self.batches(of: real) { other.add(real[range]) }
    let distances = sliced.distances { add in
      for range in Self.batches(of: real) { add(real[range]) }
    }
    self.init(
      generated: own, real: other, sliced: (distances, sliced.side),
      truth: truth == nil ? nil : sums, seed: seed)
  }

  /// Draws of patches and directions, over which a standard error is known.
  package static let usualDraws = 4

  private static func batches(of images: Tensor) -> [Range<Int>] {
    let size = ImageSet.translationBatch(ofPixels: images.shape[2] * images.shape[3])
    return stride(from: 0, to: images.shape[0], by: size).map {
      $0..<min($0 + size, images.shape[0])
    }
  }

  /// The quality of images that came a few at a time.
  ///
  /// - Parameters:
  ///   - generated: features of at least 3 images.
  ///   - real: features of images of the target domain, at least 3, by the same networks.
  ///   - sliced: the distances of ``SlicedSums/distances(from:)`` and the finest level's side; nil for none.
  ///   - truth: nil where it is not known.
  ///   - seed: decides subsets.
  package init(
    generated: FeatureSums, real: FeatureSums, sliced: (draws: [[Double]], side: Int)?,
    truth: TruthSums?, seed: UInt64 = 0
  ) {
    let pairs = zip(generated.all, real.all)
    let distances = pairs.flatMap { own, other in
      Self.distances(own.features, other.features, by: own.kind, seed: seed)
    }
    self.init(
      generated: generated.all[0].features.shape[0], real: real.all[0].features.shape[0],
      measures: distances
        + (sliced.map { Self.slicedWasserstein($0.draws, side: $0.side) } ?? [])
        + (truth?.measures ?? []))
  }
}
