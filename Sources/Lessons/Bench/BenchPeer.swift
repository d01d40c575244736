import Foundation
import Torch

/// The Python side of a bench.
struct BenchPeer {
  let python: URL
  let script: URL

  /// Runs the script and gives what it printed.
  ///
  /// - Throws: ``BenchError``.
  func callAsFunction(_ arguments: String...) throws -> Data {
    let process = Process()
    process.executableURL = python
    process.arguments = [script.path] + arguments
    let output = Pipe()
    process.standardOutput = output
    do {
      try process.run()
    } catch {
      throw BenchError.noPython(python.path)
    }
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw BenchError.failed(script.path) }
    return data
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
