internal import Foundation

/// A reader of one pickle that runs nothing of it.
///
/// A pickle is a program for a machine with a stack. This one knows the instructions that
/// `torch.save` writes in protocols 2 to 5, and the few names of ``PickleGlobal``.
/// - Source: CPython, `Lib/pickletools.py`.
struct PickleMachine {
  private(set) var containers: [PickleContainer] = []
  /// Every storage that was named, by its key.
  var storages: [String: StorageReference] = [:]
  private var stack: [PickleValue] = []
  /// Heights of the stack at the open marks.
  private var marks: [Int] = []
  private var memo: [Int: PickleValue] = [:]
  private let budget: MemoryBudget

  /// A machine whose values are charged to a budget.
  init(_ budget: MemoryBudget) {
    self.budget = budget
  }

  /// Runs up to the pickle's end and leaves the reader after it.
  ///
  /// - Throws: ``TorchFileError``.
  mutating func run(_ reader: inout ByteReader) throws -> PickleValue {
    while true {
      let code = try reader.byte()
      guard let instruction = PickleInstruction(rawValue: code) else {
        throw TorchFileError.damaged("instruction \(code) of its pickle is not known")
      }
      if instruction == .stop { return try pop() }
      try step(instruction, &reader)
    }
  }

  private mutating func step(_ instruction: PickleInstruction, _ reader: inout ByteReader) throws {
    // Most instructions put one value on the stack; an array that grows takes its memory twice.
    try charge(2 * MemoryLayout<PickleValue>.stride)
    switch instruction {
    case .stop: break
    case .version: _ = try reader.byte()
    case .frame: _ = try reader.bytes(8)
    case .mark: marks.append(stack.count)
    case .pop: _ = try pop()
    case .none: stack.append(.none)
    case .yes: stack.append(.bool(true))
    case .no: stack.append(.bool(false))
    case .int4: stack.append(.int(try reader.int32()))
    case .int1: stack.append(.int(try reader.size(1)))
    case .int2: stack.append(.int(try reader.size(2)))
    case .long1: stack.append(Self.long(try reader.bytes(try reader.size(1))))
    case .float: stack.append(.float(Double(bitPattern: try reader.unsigned(8).byteSwapped)))
    case .text1, .ascii1: try pushText(try reader.size(1), &reader)
    case .text4, .ascii4: try pushText(try reader.size(4), &reader)
    case .text8: try pushText(try reader.size(8), &reader)
    case .emptyTuple: try push(.tuple, [])
    case .tuple: try push(.tuple, try popToMark())
    case .tuple1: try push(.tuple, try pop(1))
    case .tuple2: try push(.tuple, try pop(2))
    case .tuple3: try push(.tuple, try pop(3))
    case .emptyList: try push(.list, [])
    case .emptyDictionary: try push(.dictionary, [])
    case .append: try extend(.list, by: try pop(1))
    case .appends: try extend(.list, by: try popToMark())
    case .setItem: try extend(.dictionary, by: try pop(2))
    case .setItems: try extend(.dictionary, by: try popToMark())
    case .put1: try remember(try reader.size(1))
    case .put4: try remember(try reader.size(4))
    case .memoize: try remember(memo.count)
    case .get1: stack.append(try remembered(try reader.size(1)))
    case .get4: stack.append(try remembered(try reader.size(4)))
    case .global:
      let names = (try Self.line(&reader), try Self.line(&reader))
      stack.append(.global(try PickleGlobal(module: names.0, name: names.1)))
    case .stackGlobal:
      guard case .text(let name) = try pop(), case .text(let module) = try pop() else {
        throw Self.senseless
      }
      stack.append(.global(try PickleGlobal(module: module, name: name)))
    case .reduce: try reduce()
    case .build: _ = try pop()  // attributes, such as `_metadata` of a state dict, are not needed
    case .persistent: try nameStorage()
    }
  }
}

// MARK: - Stack

extension PickleMachine {
  static var senseless: TorchFileError { .damaged("its pickle makes no sense") }

  private var top: PickleValue {
    get throws {
      guard stack.count > marks.last ?? 0 else { throw Self.senseless }
      return stack[stack.count - 1]
    }
  }

  mutating func pop() throws -> PickleValue {
    let value = try top
    stack.removeLast()
    return value
  }

  mutating func pop(_ count: Int) throws -> [PickleValue] {
    guard stack.count - (marks.last ?? 0) >= count else { throw Self.senseless }
    defer { stack.removeLast(count) }
    return Array(stack.suffix(count))
  }

  private mutating func popToMark() throws -> [PickleValue] {
    guard let mark = marks.popLast() else { throw Self.senseless }
    defer { stack.removeSubrange(mark...) }
    return Array(stack[mark...])
  }

  private func charge(_ bytes: Int) throws {
    try budget.charge(bytes, for: "a pickle")
  }

  mutating func push(_ value: PickleValue) { stack.append(value) }

  private mutating func pushText(_ count: Int, _ reader: inout ByteReader) throws {
    let text = try reader.text(count)
    try charge(count)
    stack.append(.text(text))
  }

