public import Foundation
public import Torch
public import WKD

extension TrainingRun {
  /// What is asked for.
  public struct Request: Sendable {
    /// A folder in CycleGAN layout; nil for the meadow.
    public var data: String?
    /// Side of the pictures in pixels.
    public var size: Int
    /// Side that training pictures have before a square of `size` is cut from them at random.
    public var loadSize: Int
    /// Pictures in each set of the meadow: to train with and to judge by.
    public var meadow = (train: 600, test: 48)
    public var plan: TrainingPlan
    /// How often every picture is seen; decides the number of steps where it is given.
    public var epochs: Int?
    /// One network is trained for each.
    public var methods: [Distillation]
    /// A folder with the teacher's weights, where a method asks for one.
    public var teacher: String?
    public var output: URL
    /// Threads of one operation; nil leaves the choice to LibTorch.
    public var threads: Int?
    /// Where to compute.
    public var device = Device.cpu
    /// Steps between two lines of the loss table, two measurements, two checkpoints.
    public var logEvery = 50
    public var measureEvery = 500
    public var checkpointEvery = 100
    /// The command line, for the record.
    public var command: String
    /// The weights of MobileNetV2's features, by which generators are measured.
    public var mobileNet: URL

    public init(
      data: String?, size: Int, plan: TrainingPlan, methods: [Distillation], teacher: String?,
      output: URL, mobileNet: URL, command: String
    ) {
      self.data = data
      self.size = size
      loadSize = size
      self.plan = plan
      self.methods = methods
      self.teacher = teacher
      self.output = output
      self.mobileNet = mobileNet
      self.command = command
    }
  }
}
