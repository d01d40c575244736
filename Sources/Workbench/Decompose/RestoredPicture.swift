import Foundation
import Torch
import WKD

/// A picture that is made of changed bands, channel by channel, in the samples of its file.
struct RestoredPicture {
  private let picture: ImageSamples
  /// The samples to write of each channel, `[H, W]`: bytes, or for 16 bits numbers from 0 to 1.
  private var channels: [Tensor] = []
  /// The sum of the squared differences from the picture, in samples.
  private var error = 0.0

  /// Pixels that are rounded at a time, so that what is between them and their bytes stays small.
  private static let pixelsAtOnce = 1 << 20

  /// A picture like the given one, without channels so far.
  init(_ picture: ImageSamples) {
    self.picture = picture
  }

  /// Adds the channel of a pyramid without its noise.
  ///
  /// - Returns: the deviation of the noise and the thresholds.
  mutating func denoise(
    _ pyramid: WaveletPyramid, by transform: WaveletTransform, _ denoising: Denoising
  ) -> DecompositionReport.Denoised {
    let thresholds = denoising.thresholds(of: pyramid)
    add(transform.inverse(pyramid.thresholded(by: denoising.rule, at: thresholds)))
    return .init(denoising, thresholds: thresholds, of: pyramid)
  }

  /// Adds all channels, made of the largest coefficients among all of them.
  ///
  /// - Returns: the number of coefficients that were kept.
  mutating func keepLargest(share: Double, of bands: PictureChannels) -> Int {
    guard let largest = bands.largest(share: share) else { return 0 }
    for channel in 0..<bands.count {
      add(
        bands.inverse(
          bands.pyramid(channel).mapBands { band, coefficients in
            largest.kept(coefficients, of: band, channel: channel)
          }))
    }
    return largest.count
  }

  /// The bytes of a PNG file.
  var pngData: Data {
    get throws { try ImageFile.data(Tensor.stacked(channels), depth: picture.depth) }
  }

  /// The quality of the picture as it is written, in decibels; infinite where no sample has changed.
  var psnr: Double {
    let mean = error / Double(picture.samples.count)
    let peak = Double(picture.maximum)
    return 10 * log10(peak * peak / mean)
  }

  /// Rounds `[H, W]` to samples and adds up their errors.
  private mutating func add(_ channel: Tensor) {
    let (height, width) = (channel.shape[0], channel.shape[1])
    let original = picture.samples[channels.count]
    var parts: [Tensor] = []
    let step = max(1, Self.pixelsAtOnce / width)
    for start in stride(from: 0, to: height, by: step) {
      let rows = start..<min(start + step, height)
      let samples = ImageFile.rounded(channel[rows], depth: picture.depth)
      error += (samples - original[rows].converted(to: .float64)).squared().sum().item
      parts.append(
        picture.depth == 8
          ? samples.converted(to: .uint8)
          : (samples / Double(picture.maximum)).converted(to: .float32))
    }
    channels.append(Tensor.concatenated(parts))
  }
}
