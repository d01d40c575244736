public import WKD

/// The way from a file to what networks and metrics see, in words and numbers.
public struct CardPreprocessing: Codable, Sendable, Equatable {
  /// Side in pixels of what the networks and the metrics get.
  public var side: Int
  /// Side at which training pictures are loaded.
  public var loadSide: Int
  /// The part of a picture that is taken, and the filter by which it is resized.
  public var way: Preprocessing
  /// Each step in words, by its name.
  public var steps: [String: String]

  init(side: Int, loadSide: Int, way: Preprocessing, crop: Int?) {
    self.side = side
    self.loadSide = loadSide
    self.way = way
    let part =
      switch way.method {
      case .square: "the largest centred square, resized"
      case .resizeAndCrop: "the whole picture, stretched to a square"
      case .crop: "the centred square of that side, cut from the picture as it is"
      case .scaleWidth: "the whole picture, resized in proportion to that width"
      case .scaleWidthAndCrop:
        "the centred square of that side, cut from the whole resized in proportion to the width"
      case .none: "the whole picture as it is, its sides made multiples of 4"
      }
    let filter =
      switch way.filter {
      case .bilinear:
        "bilinear, widened against aliasing (as Pillow's BILINEAR), rounded to bytes once"
      case .bicubic:
        "bicubic, widened against aliasing (Pillow's BICUBIC before version 13), rounded to bytes after "
          + "rows and after columns"
      }
    steps = [
      "part": part, "filter": filter,
      "colours":
        "RGB of the file's numbers, no profile applied, grey repeated, transparency on white",
      "range": "bytes / 127.5 - 1",
      "training": crop.map { "a square of \($0) px at random, mirrored at random" }
        ?? "mirrored at random",
      "MobileNetV2": "resized to \(MobileNetFeatures.side) px, bilinear, widened against aliasing",
      "Inception": "resized to \(InceptionFeatures.side) px, bilinear, not against aliasing",
      "generated": "compared as the network gives them, not rounded, not saved as files",
    ]
  }
}
