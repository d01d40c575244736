import Foundation
package import Torch
import WKD

/// The bench of training steps and translations against plain PyTorch.
package typealias TrainingBench = Bench<TrainingWork>

/// One piece of work of the training bench.
package struct TrainingWork: BenchWork {
  /// The time and the numbers of one round.
  package struct Outcome: Sendable {
    fileprivate let seconds: Double
    /// The numbers of the untrained networks, under the peer's names.
    fileprivate var first: [String: Tensor] = [:]
    /// The numbers of all compared steps.
    fileprivate var all: [String: Tensor] = [:]

    /// The largest differences of both from the peer's numbers, over the largest of each.
    fileprivate func differences(_ expected: [String: Tensor]) -> (first: Double, all: Double) {
      let largest = { (found: [String: Tensor]) in
        found.map { relative($1, expected[$0]) }.max() ?? .infinity
      }
      return (largest(first), largest(all))
    }
  }

  package let key: String
  fileprivate let name: String
  fileprivate let body: @Sendable () throws -> Outcome

  package func run() throws -> Outcome { try body() }

  /// Training steps, then the translations of teacher and student.
  package static func all(_ file: Safetensors) throws -> [TrainingWork] {
    guard let works = file.metadata["works"],
      let weight = file.metadata["weight"].flatMap({ Double($0) })
    else { throw BenchError.answer }
    let steps = try JSONDecoder().decode([String: Step].self, from: Data(works.utf8))
      .sorted { $0.key < $1.key }
    let single = steps.map { $1.work($0, students: 1, weight: weight, file.tensors) }
    guard let (key, paper) = steps.max(by: { $0.value.pixels < $1.value.pixels }) else {
      throw BenchError.answer
    }
    // The share of several students does not depend on the size, and small ones are soon done.
    let several = steps.filter { $0.key != key }
      .map { $1.work($0, students: 3, weight: weight, file.tensors) }
    return single + several
      + [
        paper.translation(key, "teacher", paper.teacher, file.tensors),
        paper.translation(key, "student", paper.student, file.tensors),
      ]
  }
}

extension TrainingWork {
  /// One line of the result.
  package struct Row: Codable, Sendable {
    package let work: String
    /// Median seconds of PyTorch, the faster round.
    package let peerSeconds: Double
    /// Median seconds of this library, the faster round.
    package let seconds: Double
    /// This library's time over PyTorch's.
    package var share: Double { seconds / peerSeconds }
    /// The largest relative difference before any weight has moved.
    package let firstDifference: Double
    /// The largest relative difference over all compared steps.
    package let difference: Double
    /// Whether both are what single precision allows.
    package let agrees: Bool
  }

  /// Everything that was measured.
  package struct Report: Codable, Sendable {
    package let rows: [Row]
    /// The time of the teacher's translation over the student's, of PyTorch.
    package let peerCompression: Double
    /// The same of this library.
    package let compression: Double
    package let threads: Int
    package let instructions: String
  }

  package static func report(_ pairs: [BenchPair<TrainingWork>], threads: Int) throws -> Report {
    let rows = pairs.map { pair -> Row in
      let (first, all) = pair.outcomes[0].differences(pair.expected)
      return Row(
        work: pair.work.name, peerSeconds: pair.peerSeconds,
        seconds: pair.outcomes.map(\.seconds).min() ?? .nan, firstDifference: first,
        difference: all,
        // Sums in another order at first, through 23 layers; then Adam, whose quotient of two numbers
        // near zero turns the last digits of a gradient into a whole step. In double precision the
        // tests follow three steps to 1e-9.
        agrees: first < 5e-5 && all < 5e-3)
    }
    let translations = rows.suffix(2)
    guard let teacher = translations.first, let student = translations.last else {
      throw BenchError.answer
    }
    return Report(
      rows: rows, peerCompression: teacher.peerSeconds / student.peerSeconds,
      compression: teacher.seconds / student.seconds, threads: threads,
      instructions: Runtime.cpuCapability)
  }
}

