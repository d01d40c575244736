import Foundation
import Literate
public import Torch
public import WKD

extension Page {
  /// The value of an earlier run where nothing has changed since, else a newly computed one, which is
  /// kept for the next run.
  ///
  /// The reader is told when a value was kept; the page is the same either way. Use it for work of
  /// more than a few seconds.
  public func cached<Value: Codable>(
    _ name: String, line: Int = #line, _ compute: () throws -> Value
  ) rethrows -> Value {
    guard let cell else { return try compute() }
    guard isLabel(name), keptNames.insert(name).inserted else {
      note(
        "`\(name)` cannot name a kept value: use a word of letters, digits, `-` and `_` that no other "
          + "kept value of this chapter has", line: line)
      return try compute()
    }
    guard let cache else { return try compute() }
    if let kept = cache.value(Value.self, name, cell: cell) {
      send(.cached(name: name, seconds: kept.seconds), line: line)
      return kept.value
    }
    let start = ContinuousClock.now
    let value = try compute()
    do {
      try cache.keep(value, name, cell: cell, seconds: (ContinuousClock.now - start) / .seconds(1))
    } catch {
      complain("`\(name)` cannot be kept for the next run: \(message(of: error))")
    }
    return value
  }
}

// Tensors and networks are kept as safetensors, bit by bit.

extension Tensor: Codable {
  public init(from decoder: any Decoder) throws {
    let data = try decoder.singleValueContainer().decode(Data.self)
    guard let tensor = try Safetensors(data: data).tensors["tensor"] else {
      throw SafetensorsError.damaged("there is no tensor in it")
    }
    self = tensor
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(Safetensors(["tensor": self]).data)
  }
}

extension GeneratorPair: Codable {
  public init(from decoder: any Decoder) throws {
    let files = try decoder.singleValueContainer().decode([Data].self)
    guard files.count == 2 else { throw SafetensorsError.damaged("two generators are wanted") }
    self.init(
      ab: try ResNetGenerator(Safetensors(data: files[0])),
      ba: try ResNetGenerator(Safetensors(data: files[1])))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(files().map(\.file.data))
  }
}
