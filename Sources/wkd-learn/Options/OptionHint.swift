import Console
import Workbench

/// The option that follows the advice of a library's error, which knows of no command line; nil where none
/// does.
func optionHint(for error: any Error) -> String? {
  switch error {
  case StagingError.input: "--output or --save"
  case TranslationError.input: "--output DIR"
  case TrainingRequestError.lateDecay: "decay:N with a smaller N"
  case TrainingRequestError.noCUDA: "--device cpu"
  case ModelFileError.directionOfFile: "leave --direction out"
  case ModelExportError.tooLarge: "--safetensors"
  case BandFileError.noMetadata: "wkd-learn decompose --save"
  case DecompositionError.tooDeep(_, let deepest, _, _, _) where deepest > 0:
    "try --levels \(deepest)"
  case BenchError.noPython: "--python FILE"
  default: nil
  }
}
