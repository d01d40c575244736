public import ArgumentParser
import WKD
import Workbench

/// The way from a picture of any size to one that the networks take.
struct PreprocessOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      How pictures are made ready: square takes the largest centred square; the others are those of the \
      CycleGAN reference, and scale_width and none keep proportions, one picture in a step.
      """, valueName: "method"))
  var preprocess = Preprocessing.Method.square

  /// The choice, which pictures of a folder alone leave.
  func chosen(for data: String?) throws -> Preprocessing {
    if data == nil, preprocess != .square {
      throw ValidationError("--preprocess belongs to pictures of a folder: leave it out here")
    }
    return Preprocessing(preprocess)
  }

  /// The side at which training pictures are loaded where it is not given: the preset's where squares are
  /// cut from them, else the size itself.
  func loadSize(of side: Int, usual preset: TrainingPreset) -> Int {
    switch preprocess {
    case .square, .resizeAndCrop, .scaleWidthAndCrop: preset.loadSize(of: side)
    case .crop, .scaleWidth, .none: side
    }
  }
}

extension Preprocessing.Method: ExpressibleByArgument {}
