internal import Torch

// What a quality report is made of.
extension QualityReport {
  /// Distances of two feature sets.
  static func distances(
    _ generated: Tensor, _ real: Tensor, kernel: String, frechet: String, seed: UInt64
  ) -> [Measure] {
    var metric = KernelDistance()
    metric.seed = seed
    let found = metric(generated, real)
    // The subsets' error says nothing of other pictures, and is 0 for small sets.
    let spread = max(found.samplingError, found.standardError)
    return [
      Measure(kernel, found.mean, spread: spread, over: "over pictures", better: .smaller),
      frechetMeasure(generated, real, name: frechet),
    ]
  }

  private static func frechetMeasure(
    _ generated: Tensor, _ real: Tensor, name: String
  ) -> Measure {
    do {
      let value = try frechetDistance(generated, real)
      let counts = "grows as pictures get fewer; \(generated.shape[0]) and \(real.shape[0]) here"
      return Measure(name, value, over: counts, better: .smaller)
    } catch {
      return Measure(
        name: name, unit: "", value: nil, spread: nil, note: "\(error)", better: .smaller)
    }
  }

  /// The sliced Wasserstein distance of every level, over four draws.
  static func slicedWasserstein(_ generated: Tensor, _ real: Tensor, seed: UInt64) -> [Measure] {
    let draws = (0..<4 as Range<UInt64>).map { draw in
      var metric = SlicedWasserstein()
      metric.seed = seed &* 4 &+ draw
      return metric(generated, real)
    }
    let side = min(generated.shape[2], generated.shape[3])
    return draws[0].indices.map { level in
      let values = draws.map { $0[level] }
      return Measure(
        "SWD \(side >> level) px", unit: "thousandths", values.mean, spread: values.standardError,
        over: "over draws of patches", better: .smaller)
    }
  }

  /// Means over pictures of what compares each with its own truth.
  static func againstTruth(_ generated: Tensor, _ truth: Tensor) -> [Measure] {
    let pairs = (0..<generated.shape[0]).map { (generated[$0..<$0 + 1], truth[$0..<$0 + 1]) }
    let decibels = pairs.map { peakSignalToNoise($0, reference: $1, peak: 2) }
    let similar = structuralSimilarity(generated, references: truth, peak: 2)
    let bands = pairs.map { bandErrors($0, references: $1) }
    return [
      overPictures("PSNR", unit: "dB", decibels, better: .larger),
      overPictures("SSIM", similar, better: .larger),
    ]
      + bands[0].indices.map { band in
        overPictures(
          "band error \(bands[0][band].name)", bands.map { $0[band].error }, better: .smaller)
      }
  }

  private static func overPictures(
    _ name: String, unit: String = "", _ values: [Double], better: Direction
  ) -> Measure {
    Measure(
      name, unit: unit, values.mean, spread: values.standardError, over: "over pictures",
      better: better)
  }
}
