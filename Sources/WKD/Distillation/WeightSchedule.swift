internal import Torch

/// The course of the weight of a distillation loss over a training.
///
/// The weight at a step is the full weight times ``factor(at:of:)``. The full weight of the wavelet
/// loss is called alpha: 0.1 by default in the authors' code, 0.4 in its run script for horse to
/// zebra with base width 16.
/// - Source: Zhang et al., "Wavelet knowledge distillation", CVPR 2022, and the authors' code: both
///   keep alpha constant. Ramp and decay are additions.
public enum WeightSchedule: Codable, Equatable, Sendable {
  /// The full weight at every step: the paper's choice.
  case constant
  /// Linear from 0 at the first step to the full weight at step `steps`.
  ///
  /// The student learns its own task before it is to copy.
  case rampUp(steps: Int)
  /// The full weight until step `after`, then linear to 0 at the end of the training.
  ///
  /// The student leaves a teacher that it may outgrow.
  case decay(after: Int)

  /// The part of the full weight that counts at a step.
  ///
  /// - Parameters:
  ///   - step: 0 for the first one.
  ///   - total: steps of the whole training; a decay begins before its end.
  /// - Returns: 0 to 1.
  /// - Precondition: a ramp has at least one step, and a decay begins within the training.
  public func factor(at step: Int, of total: Int) -> Double {
    guard total >= 1, (0...total).contains(step) else {
      misuse("WeightSchedule", found: "step \(step) of \(total)", wanted: "a step from 0 to total")
    }
    switch self {
    case .constant:
      return 1
    case .rampUp(let steps):
      guard steps >= 1 else {
        misuse("WeightSchedule.rampUp", found: "\(steps) steps", wanted: "at least 1")
      }
      return min(Double(step) / Double(steps), 1)
    case .decay(let after):
      guard (0..<total).contains(after) else {
        misuse("WeightSchedule.decay", found: "after step \(after)", wanted: "0..<\(total)")
      }
      return min(Double(total - step) / Double(total - after), 1)
    }
  }
}
