internal import Foundation
public import Torch

/// The structural similarity of images and their references: 1 for equal ones.
///
/// Means, variances and covariances under a Gaussian window of 11 by 11 pixels and deviation 1.5,
/// wherever the whole window lies inside the image; K1 = 0.01, K2 = 0.03; averaged over channels.
///
/// - Shape: two tensors `[N, C, H, W]`, on the CPU.
/// - Parameters:
///   - images: `H` and `W` at least 11.
///   - references: of the same shape.
///   - peak: distance between the darkest and the brightest value: 2 for -1...1.
/// - Returns: one number an image, -1 to 1.
/// - Source: Wang, Bovik, Sheikh, Simoncelli, "Image quality assessment", 2004.
public func structuralSimilarity(
  _ images: Tensor, references: Tensor, peak: Double
) -> [Double] {
  let shape = images.shape
  guard shape.count == 4, references.shape == shape, min(shape[2], shape[3]) >= 11 else {
    misuse(
      "structuralSimilarity", found: "\(shape) and \(references.shape)",
      wanted: "two of [N, C, H, W], H and W at least 11")
  }
  return withoutGradients {
    let (x, y) = (images.converted(to: .float64), references.converted(to: .float64))
    let (meanX, meanY) = (windowed(x), windowed(y))
    let varianceX = windowed(x.squared()) - meanX.squared()
    let varianceY = windowed(y.squared()) - meanY.squared()
    let covariance = windowed(x * y) - meanX * meanY
    let (c1, c2) = (0.01 * 0.01 * peak * peak, 0.03 * 0.03 * peak * peak)
    let brightness = (2 * meanX * meanY + c1) / (meanX.squared() + meanY.squared() + c1)
    let structure = (2 * covariance + c2) / (varianceX + varianceY + c2)
    return (brightness * structure).mean(axes: [1, 2, 3]).values
  }
}

/// Gaussian means of every whole window: rows, then columns.
///
/// - Shape: `[N, C, H, W]` to `[N C, 1, H - 10, W - 10]` and back to four axes.
private func windowed(_ x: Tensor) -> Tensor {
  let raw = (-5...5).map { exp(-Double($0 * $0) / (2 * 1.5 * 1.5)) }
  let window = raw.map { $0 / raw.reduce(0, +) }
  let (n, c, h, w) = (x.shape[0], x.shape[1], x.shape[2], x.shape[3])
  return x.reshaped([n * c, 1, h, w])
    .convolved(with: Tensor(window, shape: [1, 1, 1, 11]))
    .convolved(with: Tensor(window, shape: [1, 1, 11, 1]))
    .reshaped([n, c, h - 10, w - 10])
}

/// The peak signal-to-noise ratio in decibels; infinite for equal images.
///
/// - Shape: two tensors of equal shape.
/// - Parameters:
///   - image: any number of images; their squared differences are averaged together.
///   - reference: of the same shape.
///   - peak: distance between the darkest and the brightest value: 2 for -1...1.
/// - Returns: decibels; larger is nearer.
public func peakSignalToNoise(_ image: Tensor, reference: Tensor, peak: Double) -> Double {
  let error = withoutGradients { (image - reference).squared().mean().item }
  return 10 * log10(peak * peak / error)
}
