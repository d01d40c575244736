// Trains a large CycleGAN on a folder of pictures, then a small one that also copies the high wavelet
// bands of the large one's translations. Everything that happens stands on this page.
//
//   swift run -c release train PICTURES STUDENT [STEPS]
//
// PICTURES holds trainA, trainB, testA and testB; STUDENT gets G_A.safetensors and G_B.safetensors.
import Foundation
import Torch
import WKD

guard (3...4).contains(CommandLine.arguments.count) else {
  print("usage: swift run -c release train PICTURES STUDENT [STEPS]")
  exit(64)
}
let pictures = URL(fileURLWithPath: CommandLine.arguments[1])
let output = URL(fileURLWithPath: CommandLine.arguments[2])
let steps = CommandLine.arguments.count > 3 ? Int(CommandLine.arguments[3]) ?? 0 : 2000
let size = 32  // side of the pictures, a multiple of 4

/// A loop of least-squares GAN, cycle and identity losses; with a teacher, its wavelet bands as well.
func fit(width: Int, blocks: Int, to data: TranslationData, teacher: GeneratorPair? = nil) throws
  -> GeneratorPair
{
  let model = try CycleGAN(
    generator: .init(baseWidth: width, blocks: blocks),
    discriminator: .init(baseWidth: 16, layers: 1), seed: 1)
  let generators = Adam(model.generatorParameters, learningRate: 2e-4, betas: (0.5, 0.999))
  let discriminators = Adam(model.discriminatorParameters, learningRate: 2e-4, betas: (0.5, 0.999))
  let bands = WaveletLoss(WaveletTransform(.haar, levels: 3, mode: .zero))
  var batches = UnpairedBatches(data, batchSize: 2, seed: 1)

  for step in 1...steps {
    let (a, b) = batches.next()  // [N, 3, H, W], -1 to 1

    // The generators: fool the discriminators, find the way back, leave B alone when asked for B.
    let (fakeB, fakeA) = (model.generators.ab(a), model.generators.ba(b))
    var loss =
      leastSquares(model.discriminatorB(fakeB), target: 1)
      + leastSquares(model.discriminatorA(fakeA), target: 1)
      + 10 * meanAbsolute(model.generators.ba(fakeB), a)
      + 10 * meanAbsolute(model.generators.ab(fakeA), b)
      + 5 * meanAbsolute(model.generators.ab(b), b)
      + 5 * meanAbsolute(model.generators.ba(a), a)
    if let wanted = teacher?.translate(a: a, b: b) {
      loss = loss + 50 * bands(student: fakeB, teacher: wanted.fakeB)
      loss = loss + 50 * bands(student: fakeA, teacher: wanted.fakeA)
    }
    generators.step(gradients(of: loss, at: model.generatorParameters))

    // The discriminators: tell pictures from translations, which are cut off from their makers.
    let told =
      leastSquares(model.discriminatorB(b), target: 1)
      + leastSquares(model.discriminatorB(fakeB.detached), target: 0)
      + leastSquares(model.discriminatorA(a), target: 1)
      + leastSquares(model.discriminatorA(fakeA.detached), target: 0)
    discriminators.step(gradients(of: 0.5 * told, at: model.discriminatorParameters))

    if step == 1 || step % 50 == 0 || step == steps {
      print("step \(step): generators \(loss.item), discriminators \(told.item)")
    }
  }
  return model.generators
}

let data = try ImageFolder.read(pictures, size: size)
print("teacher")
let teacher = try fit(width: 16, blocks: 3, to: data)
print("student")
let student = try fit(width: 6, blocks: 3, to: data, teacher: teacher)
try FileManager.default.createDirectory(at: output, withIntermediateDirectories: true)
try student.write(to: output, metadata: ["made by": "Examples/train.swift"])
print("student in \(output.path)")
