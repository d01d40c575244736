import Console
import Foundation
import Torch

/// The Python side of a bench.
struct BenchPeer {
  let python: URL
  let script: URL

  /// What both sides took and computed.
  struct Comparison<Own> {
    /// Fastest median of the peer, by the key of the work.
    let peerSeconds: (String) throws -> Double
    /// This library's outcomes, one for each round.
    let rounds: [Own]
    /// The peer's numbers.
    let expected: [String: Tensor]
  }

  /// Lets the script make the inputs, then runs peer, library, peer, library.
  ///
  /// - Parameters:
  ///   - works: makes this library's works of the inputs.
  ///   - observe: is told what begins.
  ///   - body: runs them all once.
  /// - Throws: ``BenchError``, or what reading the numbers throws.
  func compare<Works, Own>(
    threads: Int, works: (Safetensors) throws -> Works, observe: (String) -> Void = { _ in },
    body: (Works) throws -> Own
  ) throws -> (works: Works, outcome: Comparison<Own>) {
    Runtime.setThreads(threads)
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("wkd-bench-\(ProcessInfo.processInfo.processIdentifier)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    // A leftover in the temporary folder does no harm.
    defer { try? FileManager.default.removeItem(at: folder) }
    let inputs = folder.appendingPathComponent("inputs.safetensors")
    let results = folder.appendingPathComponent("results.safetensors")
    _ = try self("inputs", inputs.path)
    let works = try works(try Safetensors(contentsOf: inputs))
    var times: [[String: [Double]]] = []
    var rounds: [Own] = []
    for round in 1...2 {
      observe("round \(round) of 2: PyTorch")
      let answer = try self("run", inputs.path, results.path, "\(threads)")
      times.append(try JSONDecoder().decode([String: [Double]].self, from: answer))
      observe("round \(round) of 2: this library")
      rounds.append(try body(works))
    }
    let peerSeconds = { [times] (key: String) throws -> Double in
      guard let fastest = times.compactMap({ $0[key]?.first }).min() else {
        throw BenchError.answer
      }
      return fastest
    }
    let expected = try Safetensors(contentsOf: results).tensors
    return (works, Comparison(peerSeconds: peerSeconds, rounds: rounds, expected: expected))
  }

  /// Runs the script and gives what it printed.
  ///
  /// - Throws: ``BenchError``.
  func callAsFunction(_ arguments: String...) throws -> Data {
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

/// Why the comparison could not be made.
public enum BenchError: Error, CustomStringConvertible {
  case noPython(String)
  case failed(String)
  case answer

  public var description: String {
    switch self {
    case .noPython(let path):
      "there is no Python at \(path): run `make bench`, which sets it up, or give --python FILE"
    case .failed(let script):
      "\(script) failed: its message stands above; `make bench` sets its packages up"
    case .answer: "the script of the peers gave no times: run `make bench` again"
    }
  }
}

/// Largest difference over the largest expected number; infinite for other shapes.
func relative(_ found: Tensor, _ expected: Tensor?) -> Double {
  guard let expected, found.count == expected.count else { return .infinity }
  let difference = found.detached.reshaped([-1]) - expected.reshaped([-1])
  return difference.abs().max().item / expected.abs().max().item
}