/// The sizes of one work, as the script writes them: generators as base width and blocks, the
/// discriminator as base width and layers.
private struct Step: Decodable, Sendable {
  let student: [Int]
  let teacher: [Int]
  let discriminator: [Int]
  let pixels: Int
  let batch: Int
  let checked: Int
  let timed: Int

  /// Training steps of some students with one teacher; the time is one student's share.
  func work(_ key: String, students: Int, weight: Double, _ inputs: [String: Tensor])
    -> TrainingWork
  {
    let name =
      "step of \(students == 1 ? "one student" : "one of \(students) students") "
      + "\(student[0])/\(student[1]), teacher \(teacher[0])/\(teacher[1]), discriminator "
      + "\(discriminator[0])/\(discriminator[1]), \(pixels) px, batch \(batch)"
    return TrainingWork(
      key: key, name: name,
      body: {
        guard let a = inputs["\(key).real_A"], let b = inputs["\(key).real_B"] else {
          throw BenchError.answer
        }
        let teacher = GeneratorPair(
          ab: try generator(teacher, "\(key).teacher.G_A.", inputs),
          ba: try generator(teacher, "\(key).teacher.G_B.", inputs))
        var trainers = try (0..<students).map { _ in
          CycleGANTrainer(
            try model(key, inputs), distillation: .wavelet(WaveletLoss(), weight: weight), seed: 0)
        }
        var step = 0
        let advance = { () -> [StepLosses] in
          defer { step += 1 }
          let (realA, realB) = (a[step % checked], b[step % checked])
          let taught = teacher.translate(a: realA, b: realB)
          return trainers.indices.map { trainers[$0].step(a: realA, b: realB, teacher: taught) }
        }
        var numbers: [[String: Tensor]] = []
        for index in 0..<checked {
          let values = advance()[students - 1].values
          let named = values.map { ("\(key).\(index).\($0.name)", Tensor($0.value)) }
          numbers.append(Dictionary(uniqueKeysWithValues: named))
        }
        // The pool of 50 pictures is not full within these steps, so it changes nothing.
        let time = RunTime(warmUp: 0, repeats: timed) { _ = advance() }
        return TrainingWork.Outcome(
          seconds: time.median / Double(students), first: numbers[0],
          all: numbers.reduce(into: [:]) { $0.merge($1) { $1 } })
      })
  }

  /// One picture translated by a generator.
  func translation(
    _ key: String, _ role: String, _ size: [Int], _ inputs: [String: Tensor]
  ) -> TrainingWork {
    TrainingWork(
      key: "translate \(role)",
      name: "translation by the \(role) \(size[0])/\(size[1]), \(pixels) px, batch \(batch)",
      body: {
        let network = try generator(size, "\(key).\(role).G_A.", inputs)
        guard let picture = inputs["\(key).real_A"]?[0] else { throw BenchError.answer }
        let time = RunTime(warmUp: 3, repeats: 9) { _ = withoutGradients { network(picture) } }
        let translated = ["translate \(role)": withoutGradients { network(picture) }]
        return TrainingWork.Outcome(seconds: time.median, first: translated, all: translated)
      })
  }

  private func generator(_ size: [Int], _ prefix: String, _ inputs: [String: Tensor]) throws
    -> ResNetGenerator
  {
    try ResNetGenerator(
      .init(baseWidth: size[0], blocks: size[1]), weights: storedWeights(inputs, prefix: prefix))
  }

  private func model(_ key: String, _ inputs: [String: Tensor]) throws -> CycleGAN {
    try CycleGAN(
      generator: .init(baseWidth: student[0], blocks: student[1]),
      discriminator: .init(baseWidth: discriminator[0], layers: discriminator[1])
    ) { storedWeights(inputs, prefix: "\(key).student.\($0).") }
  }
}
