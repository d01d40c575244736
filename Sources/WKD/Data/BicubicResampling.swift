internal import Foundation
package import Torch

/// Resizing with the bicubic filter of Pillow before version 13, to the last bit.
///
/// Rows are resized first, then columns, each rounded to bytes with coefficients of 22 binary digits. (From
/// version 13 on Pillow takes the columns first where they shrink and the rows grow.)
///
/// - Source: Pillow, `src/libImaging/Resample.c`: Keys' cubic with a = -0.5, as wide as the shrinking asks.
package struct BicubicResampling: Sendable {
  private let rows: Coefficients
  private let columns: Coefficients
  private let source: (height: Int, width: Int)

  package init(from source: (height: Int, width: Int), to size: (height: Int, width: Int)) {
    self.source = source
    rows = Coefficients(from: source.height, to: size.height)
    columns = Coefficients(from: source.width, to: size.width)
  }

  /// The picture in the new size.
  ///
  /// - Shape: `[C, H, W]`, uint8, to `[C, height, width]`.
  package func callAsFunction(_ picture: Tensor) -> Tensor {
    let channels = picture.shape[0]
    let wide = pass(
      picture.contiguous(), to: [channels, source.height, columns.count], by: columns,
      lines: channels * source.height, step: 1)
    guard rows.count != source.height else { return wide }
    return pass(
      wide, to: [channels, rows.count, columns.count], by: rows, lines: channels,
      step: columns.count)
  }

  /// One axis resized: `step` neighbours lie beside each other, and are resized alike.
  private func pass(
    _ picture: Tensor, to shape: [Int], by axis: Coefficients, lines: Int, step: Int
  ) -> Tensor {
    guard axis.count != axis.sourceCount else { return picture }
    let result = Tensor.uninitialized(shape, type: .uint8)
    var sums = [Int32](repeating: 0, count: step)
    picture.withElements { from in
      result.withElements { to in
        let input = from.assumingMemoryBound(to: UInt8.self)
        let output = to.assumingMemoryBound(to: UInt8.self)
        sums.withUnsafeMutableBufferPointer { sums in
          for line in 0..<lines {
            let start = input + line * axis.sourceCount * step
            let end = output + line * axis.count * step
            for place in 0..<axis.count {
              axis.apply(at: place, from: start, to: end + place * step, sums: sums)
            }
          }
        }
      }
    }
    return result
  }
}

/// The weights by which the samples of an axis make those of another length.
private struct Coefficients: Sendable {
  /// Samples of the result.
  let count: Int
  /// Samples of the source.
  let sourceCount: Int
  /// The first sample of the source that each one of the result is made of, and their number.
  private let spans: [(first: Int, count: Int)]
  /// `width` weights for each sample of the result.
  private let weights: [Int32]
  private let width: Int

  /// 32 bits less 8 for the sample and 2 for the overshoot of the cubic.
  private static let digits = 22

  init(from sourceCount: Int, to count: Int) {
    self.count = count
    self.sourceCount = sourceCount
    let scale = Double(sourceCount) / Double(count)
    let stretch = max(scale, 1)
    let support = 2 * stretch
    let width = Int(support.rounded(.up)) * 2 + 1
    var spans: [(first: Int, count: Int)] = []
    var weights = [Int32](repeating: 0, count: width * count)
    for place in 0..<count {
      let center = (Double(place) + 0.5) * scale
      let first = max(Int(center - support + 0.5), 0)
      let end = min(Int(center + support + 0.5), sourceCount)
      let raw = (first..<end).map { Self.cubic((Double($0) - center + 0.5) * (1 / stretch)) }
      let sum = raw.reduce(0, +)
      for (index, weight) in raw.enumerated() {
        let share = (sum == 0 ? weight : weight / sum) * Double(1 << Self.digits)
        weights[place * width + index] = Int32(share < 0 ? share - 0.5 : share + 0.5)
      }
      spans.append((first, end - first))
    }
    self.spans = spans
    self.weights = weights
    self.width = width
  }

  private static func cubic(_ distance: Double) -> Double {
    let (x, a) = (abs(distance), -0.5)
    if x < 1 { return ((a + 2) * x - (a + 3)) * x * x + 1 }
    return x < 2 ? (((x - 5) * x + 8) * x - 4) * a : 0
  }

  /// Writes one sample of the result for each of `sums.count` neighbours.
  func apply(
    at place: Int, from input: UnsafePointer<UInt8>, to output: UnsafeMutablePointer<UInt8>,
    sums: UnsafeMutableBufferPointer<Int32>
  ) {
    let (first, taps) = spans[place]
    let step = sums.count
    weights.withUnsafeBufferPointer { weights in
      guard step > 1 else {
        var sum: Int32 = 1 << Int32(Self.digits - 1)
        for tap in 0..<taps { sum &+= Int32(input[first + tap]) &* weights[place * width + tap] }
        output[0] = UInt8(clamping: sum >> Int32(Self.digits))
        return
      }
      for index in 0..<step { sums[index] = 1 << Int32(Self.digits - 1) }
      for tap in 0..<taps {
        let weight = weights[place * width + tap]
        let samples = input + (first + tap) * step
        for index in 0..<step { sums[index] &+= Int32(samples[index]) &* weight }
      }
      for index in 0..<step {
        output[index] = UInt8(clamping: sums[index] >> Int32(Self.digits))
      }
    }
  }
}