  mutating func push(_ kind: PickleContainer.Kind, _ items: [PickleValue]) throws {
    try charge(
      2 * (MemoryLayout<PickleContainer>.stride + items.count * MemoryLayout<PickleValue>.stride))
    stack.append(.container(containers.count))
    containers.append(PickleContainer(kind: kind, items: items))
  }

  /// Adds to the container on top of the stack.
  private mutating func extend(_ kind: PickleContainer.Kind, by items: [PickleValue]) throws {
    guard case .container(let index) = try top, containers[index].kind == kind,
      kind == .list || items.count.isMultiple(of: 2)
    else { throw Self.senseless }
    try charge(2 * items.count * MemoryLayout<PickleValue>.stride)
    containers[index].items += items
  }

  private mutating func remember(_ index: Int) throws {
    // An entry of a dictionary that is at most half empty.
    try charge(4 * MemoryLayout<PickleValue>.stride)
    memo[index] = try top
  }

  private func remembered(_ index: Int) throws -> PickleValue {
    guard let value = memo[index] else { throw Self.senseless }
    return value
  }

  private static func line(_ reader: inout ByteReader) throws -> String {
    guard let text = String(data: try reader.bytes(upTo: 0x0a), encoding: .utf8) else {
      throw senseless
    }
    return text
  }

  /// A number of any length in two's complement.
  private static func long(_ bytes: Data) -> PickleValue {
    guard bytes.count <= 8 else { return .long(Array(bytes)) }
    let isNegative = bytes.last.map { $0 >= 0x80 } ?? false
    let start: UInt64 = isNegative ? .max : 0
    return .int(Int(truncatingIfNeeded: bytes.reversed().reduce(start) { $0 << 8 | UInt64($1) }))
  }
}

// MARK: - Calls of the known functions

extension PickleMachine {
  /// The elements of a value that is a container of one of the kinds.
  func items(of value: PickleValue, _ kinds: PickleContainer.Kind...) -> [PickleValue]? {
    guard case .container(let index) = value, kinds.contains(containers[index].kind) else {
      return nil
    }
    return containers[index].items
  }

  /// Replaces function and arguments on the stack by the result of the call.
  private mutating func reduce() throws {
    let operands = try pop(2)
    guard case .global(let function) = operands[0], let arguments = items(of: operands[1], .tuple)
    else { throw Self.senseless }
    switch function {
    case .orderedDictionary: try pushDictionary(arguments)
    case .size:
      guard let sizes = arguments.first.flatMap({ items(of: $0, .tuple, .list) }) else {
        throw Self.senseless
      }
      try push(.tuple, sizes)
    case .rebuildTensor: push(.tensor(try tensor(arguments)))
    case .rebuildParameter:
      guard case .tensor(let tensor) = arguments.first else { throw Self.senseless }
      push(.tensor(tensor))
    case .storage: throw Self.senseless
    }
  }

  /// An ordered dictionary; Python 2 gives it the list of its pairs, Python 3 fills it later.
  private mutating func pushDictionary(_ arguments: [PickleValue]) throws {
    var entries: [PickleValue] = []
    if let first = arguments.first {
      guard let pairs = items(of: first, .list, .tuple) else { throw Self.senseless }
      try charge(2 * pairs.count * MemoryLayout<PickleValue>.stride)
      for pair in pairs {
        guard let entry = items(of: pair, .list, .tuple), entry.count == 2 else {
          throw Self.senseless
        }
        entries += entry
      }
    }
    try push(.dictionary, entries)
  }

  private func tensor(_ arguments: [PickleValue]) throws -> StoredTensor {
    guard arguments.count >= 4, case .storage(let storage) = arguments[0],
      case .int(let offset) = arguments[1], let shape = integers(arguments[2]),
      let strides = integers(arguments[3]), shape.count == strides.count
    else { throw Self.senseless }
    if arguments.count > 6, let flags = items(of: arguments[6], .dictionary), !flags.isEmpty {
      throw TorchFileError.unsupported("a tensor that is conjugated or negated lazily")
    }
    return StoredTensor(storage: storage, offset: offset, shape: shape, strides: strides)
  }

  /// The numbers of a shape; more axes than 64 are refused by PyTorch, too.
  private func integers(_ value: PickleValue) -> [Int]? {
    guard let values = items(of: value, .tuple, .list), values.count <= 64 else { return nil }
    let numbers = values.compactMap { value -> Int? in
      if case .int(let number) = value { number } else { nil }
    }
    return numbers.count == values.count ? numbers : nil
  }

  /// Turns `("storage", type, key, place, count)` into a storage.
  private mutating func nameStorage() throws {
    let description = try pop()
    guard let parts = items(of: description, .tuple), parts.count >= 5,
      case .text("storage") = parts[0],
      case .global(.storage(let type)) = parts[1], case .text(let key) = parts[2],
      case .int(let count) = parts[4], count >= 0
    else { throw Self.senseless }
    if parts.count > 5 {
      guard case .none = parts[5] else {
        throw TorchFileError.unsupported("storages that look into others, as before PyTorch 0.4")
      }
    }
    let storage = StorageReference(key: key, type: type, count: count)
    if let other = storages[key], other.type != type || other.count != count {
      throw TorchFileError.damaged("storage \(key) is described in two ways")
    }
    storages[key] = storage
    push(.storage(storage))
  }
}
