import Foundation
import Torch
import WKD

/// The channels of a picture and their bands, one at a time: a large picture as float64 is eight times its
/// file's samples, and its bands are as much again.
struct PictureChannels {
  private let picture: ImageSamples
  private let transform: WaveletTransform
  /// The bands of all channels, `[C, h, w]`, where all are needed at once.
  private let whole: WaveletPyramid?

  /// Channels to transform.
  ///
  /// - Parameters:
  ///   - picture: the samples of a file.
  ///   - transform: wavelet, levels and mode.
  ///   - areKept: whether the bands of all channels are needed at once.
  init(_ picture: ImageSamples, transform: WaveletTransform, areKept: Bool) {
    self.picture = picture
    self.transform = transform
    whole = areKept ? transform(picture.planes) : nil
  }

  /// Number of channels.
  var count: Int { picture.samples.shape[0] }

  /// Number of coefficients in all bands and channels, where all are kept.
  var coefficients: Int { whole?.count ?? 0 }

  /// The bands `[h, w]` of a channel.
  func pyramid(_ channel: Int) -> WaveletPyramid {
    whole?.part(channel) ?? transform(picture.unit(channel))
  }

  /// The pixels of the luminance, `[H, W]`, 0 to 1; those of a grey picture itself.
  ///
  /// - Source: ITU-R BT.601.
  var luminance: Tensor {
    guard count == 3 else { return picture.unit(0) }
    let first = picture.samples[0].contiguous().converted(to: .float64)
    var sum = callOperator("mul_.Scalar", .tensor(first), .double(0.299))[0]
    for (channel, weight) in [(1, 0.587), (2, 0.114)] {
      // Samples are widened as they are added: no channel stands beside the sum as float64.
      sum =
        callOperator(
          "add_.Tensor", .tensor(sum), .tensor(picture.samples[channel]), .double(weight))[0]
    }
    sum = callOperator("div_.Scalar", .tensor(sum), .double(Double(picture.maximum)))[0]
    return sum
  }

  /// The coefficients of largest magnitude among all channels.
  func largest(share: Double) -> LargestCoefficients? {
    whole.map { LargestCoefficients(share: share, of: $0) }
  }

  /// The picture's channel that a pyramid gives.
  func inverse(_ pyramid: WaveletPyramid) -> Tensor { transform.inverse(pyramid) }

  /// Writes bands and pixels to a safetensors file.
  func write(to file: URL) throws {
    guard let whole else { return }
    let shape = picture.samples.shape
    let bands = BandFile(
      transform: transform, pyramid: whole, input: picture.planes, depth: picture.depth)
    try bands.write(to: file, height: shape[1], width: shape[2])
  }
}

extension ImageSamples {
  /// ``unit`` with its channels one after the other in memory, and no second copy.
  fileprivate var planes: Tensor { unit(of: samples) }

  /// One channel of ``unit``, `[H, W]`.
  func unit(_ channel: Int) -> Tensor { unit(of: samples[channel]) }

  private func unit(of samples: Tensor) -> Tensor {
    // Bytes are brought into order, not numbers of eight bytes each.
    let wide = samples.contiguous().converted(to: .float64)
    return callOperator("div_.Scalar", .tensor(wide), .double(Double(maximum)))[0]
  }
}

/// An upper bound of the memory that a decomposition takes.
struct DecompositionMemory {
  /// 1 for grey, 3 for colour.
  let channels: Int
  /// Bits of one sample.
  let depth: Int
  /// Whether the bands of all channels are kept.
  let keepsBands: Bool
  /// Whether a picture is made of bands again.
  let restores: Bool

  /// The bytes for a picture of some pixels.
  func bytes(pixels: Int) -> Int { 100_000_000 + pixels * perPixel }

  /// The side of the largest square picture that fits into some bytes.
  func side(in bytes: Int) -> Int {
    Int((Double(max(0, bytes - 100_000_000)) / Double(perPixel)).squareRoot())
  }

  private var perPixel: Int {
    // Twice the samples, as the decoder has its own; pixels, bands and what is between two levels of one
    // channel, as float64.
    let samples = 2 * channels * (depth == 8 ? 1 : 4)
    return samples + 28 + (keepsBands ? 16 * channels : 0)
      + (restores ? 28 + channels * (depth == 8 ? 3 : 8) : 0)
  }
}
