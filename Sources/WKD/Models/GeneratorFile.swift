public import Foundation
public import Torch

extension ResNetGenerator {
  /// Reads a generator from safetensors or a PyTorch state dict; its size follows from keys and shapes.
  ///
  /// A `module.` before every key is removed. Statistics that instance norm of old PyTorch versions left
  /// in the file (`model.2.running_mean`, ...) change nothing and are passed over. Dropout within the
  /// blocks moves their second convolution by one key and is no part of the result.
  ///
  /// - Throws: `WeightsFileError`, `SafetensorsError`, `WeightsError` or ``GeneratorFileError``.
  public init(contentsOf url: URL) throws {
    try self.init(StoredGenerator(tensors: WeightsFile.read(url).tensors, path: url.relativePath))
  }

  /// Reads a generator from the content of a file; its size follows from keys and shapes.
  ///
  /// - Throws: `WeightsError` or ``GeneratorFileError``.
  public init(_ file: Safetensors) throws {
    try self.init(StoredGenerator(tensors: file.tensors, path: "the file"))
  }

  private init(_ stored: StoredGenerator) throws {
    let architecture = try stored.architecture()
    try self.init(architecture, weights: storedWeights(stored.tensors))
    try stored.checkKeys(parameters.map(\.key))
  }
}

/// The tensors of a file that should be a generator, under the keys of the reference implementation.
private struct StoredGenerator {
  let tensors: [String: Tensor]
  let path: String

  /// Tensors without the prefix of data-parallel training and the shift by dropout.
  init(tensors: [String: Tensor], path: String) {
    self.path = path
    let prefix = "module."
    let isWrapped = !tensors.isEmpty && tensors.keys.allSatisfy { $0.hasPrefix(prefix) }
    let bare = Dictionary(
      tensors.map { (isWrapped ? String($0.key.dropFirst(prefix.count)) : $0.key, $0.value) },
      uniquingKeysWith: { first, _ in first })
    let hasDropout = bare.keys.contains("model.10.conv_block.6.weight")
    self.tensors = Dictionary(
      bare.map { key, tensor in
        guard hasDropout, let range = key.range(of: ".conv_block.6.") else { return (key, tensor) }
        return (key.replacingCharacters(in: range, with: ".conv_block.5."), tensor)
      }, uniquingKeysWith: { first, _ in first })
  }

  /// The size of the generator.
  ///
  /// - Throws: ``GeneratorFileError``, with a case for every other network that is likely to be given.
  func architecture() throws -> ResNetGenerator.Architecture {
    guard let first = tensors["model.1.weight"]?.shape, first.count == 4, first[2] == 7 else {
      throw other
    }
    guard first[1] == 3 else { throw GeneratorFileError.inputChannels(path, first[1]) }
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
    if tensors.keys.contains(where: { $0.hasPrefix("model.model.") }) { return .unet(path) }
    if let first = tensors["model.0.weight"]?.shape, first.count == 4, first[2] == 4 {
      return .discriminator(path)
    }
    return .unknownNetwork(path)
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
  /// A generator whose norms have learned scales and shifts.
  case affineNorm(String)
  /// A generator that pads with zeros.
  case padding(String)
  /// Any other network.
  case unknownNetwork(String)
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
    case .affineNorm(let path):
      "\(path) holds a generator with learned normalization: give one trained with --norm instance"
    case .padding(let path):
      "\(path) holds a generator that pads with zeros: give one with reflection padding"
    case .unknownNetwork(let path):
      "\(path) holds no ResNet generator: give one with the keys of the CycleGAN reference "
        + "(model.1.weight, model.10.conv_block.1.weight, ...)"
    case .unknownKey(let path, let key):
      "\(path) holds \"\(key)\", for which the ResNet generator has no place: give one made for the "
        + "CycleGAN reference"
    }
  }
}
