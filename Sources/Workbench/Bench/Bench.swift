import Console
import Files
package import Foundation
package import Torch

/// A piece of work that this library and a peer both do.
package protocol BenchWork: Sendable {
  /// The time that one round took, and the numbers it computed.
  associatedtype Outcome
  /// The result of a bench, in the form of its JSON.
  associatedtype Report: Codable, Sendable

  /// The peer's name of the work.
  var key: String { get }

  /// The works, on the inputs that the peer has made.
  static func all(_ inputs: Safetensors) throws -> [Self]

  /// Does the work once, timed.
  func run() throws -> Outcome

  /// Compares both sides.
  ///
  /// - Parameters:
  ///   - pairs: one for each work, in the order of ``all(_:)``.
  ///   - threads: of both sides.
  /// - Returns: times and differences.
  /// - Throws: what computing the differences throws.
  static func report(_ pairs: [BenchPair<Self>], threads: Int) throws -> Report
}

/// A work with the results of both sides.
package struct BenchPair<Work: BenchWork> {
  package let work: Work
  /// The fastest median of the peer's rounds.
  package let peerSeconds: Double
  /// This library's outcomes, one for each round.
  package let outcomes: [Work.Outcome]
  /// The numbers of the peer, by name.
  package let expected: [String: Tensor]
}

/// The times of this library beside those of Python libraries, in one run, on the same numbers.
package struct Bench<Work: BenchWork>: Sendable {
  package typealias Report = Work.Report

  /// A Python with the packages of `scripts/bench/requirements.txt`.
  package var python: URL
  /// The script of the peers: `inputs FILE` writes the inputs, and `run INPUTS RESULTS THREADS` writes
  /// the numbers and prints seconds by key as JSON.
  package var script: URL
  /// Threads of both sides.
  package var threads: Int

  package init(python: URL, script: URL, threads: Int) {
    self.python = python
    self.script = script
    self.threads = threads
  }

  /// Runs peer, library, peer, library on the inputs of the script.
  ///
  /// - Parameter observe: called with the name of each round before it begins.
  /// - Returns: the faster round of each side, with the differences of their numbers.
  /// - Throws: ``BenchError``, or what reading the numbers throws.
  package func run(observe: (String) -> Void = { _ in }) throws -> Report {
    Runtime.setThreads(threads)
    return try withScratchFolder("wkd-bench") { try run(in: $0, observe: observe) }
  }

  private func run(in folder: URL, observe: (String) -> Void) throws -> Report {
    let inputs = folder.appendingPathComponent("inputs.safetensors")
    let results = folder.appendingPathComponent("results.safetensors")
    _ = try peer("inputs", inputs.path)
    let works = try Work.all(try Safetensors(contentsOf: inputs))
    var times: [[String: [Double]]] = []
    var rounds: [[Work.Outcome]] = []
    for round in 1...2 {
      observe("round \(round) of 2: PyTorch")
      let answer = try peer("run", inputs.path, results.path, "\(threads)")
      guard let seconds = try? JSONDecoder().decode([String: [Double]].self, from: answer) else {
        throw BenchError.answer
      }
      times.append(seconds)
      observe("round \(round) of 2: this library")
      rounds.append(try works.map { try $0.run() })
    }
    let expected = try Safetensors(contentsOf: results).tensors
    let pairs = try works.enumerated().map { index, work -> BenchPair<Work> in
      guard let fastest = times.compactMap({ $0[work.key]?.first }).min() else {
        throw BenchError.answer
      }
      return BenchPair(
        work: work, peerSeconds: fastest, outcomes: rounds.map { $0[index] }, expected: expected)
    }
    return try Work.report(pairs, threads: threads)
  }

  /// The output of the script.
  private func peer(_ arguments: String...) throws -> Data {
    let outcome: ChildProcess.Outcome
    do {
      outcome = try ChildProcess(executable: python, arguments: [script.path] + arguments)
        .collect(passesErrors: true)
    } catch {
      throw BenchError.noPython(python.path)
    }
    guard outcome.status == 0 else { throw BenchError.failed(script.path) }
    return Data(outcome.output.utf8)
  }
}

/// The reason why both sides could not be compared.
package enum BenchError: Error, Equatable, CustomStringConvertible {
  /// There is no program at this path.
  case noPython(String)
  /// The script at this path ended with an error.
  case failed(String)
  /// The script left out inputs or times.
  case answer

  package var description: String {
    switch self {
    case .noPython(let path): "there is no Python at \(path): run `make bench`, which sets it up"
    case .failed(let script):
      "\(script) failed: its message stands above; `make bench` sets its packages up"
    case .answer: "the script of the peers gave no times: run `make bench` again"
    }
  }
}

/// The largest difference over the largest expected number; infinite for other shapes.
package func relative(_ found: Tensor, _ expected: Tensor?) -> Double {
  guard let expected, found.count == expected.count else { return .infinity }
  let difference = found.detached.reshaped([-1]) - expected.reshaped([-1])
  return difference.abs().max().item / expected.abs().max().item
}
