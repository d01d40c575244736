import Plot
import Torch
import WKD

/// The pictures of a decomposition, all of its luminance.
struct DecompositionFigures {
  /// Weights of red, green and blue in the luminance.
  ///
  /// - Source: ITU-R BT.601.
  private static let luminance = [0.299, 0.587, 0.114]

  private let bands: [(name: String, coefficients: Tensor)]
  private let levels: Int
  private let wavelet: String

  /// - Parameter pyramid: bands `[C, h, w]`; the transform is linear, so that the luminance of the
  ///   bands is the band of the luminance.
  init(pyramid: WaveletPyramid, name: String) {
    let channels = pyramid.ll.shape[0]
    let weights = Tensor(channels == 3 ? Self.luminance : [1], shape: [channels, 1, 1])
    bands = pyramid.bands.map { ($0.name, ($0.coefficients * weights).sum(axes: [0])) }
    levels = pyramid.details.count
    wavelet = name
  }

  /// All bands in their nested places.
  ///
  /// - Parameters:
  ///   - height: of the picture.
  ///   - width: of the picture.
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
      "\(wavelet), \(levels == 1 ? "1 level" : "\(levels) levels")",
      bands: Dictionary(uniqueKeysWithValues: grids), levels: levels)
    return Figure(panels: [mosaic], panelWidth: Self.width, panelHeight: shownHeight + 40)
  }

  /// How often which coefficient occurs, level by level.
  var histograms: Figure {
    let values = (1...levels).map { level in
      bands.filter { $0.name.dropFirst(2) == "\(level)" && !$0.name.hasPrefix("LL") }
        .flatMap(\.coefficients.values)
    }
    // Of the few largest ones only the tails would be seen, and of the others nothing.
    let sizes = (values.last ?? []).map(abs).sorted()
    let limit = sizes.isEmpty ? 1 : max(sizes[Int(0.995 * Double(sizes.count - 1))], 1e-3)
    let chart = Chart(
      "detail coefficients, \(wavelet)", x: Axis("coefficient", range: -limit...limit),
      y: Axis("count", scale: .log10),
      marks: values.enumerated().map { index, values in
        .histogram(
          values: values.filter { abs($0) <= limit }, bins: 61, label: "level \(index + 1)")
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
    let sizes = small.abs().reshaped([-1]).sorted(axis: 0)
    let limit = sizes[Int(0.995 * Double(sizes.count - 1))].item
    return limit > 0 ? small.clamped(to: -limit...limit) : small
  }
}
