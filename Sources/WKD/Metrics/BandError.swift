public import Torch

/// How far images are from their references in every wavelet band.
///
/// The sum of absolute differences over the sum of absolute reference coefficients: 0 where a band
/// is met, 1 where it might as well be empty.
///
/// - Parameters:
///   - images: `[N, C, H, W]`.
///   - references: the same shape.
/// - Returns: one number a band, in the order of ``WaveletPyramid/bands``.
/// - Source: the normalised error of the paper's frequency figure.
public func bandErrors(
  _ images: Tensor, references: Tensor,
  transform: WaveletTransform = WaveletTransform(.haar, levels: 3, mode: .zero)
) -> [(name: String, error: Double)] {
  withoutGradients {
    let wanted = transform(references).bands
    let found = transform(images).bands
    return zip(found, wanted).map { found, wanted in
      let size = wanted.coefficients.abs().sum().item
      let error = (found.coefficients - wanted.coefficients).abs().sum().item
      return (found.name, error / size)
    }
  }
}

/// The same, with the three orientations of a level taken together, finest level first, LL last.
public func levelErrors(
  _ images: Tensor, references: Tensor,
  transform: WaveletTransform = WaveletTransform(.haar, levels: 3, mode: .zero)
) -> [(name: String, error: Double)] {
  withoutGradients {
    let wanted = transform(references)
    let found = transform(images)
    let sum = { (bands: [Tensor]) in bands.reduce(0) { $0 + $1.abs().sum().item } }
    let parts = { (pyramid: WaveletPyramid) in
      pyramid.details.map { [$0.lh, $0.hl, $0.hh] } + [[pyramid.ll]]
    }
    let names = (1...transform.levels).map { "level \($0)" } + ["LL\(transform.levels)"]
    return zip(names, zip(parts(found), parts(wanted))).map { name, pair in
      (name, sum(zip(pair.0, pair.1).map { $0 - $1 }) / sum(pair.1))
    }
  }
}
