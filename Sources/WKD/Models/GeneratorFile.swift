public import Foundation
public import Torch

extension ResNetGenerator {
  /// Reads a generator from safetensors or a PyTorch state dict; its size follows from keys and shapes.
  ///
  /// The generator may stand within other things: whatever comes before all of its keys is removed, such as
  /// the `module.` of data-parallel training, `_orig_mod.` of a compiled network, or the names of the
  /// dictionaries that a checkpoint wraps it in (`state_dict`, `netG_A`). Statistics that instance norm of
  /// old PyTorch versions left in the file (`model.2.running_mean`, ...) change nothing and are passed over.
  /// Dropout within the blocks moves their second convolution by one key and is no part of the result.
  ///
  /// - Throws: `WeightsFileError`, `SafetensorsError` or ``GeneratorFileError``, each with the file's name.
  public init(contentsOf url: URL) throws {
    self = try WeightsFile.read(url) {
      try ResNetGenerator(StoredGenerator(tensors: $0.tensors, path: url.relativePath))
    }
  }

  /// Reads a generator from the content of a file; its size follows from keys and shapes.
  ///
  /// - Throws: `WeightsError` or ``GeneratorFileError``.
  public init(_ file: Safetensors) throws {
    try self.init(StoredGenerator(tensors: file.tensors, path: "the file"))
  }

  private init(_ stored: StoredGenerator) throws {
    let architecture = try stored.architecture()
    try self.init(architecture, weights: finite(storedWeights(stored.tensors)))
    try stored.checkKeys(parameters.map(\.key))
  }
}

/// The tensors of a file that should be a generator, under the keys of the reference implementation.
private struct StoredGenerator {
  let tensors: [String: Tensor]
  let path: String

  /// The tensors of the one level of the file that holds a generator, without the shift by dropout.
  ///
  /// - Throws: ``GeneratorFileError/several(_:levels:)``.
  init(tensors: [String: Tensor], path: String) throws {
    self.path = path
    let levels = Self.levels(in: tensors)
    if levels.count > 1 { throw GeneratorFileError.several(path, levels: levels) }
    guard let level = levels.first else {
      self.tensors = tensors
      return
    }
    let bare = tensors.filter { $0.key.hasPrefix(level) }
      .map { ("model." + $0.key.dropFirst(level.count), $0.value) }
    let hasDropout = bare.contains { $0.0 == "model.10.conv_block.6.weight" }
    self.tensors = Dictionary(
      bare.map { key, tensor in
        guard hasDropout, let range = key.range(of: ".conv_block.6.") else { return (key, tensor) }
        return (key.replacingCharacters(in: range, with: ".conv_block.5."), tensor)
      }, uniquingKeysWith: { first, _ in first })
  }

  /// The texts before the numbers of a generator's layers: `model.`, `state_dict.netG_A.module.model.`, ...
  ///
  /// A generator is known by its first convolution of 7 by 7 pixels and the one that comes after it.
  private static func levels(in tensors: [String: Tensor]) -> [String] {
    WeightsFile.levels(of: "1.weight", in: tensors).filter { level in
      guard let first = tensors["\(level)1.weight"]?.shape else { return false }
      return first.count == 4 && first[2...] == [7, 7] && tensors.keys.contains("\(level)4.weight")
    }
  }

  /// The size of the generator.
  ///
  /// - Throws: ``GeneratorFileError``, with a case for every other network that is likely to be given.
  func architecture() throws -> ResNetGenerator.Architecture {
    guard let first = tensors["model.1.weight"]?.shape, first.count == 4, first[2] == 7 else {
      throw other
    }
    guard first[1] == 3 else { throw GeneratorFileError.inputChannels(path, first[1]) }
    guard first[0] > 0 else { throw GeneratorFileError.noChannels(path) }
    if tensors.keys.contains("model.2.weight") { throw GeneratorFileError.affineNorm(path) }
    if tensors.keys.contains("model.10.conv_block.0.weight") {
      throw GeneratorFileError.padding(path)
    }
    var blocks = 0
    while tensors.keys.contains("model.\(10 + blocks).conv_block.1.weight") { blocks += 1 }
    if let last = tensors["model.\(17 + blocks).weight"]?.shape, last.first != 3 {
      throw GeneratorFileError.outputChannels(path, last.first ?? 0)
    }
    return .init(baseWidth: first[0], blocks: blocks)
  }

