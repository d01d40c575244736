extension PickleMachine {
  /// The elements of a value that is a container of one of the kinds.
  func items(of value: PickleValue, _ kinds: PickleContainer.Kind...) -> [PickleValue]? {
    guard case .container(let index) = value, kinds.contains(containers[index].kind) else {
      return nil
    }
    return containers[index].items
  }

  /// What a call of one of the known functions gives.
  mutating func reduce() throws {
    let operands = try pop(2)
    guard case .global(let function) = operands[0], let arguments = items(of: operands[1], .tuple)
    else { throw Self.senseless }
    switch function {
    case .orderedDictionary: try pushDictionary(arguments)
    case .size:
      guard let sizes = arguments.first.flatMap({ items(of: $0, .tuple, .list) }) else {
        throw Self.senseless
      }
      push(.tuple, sizes)
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
      for pair in pairs {
        guard let entry = items(of: pair, .list, .tuple), entry.count == 2 else {
          throw Self.senseless
        }
        entries += entry
      }
    }
    push(.dictionary, entries)
  }

  private func tensor(_ arguments: [PickleValue]) throws -> StoredTensor {
    // More axes than 64 are refused by PyTorch, too.
    guard arguments.count >= 4, case .storage(let storage) = arguments[0],
      case .int(let offset) = arguments[1], let shape = integers(arguments[2]),
      let strides = integers(arguments[3]), shape.count == strides.count, shape.count <= 64
    else { throw Self.senseless }
    if arguments.count > 6, let flags = items(of: arguments[6], .dictionary), !flags.isEmpty {
      throw TorchFileError.unsupported("a tensor that is conjugated or negated lazily")
    }
    return StoredTensor(storage: storage, offset: offset, shape: shape, strides: strides)
  }

  private func integers(_ value: PickleValue) -> [Int]? {
    let numbers = items(of: value, .tuple, .list)?.map { value -> Int? in
      if case .int(let number) = value { number } else { nil }
    }
    return numbers.flatMap { $0.contains(nil) ? nil : $0.compactMap { $0 } }
  }

  /// Turns `("storage", type, key, place, count)` into a storage.
  mutating func nameStorage() throws {
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
