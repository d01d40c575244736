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
  withoutGradients {
    let wanted = transform(references)
    let found = transform(images)
    let sum = { (bands: [Tensor]) in bands.reduce(0) { $0 + $1.abs().sum().item } }
    let parts = { (pyramid: WaveletPyramid) in
      pyramid.details.map { [$0.lh, $0.hl, $0.hh] } + [[pyramid.ll]]
    }
    let names =
      (1...transform.levels).map { "level \($0)" } + [WaveletBand.ll(transform.levels).description]
    return zip(names, zip(parts(found), parts(wanted))).map { name, pair in
      (name, sum(zip(pair.0, pair.1).map { $0 - $1 }) / sum(pair.1))
    }
  }
}