  /// Throws for a tensor that the generator has no place for.
  func checkKeys(_ known: [String]) throws {
    let known = Set(known)
    let statistics = ["running_mean", "running_var", "num_batches_tracked"]
    let extra = tensors.keys.filter { key in
      !known.contains(key) && !statistics.contains { key.hasSuffix(".\($0)") }
    }
    if let key = extra.min() { throw GeneratorFileError.unknownKey(path, key) }
  }

  private var other: GeneratorFileError {
    if !WeightsFile.levels(of: "model.model.0.weight", in: tensors).isEmpty { return .unet(path) }
    let isDiscriminator = WeightsFile.levels(of: "model.0.weight", in: tensors).contains {
      guard let first = tensors["\($0)model.0.weight"]?.shape else { return false }
      return first.count == 4 && first[2] == 4
    }
    return isDiscriminator
      ? .discriminator(path) : .unknownNetwork(path, keys: tensors.keys.sorted())
  }
}

/// The reason why the weights of a file are not those of a ResNet generator for colour images.
public enum GeneratorFileError: Error, Equatable, CustomStringConvertible {
  /// A discriminator.
  case discriminator(String)
  /// A UNet generator.
  case unet(String)
  /// A generator for another number of channels than 3.
  case inputChannels(String, Int)
  /// A generator of another number of channels than 3.
  case outputChannels(String, Int)
  /// A generator without a channel within.
  case noChannels(String)
  /// A generator whose norms have learned scales and shifts.
  case affineNorm(String)
  /// A generator that pads with zeros.
  case padding(String)
  /// Several generators, at these levels of the file.
  case several(String, levels: [String])
  /// Any other network, with these keys.
  case unknownNetwork(String, keys: [String])
  /// A generator with a tensor too many, under this key.
  case unknownKey(String, String)

  /// One sentence that says what the file holds and what to give instead.
  public var description: String {
    switch self {
    case .discriminator(let path):
      "\(path) holds a discriminator: give a generator, such as latest_net_G_A.pth"
    case .unet(let path):
      "\(path) holds a UNet generator: give one trained with --netG resnet_9blocks or resnet_6blocks"
    case .inputChannels(let path, let count):
      "\(path) holds a generator of pictures with \(count) channels: give one for 3, RGB"
    case .outputChannels(let path, let count):
      "\(path) holds a generator that makes \(count) channels: give one that makes 3, RGB"
    case .noChannels(let path):
      "\(path) holds a generator without channels: give one that was trained"
    case .affineNorm(let path):
      "\(path) holds a generator with learned normalization: give one trained with --norm instance"
    case .padding(let path):
      "\(path) holds a generator that pads with zeros: give one with reflection padding"
    case .several(let path, let levels):
      "\(path) holds \(levels.count) generators, under \(Self.shortened(levels)): give a file with one of "
        + "them"
    case .unknownNetwork(let path, let keys):
      "\(path) holds no ResNet generator, but \(Self.shortened(keys)): give one with the keys of the "
        + "CycleGAN reference (model.1.weight, model.10.conv_block.1.weight, ...)"
    case .unknownKey(let path, let key):
      "\(path) holds \"\(key)\", for which the ResNet generator has no place: give one made for the "
        + "CycleGAN reference"
    }
  }

  /// The first names of many.
  private static func shortened(_ names: [String]) -> String {
    if names.isEmpty { return "no tensors" }
    return names.prefix(4).map { "\"\($0)\"" }.joined(separator: ", ")
      + (names.count > 4 ? " and \(names.count - 4) more" : "")
  }
}
