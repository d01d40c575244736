internal import Torch

/// The length of a training and the course of its learning rate.
///
/// ```swift
/// let first = Schedule(steps: 200, batchSize: 1)
/// print(first.rate(at: 0), first.rate(at: 150))  // 0.0002 0.0001
/// let longer = Schedule(steps: 300, batchSize: 1).following(first)
/// print(longer.rate(at: 150), longer.rate(at: 225))  // 0.0001 0.0001
/// ```
public struct Schedule: Sendable, Codable, Equatable {
  /// Steps in all.
  public var steps: Int
  /// Images of each set in one step: 1 in the paper.
  public var batchSize: Int
  /// Learning rate until ``decayFrom``: 2e-4 in the paper.
  public var learningRate: Double
  /// The step from which the learning rate falls to 0 at the end; nil is half of ``steps``, as in the paper.
  public var decayFrom: Int?
  /// The schedules that were done to their ends before this one, the earliest first.
  ///
  /// They decide the steps before their ends; nil where there were none.
  public private(set) var earlier: [Course]?

  /// The course of the learning rate to one end.
  public struct Course: Sendable, Codable, Equatable {
    /// Steps from the beginning of the training to this end.
    public let steps: Int
    /// The learning rate until it falls.
    public let learningRate: Double
    /// The step from which it falls; nil is half of ``steps``.
    public let decayFrom: Int?

    func rate(at step: Int) -> Double {
      let start = decayFrom ?? steps / 2
      guard step > start, steps > start else { return learningRate }
      return learningRate * Double(steps - step) / Double(steps - start)
    }
  }

  /// A schedule of a training that begins with it; all numbers are above 0.
  ///
  /// - Parameters:
  ///   - steps: in all.
  ///   - batchSize: images of each set in one step.
  ///   - learningRate: until it falls.
  ///   - decayFrom: the step from which it falls in a line to 0 at the end; from `steps` on it never falls,
  ///     and nil is half of the steps.
  public init(
    steps: Int, batchSize: Int = 4, learningRate: Double = 2e-4, decayFrom: Int? = nil
  ) {
    self.steps = steps
    self.batchSize = batchSize
    self.learningRate = learningRate
    self.decayFrom = decayFrom
  }

  /// The learning rate: constant at first, by default over half of the steps, then linear towards zero.
  ///
  /// - Parameter step: 0 for the first one.
  /// - Returns: 0 or above.
  /// - Source: Zhu et al., ICCV 2017 (100 epochs constant, 100 falling).
  public func rate(at step: Int) -> Double { course(at: step).rate(at: step) }

  /// The length that was planned when a step was done: that of ``steps``, or of an earlier end.
  func length(at step: Int) -> Int { course(at: step).steps }

  /// The schedule of a training that has done another one to its end and goes on with this one.
  ///
  /// The rate at a step that is still to come is that of this schedule, counted from the beginning of the
  /// training, as with `--continue_train --epoch_count` of the reference implementation. The steps that are
  /// done stay recorded with the rates they were done with; where both schedules agree on all of them, so
  /// that the training is that of one long run, nothing is recorded.
  ///
  /// - Parameters:
  ///   - done: shorter, with the same batch size.
  ///   - distillations: the losses against a teacher, whose weights depend on the length too.
  /// - Returns: this schedule with its past.
  public func following(_ done: Schedule, distillations: [Distillation] = []) -> Schedule {
    guard done.steps < steps, done.batchSize == batchSize else {
      misuse(
        "Schedule.following", found: "\(done.steps) steps of \(done.batchSize) before \(steps)",
        wanted: "fewer than \(steps) steps of \(batchSize)")
    }
    var whole = self
    whole.earlier = nil
    let agrees = (0..<done.steps).allSatisfy { step in
      let length = done.length(at: step)
      return done.rate(at: step) == whole.rate(at: step)
        && distillations.allSatisfy {
          $0.factor(at: step, of: length) == $0.factor(at: step, of: whole.steps)
        }
    }
    if !agrees { whole.earlier = (done.earlier ?? []) + [done.lastCourse] }
    return whole
  }

  /// The same schedule with the past of another one that ends alike.
  ///
  /// - Returns: `other` where both have the same course to the same end, else nil.
  package func ending(like other: Schedule) -> Schedule? {
    lastCourse == other.lastCourse && batchSize == other.batchSize ? other : nil
  }

  private var lastCourse: Course {
    Course(steps: steps, learningRate: learningRate, decayFrom: decayFrom)
  }

  private func course(at step: Int) -> Course {
    earlier?.first { step < $0.steps } ?? lastCourse
  }
}
