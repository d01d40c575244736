public import Torch

/// The relative error of images in every wavelet band.
///
/// The sum of absolute differences over the sum of absolute reference coefficients: 0 where a band is
/// equal, 1 for an empty one.
///
/// - Parameters:
///   - images: `[N, C, H, W]`.
///   - references: of the same shape.
///   - transform: decides the bands.
/// - Returns: one number a band, in the order of ``WaveletPyramid/bands``.
/// - Source: the normalised error of the paper's frequency figure.
public func bandErrors(
  _ images: Tensor, references: Tensor,
  transform: WaveletTransform = WaveletTransform(.haar, levels: 3, mode: .zero)
) -> [(band: WaveletBand, error: Double)] {
  withoutGradients {
    let wanted = transform(references).bands
    let found = transform(images).bands
    return zip(found, wanted).map { found, wanted in
      let size = wanted.coefficients.abs().sum().item
      let error = (found.coefficients - wanted.coefficients).abs().sum().item
      return (found.band, error / size)
    }
  }
}

/// The relative error of images in every wavelet level, its three orientations taken together.
///
/// - Parameters:
///   - images: `[N, C, H, W]`.
///   - references: of the same shape.
///   - transform: decides the bands.
/// - Returns: one number a level under its label, finest first: `level 1`, `level 2`, ...; LL last, under
///   its name.
public func levelErrors(
  _ images: Tensor, references: Tensor,
  transform: WaveletTransform = WaveletTransform(.haar, levels: 3, mode: .zero)
) -> [(name: String, error: Double)] {
  var sums = LevelErrorSums(transform: transform)
  for start in stride(from: 0, to: images.shape[0], by: 16) {
    let range = start..<min(start + 16, images.shape[0])
    sums.add(images[range], references: references[range])
  }
  return sums.errors
}

/// The sums from which ``levelErrors(_:references:transform:)`` follow, of images that come a few at a time.
package struct LevelErrorSums {
  private let transform: WaveletTransform
  private var differences: [Double]
  private var sizes: [Double]

  /// No images yet.
  package init(transform: WaveletTransform = WaveletTransform(.haar, levels: 3, mode: .zero)) {
    self.transform = transform
    differences = Array(repeating: 0, count: transform.levels + 1)
    sizes = differences
  }

  /// Takes more images, `[N, C, H, W]`, and their references into account.
  package mutating func add(_ images: Tensor, references: Tensor) {
    withoutGradients {
      let wanted = Self.levels(transform(references))
      let found = Self.levels(transform(images))
      let sum = { (bands: [Tensor]) in bands.reduce(0) { $0 + $1.abs().sum().item } }
      for (level, pair) in zip(found, wanted).enumerated() {
        differences[level] += sum(zip(pair.0, pair.1).map { $0 - $1 })
        sizes[level] += sum(pair.1)
      }
    }
  }

  /// One number a level, finest first; LL last.
  package var errors: [(name: String, error: Double)] {
    let names =
      (1...transform.levels).map { "level \($0)" } + [WaveletBand.ll(transform.levels).description]
    return zip(names, zip(differences, sizes)).map { ($0, $1.0 / $1.1) }
  }

  private static func levels(_ pyramid: WaveletPyramid) -> [[Tensor]] {
    pyramid.details.map { [$0.lh, $0.hl, $0.hh] } + [[pyramid.ll]]
  }
}
