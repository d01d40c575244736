import Foundation
import Torch
import WKD

/// The rows of a scalogram, gathered block after block.
struct ScalogramRows {
  /// The largest magnitude within each column, in parts of the survey's scale.
  private(set) var columns: [[Double]]
  /// The mean power of the envelope inside the cone of influence, for every scale.
  var powers: [Double] { sums.map { $0.count > 0 ? $0.power / Double($0.count) : 0 } }
  /// The sample at which the envelope of each scale is highest inside the cone of influence.
  private(set) var tops: [(height: Double, place: Double)]
  /// The block in which each scale is strongest.
  private(set) var loudest: [(power: Double, block: Int)]
  /// The power of the signal below, within and above the frequencies of the rows.
  private(set) var shares = (below: 0.0, within: 0.0, above: 0.0)

  private var sums: [(power: Double, count: Int)]
  private let count: Int

  /// Transforms a signal at some scales.
  ///
  /// - Parameters:
  ///   - wavelet: the mother wavelet.
  ///   - scales: groups of scales that share a row.
  ///   - blocks: of the signal.
  ///   - count: samples of the signal.
  ///   - columnCount: columns of a row; 0 where only powers matter.
  ///   - chosen: the only block that is read; nil for all.
  /// - Throws: ``SignalError`` if the signal cannot be read.
  init(
    _ wavelet: ContinuousWavelet, scales: [[Double]], blocks: SignalBlocks, count: Int,
    columnCount: Int, chosen: Int? = nil
  ) throws {
    let all = scales.flatMap(\.self)
    let groups = scales.enumerated().flatMap { row, group in group.map { _ in row } }
    self.count = count
    columns = scales.map { _ in [Double](repeating: 0, count: columnCount) }
    sums = all.map { _ in (0, 0) }
    tops = all.map { _ in (-1, 0) }
    loudest = all.map { _ in (-1, 0) }
    // One answer a sample where columns are samples; else four for a column, so that all hold alike.
    let perSample = 4 * Double(columnCount) / Double(count)
    let bank = SpectralBank(
      wavelet, scales: all, size: blocks.size, density: columnCount == count ? nil : perSample,
      type: blocks.starts.count > 1 ? .float32 : .float64)
    let band = (all.last.map { wavelet.peakFrequency / $0 } ?? 0.5, wavelet.peakFrequency / all[0])
    for block in chosen.map({ [$0] }) ?? Array(blocks.starts.indices) {
      let spectrum = bank.spectrum(of: try blocks.samples(block))
      addShares(spectrum, size: blocks.size, lowest: band.1, highest: band.0)
      for (index, scale) in all.enumerated() {
        let answer = bank.answer(row: index, to: spectrum)
        let clock = Clock(
          start: Double(blocks.starts[block] - blocks.reach),
          step: Double(blocks.size) / Double(answer.envelope.count))
        if columnCount > 0 {
          pool(answer.magnitude, clock, blocks.part(block), into: groups[index])
        }
        measure(
          answer.envelope, clock, blocks.part(block),
          margin: min(Double(count) / 4, wavelet.endReach * scale), scale: index, block: block)
      }
    }
  }

  /// The times of answers, in samples.
  private struct Clock {
    let start: Double
    let step: Double

    /// The first answer at or after a time.
    func index(_ time: Double) -> Int { Int(((time - start) / step - 1e-9).rounded(.up)) }
  }

  private mutating func pool(
    _ magnitudes: [Double], _ clock: Clock, _ part: Range<Int>, into row: Int
  ) {
    let width = Double(count) / Double(columns[row].count)
    magnitudes.withUnsafeBufferPointer { magnitudes in
      columns[row].withUnsafeMutableBufferPointer { columns in
        let end = clock.index(Double(part.upperBound))
        var index = clock.index(Double(part.lowerBound))
        var column = Int(Double(part.lowerBound) / width)
        while index < end, column < columns.count {
          let next = min(end, clock.index(Double(column + 1) * width))
          var top = columns[column]
          while index < next {
            if magnitudes[index] > top { top = magnitudes[index] }
            index += 1
          }
          columns[column] = top
          column += 1
        }
      }
    }
  }

  private mutating func measure(
    _ envelope: [Double], _ clock: Clock, _ part: Range<Int>, margin: Double, scale: Int, block: Int
  ) {
    let first = clock.index(max(Double(part.lowerBound), margin))
    let last = clock.index(min(Double(part.upperBound), Double(count) - margin))
    guard first < last else { return }
    var (power, top, place) = (0.0, -1.0, first)
    envelope.withUnsafeBufferPointer { envelope in
      for index in first..<last {
        let height = envelope[index]
        power += height * height
        if height > top { (top, place) = (height, index) }
      }
    }
    sums[scale].power += power
    sums[scale].count += last - first
    if top > tops[scale].height {
      tops[scale] = (top, clock.start + Double(place) * clock.step)
    }
    let mean = power / Double(last - first)
    if mean > loudest[scale].power { loudest[scale] = (mean, block) }
  }

  private mutating func addShares(
    _ spectrum: Tensor, size: Int, lowest: Double, highest: Double
  ) {
    let power = callOperator("abs", .tensor(spectrum))[0].squared()
    let low = min(power.count, Int((lowest * Double(size)).rounded(.up)))
    let high = min(power.count, max(low, Int((highest * Double(size)).rounded(.down)) + 1))
    func sum(_ range: Range<Int>) -> Double {
      range.isEmpty ? 0 : power.slice(axis: 0, range).sum().item
    }
    shares.below += sum(0..<low)
    shares.within += sum(low..<high)
    shares.above += sum(high..<power.count)
  }
}
