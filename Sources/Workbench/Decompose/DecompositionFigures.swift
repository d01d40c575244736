import Plot
import Torch
import WKD

/// The figures of a decomposition, all of its luminance.
struct DecompositionFigures {
  private let bands: [(name: String, coefficients: Tensor)]
  private let levels: Int
  private let wavelet: String

  /// Figures of bands `[h, w]`.
  init(pyramid: WaveletPyramid, name: String) {
    bands = pyramid.bands.map { ($0.name, $0.coefficients) }
    levels = pyramid.details.count
    wavelet = name
  }

  /// All bands of a picture of that height and width in their nested places.
  func mosaic(height: Int, width: Int) -> Figure {
    // A PNG has two pixels for each unit. A very long picture gets a figure of bearable size.
    let aspect = Double(width) / Double(height)
    let shownHeight = min(max(Self.width / aspect, 160), 1_400)
    let factor = max(Double(width) / (2 * Self.width), Double(height) / (2 * shownHeight))
    let grids = bands.map { band in
      let isCoarse = band.name.hasPrefix("LL")
      let shown = Self.shown(band.coefficients, factor: Int(factor.rounded()), isCoarse: isCoarse)
      return (band.name, Grid(shown))
    }
    let mosaic = BandMosaic(
      "\(wavelet), \(counted(levels, "level"))",
      bands: Dictionary(uniqueKeysWithValues: grids), levels: levels)
    return Figure(panels: [mosaic], panelWidth: Self.width, panelHeight: shownHeight + 40)
  }

  /// The frequencies of the coefficients, level by level.
  var histograms: Figure {
    let details = (1...levels).map { level in
      bands.filter { $0.name.dropFirst(2) == "\(level)" && !$0.name.hasPrefix("LL") }
        .map(\.coefficients)
    }
    // Of the few largest ones only the tails would be seen, and of the others nothing.
    let coarsest = Tensor.concatenated((details.last ?? []).map { $0.reshaped([-1]) })
    let limit = max(Self.nearlyLargest(of: coarsest), 1e-3)
    let chart = Chart(
      "detail coefficients, \(wavelet)", x: Axis("coefficient", range: -limit...limit),
      y: Axis("count", scale: .log10),
      marks: details.enumerated().map { index, details in
        .histogram(
          counts: Self.counts(of: details, upTo: limit), over: -limit...limit,
          label: "level \(index + 1)")
      })
    return Figure(panels: [chart], panelWidth: 640)
  }

  private static let width = 840.0

  /// A band as the figure can show it: not far more numbers than pixels, and no single coefficient
  /// so large that next to it all others look grey.
  private static func shown(_ band: Tensor, factor: Int, isCoarse: Bool) -> Tensor {
    let factors = band.shape.map { max(1, min($0, factor)) }
    var small = band
    if factors != [1, 1] {
      let image = band.expanded(at: 0).expanded(at: 0)
      let pooled = { (operation: String, image: Tensor) in
        callOperator(operation, .tensor(image), .ints(factors))[0][0][0]
      }
      if isCoarse {
        small = pooled("avg_pool2d", image)
      } else {
        // Neighbouring details cancel in an average: the largest one of either sign stands for all.
        let (highest, lowest) = (pooled("max_pool2d", image), -pooled("max_pool2d", -image))
        let isPositive = callOperator("ge.Tensor", .tensor(highest), .tensor(-lowest))[0]
        small =
          callOperator("where.self", .tensor(isPositive), .tensor(highest), .tensor(lowest))[0]
      }
    }
    guard !isCoarse else { return small }
    let limit = nearlyLargest(of: small)
    return limit > 0 ? small.clamped(to: -limit...limit) : small
  }

  /// The magnitude that one of 200 coefficients exceeds.
  private static func nearlyLargest(of coefficients: Tensor) -> Double {
    coefficients.magnitudes(atRanks: [Int(0.995 * Double(coefficients.count - 1))])[0]
  }

  /// The number of a level's coefficients in each of 61 intervals from -limit to limit.
  private static func counts(of bands: [Tensor], upTo limit: Double) -> [Int] {
    bands.reduce(into: Array(repeating: 0, count: 61)) { sums, band in
      let counted = callOperator(
        "histc", .tensor(band), .int(sums.count), .double(-limit), .double(limit))[0]
      for (index, count) in counted.values.enumerated() { sums[index] += Int(count) }
    }
  }
}
