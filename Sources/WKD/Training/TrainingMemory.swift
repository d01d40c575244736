internal import Torch

extension TrainingPlan {
  /// An upper bound of the memory that a training takes at its peak, beside its pictures, on the CPU.
  ///
  /// Counted are the numbers that a step keeps for its gradients, the weights with the state of their
  /// optimisers, and the pools; the share of LibTorch itself was measured.
  ///
  /// - Parameters:
  ///   - side: side of the images of a step in pixels.
  ///   - networks: the number of distillations.
  ///   - teacher: the size of the teacher's generators, where there is one.
  /// - Returns: bytes; `Int.max` where they are more.
  package func memory(side: Int, networks: Int, teacher: ResNetGenerator.Architecture?) -> Int {
    let pixels = Double(side) * Double(side)
    let batch = Double(schedule.batchSize)
    let kept = 6 * batch * (generator.kept + discriminator.kept) * pixels
    let passing = batch * max(3 * generator.passing, teacher?.passing ?? 0) * pixels
    let pools = Double(networks) * 2 * Double(ImagePool.usualCapacity) * 3 * pixels
    let weights = 2 * (generator.weights + discriminator.weights)
    // The weights themselves and two running means; gradients live through the step of one network.
    let trained = Double(networks) * 3 * weights + weights
    let numbers = kept + passing + pools + trained + 2 * (teacher?.weights ?? 0)
    let bytes = 4 * numbers * 1.1 + 300e6
    return bytes < Double(Int.max) ? Int(bytes) : .max
  }
}

extension ResNetGenerator.Architecture {
  /// Numbers that a differentiable pass keeps for each pixel: the outputs of every convolution and norm.
  fileprivate var kept: Double { Double(baseWidth) * (6.5 + Double(blocks)) + 9 }

  /// Numbers for each pixel that a layer takes beside what is kept: its result and its gradients.
  fileprivate var passing: Double { 6 * Double(baseWidth) }

  /// Weights of one generator, biases left out.
  fileprivate var weights: Double {
    let width = Double(baseWidth)
    return 294 * width + 180 * width * width + 288 * width * width * Double(blocks)
  }
}

extension PatchDiscriminator.Architecture {
  /// Numbers that a differentiable pass keeps for each pixel.
  fileprivate var kept: Double { Double(baseWidth) }

  /// Weights of one discriminator, biases left out.
  fileprivate var weights: Double {
    let width = Double(baseWidth)
    return (0...layers).reduce(48 * width) { sum, layer in
      let inputs = width * Double(min(1 << min(max(layer - 1, 0), 3), 8))
      return sum + 16 * inputs * width * Double(min(1 << min(layer, 3), 8))
    }
  }
}
