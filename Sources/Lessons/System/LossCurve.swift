/// A loss as it was through the whole of a training, as small as a word.
struct LossCurve {
  /// How many letters the finished curve has.
  static let columns = 16

  private let total: Int
  private var sums = [Double](repeating: 0, count: columns)
  private var counts = [Int](repeating: 0, count: columns)

  /// The curve of a training of `total` steps.
  init(total: Int) {
    self.total = max(total, 1)
  }

  /// Takes in the loss after a step, counted from 1; one that is not finite is left out.
  mutating func add(_ loss: Double, at step: Int) {
    guard loss.isFinite else { return }
    let column = min(max((step - 1) * Self.columns / total, 0), Self.columns - 1)
    sums[column] += loss
    counts[column] += 1
  }

  /// Blocks of different heights: the mean loss of each part of the training that has come so far,
  /// between the lowest and the highest of them.
  var text: String {
    let means = zip(sums, counts).compactMap { $1 > 0 ? $0 / Double($1) : nil }
    guard let low = means.min(), let high = means.max() else { return "" }
    let blocks: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
    return String(
      means.map { mean in
        let height = high > low ? (mean - low) / (high - low) : 0
        return blocks[Int((height * Double(blocks.count - 1)).rounded())]
      })
  }
}
