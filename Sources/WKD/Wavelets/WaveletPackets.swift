public import Torch

/// The full tree of wavelet packets: not only the averages are split again, but the details too.
///
/// A node has a path of letters from the root, as in PyWavelets: `a` and `d` for averages and details of
/// signals; `a`, `h`, `v`, `d` of images, where `h` is LH (horizontal edges), `v` is HL (vertical ones).
///
/// ```swift
/// let transform = WaveletTransform(try FilterBank(named: "db2"), levels: 3)
/// var generator = SeededGenerator(seed: 1)
/// let signal = Tensor.normal([64], type: .float64, using: &generator)
/// let packets = transform.packets(ofSignal: signal)
/// print(packets["ad"].shape)  // [18]
/// print(packets.pathsByFrequency(level: 2)[0])  // ["aa", "ad", "dd", "da"]
/// let basis = packets.bestBasis(.shannon)
/// let loud = basis.map { path, values in Thresholding.hard(values, threshold: 0.5) }
/// print(loud.reconstructed().shape)  // [64]
/// ```
///
/// - Source: Coifman and Wickerhauser, "Entropy-based algorithms for best basis selection", 1992;
///   values as in `pywt.WaveletPacket` and `WaveletPacket2D`.
public struct WaveletPackets: Sendable {
  /// Filters and boundary mode of every split.
  public let bank: FilterBank
  /// The continuation of signals beyond their ends.
  public let mode: BoundaryMode
  /// The depth of the tree.
  public let levels: Int
  /// Whether the tree is one of images, with four children to a node.
  public let isOfImages: Bool
  private let nodes: [String: Tensor]

  /// Splits signals or images down to the last level.
  init(_ root: Tensor, transform: WaveletTransform, isOfImages: Bool) {
    bank = transform.bank
    mode = transform.mode
    levels = transform.levels
    self.isOfImages = isOfImages
    let split = PacketSplit(bank: bank, mode: mode, isOfImages: isOfImages)
    var nodes = ["": root]
    var parents = [""]
    for _ in 0..<levels {
      parents = parents.flatMap { path -> [String] in
        guard let parent = nodes[path] else { return [] }
        let children = split.letters.map { path + $0 }
        for (child, part) in zip(children, split.parts(of: parent)) { nodes[child] = part }
        return children
      }
    }
    self.nodes = nodes
  }

  /// The coefficients of a node.
  ///
  /// - Precondition: the path has at most ``levels`` of the tree's letters; `""` is the root.
  public subscript(path: String) -> Tensor {
    guard let node = nodes[path] else {
      misuse(
        "WaveletPackets", found: "path \"\(path)\"",
        wanted: "up to \(levels) of the letters \(split.letters.joined(separator: ", "))")
    }
    return node
  }

  /// The paths of all nodes of a level, in PyWavelets' natural order.
  ///
  /// - Precondition: `level` is 0 to ``levels``.
  public func paths(level: Int) -> [String] {
    guard (0...levels).contains(level) else {
      misuse("paths", found: "level \(level)", wanted: "0 to \(levels)")
    }
    return (0..<level).reduce([""]) { paths, _ in
      paths.flatMap { path in split.letters.map { path + $0 } }
    }
  }

  /// The paths of all nodes of a level by the frequencies that they hold, lowest first.
  ///
  /// Details come out of the halving with their frequencies turned round, so this is the order of Gray's
  /// code and not of the alphabet.
  /// - Returns: for signals one row; for images a row for each frequency along y, and in it one path for
  ///   each frequency along x.
  /// - Precondition: `level` is 0 to ``levels``.
  public func pathsByFrequency(level: Int) -> [[String]] {
    guard isOfImages else { return [Self.grayCode(level: level, "a", "d")] }
    let letters = [["l", "l"]: "a", ["h", "l"]: "h", ["l", "h"]: "v", ["h", "h"]: "d"]
    let order = Self.grayCode(level: level, "l", "h")
    return order.map { row in
      order.map { column in
        zip(row, column).compactMap { letters[[String($0), String($1)]] }.joined()
      }
    }
  }

  /// The nodes of a level as a basis of their own.
  ///
  /// - Precondition: `level` is 0 to ``levels``.
  public func basis(level: Int) -> PacketBasis {
    PacketBasis(paths: paths(level: level), nodes: nodes, split: split)
  }

  /// The basis, among all that the tree holds, in which the coefficients cost least.
  ///
  /// All channels and images share it.
  public func bestBasis(_ cost: PacketCost = .shannon) -> PacketBasis {
    let energy = self[""].detached.squared().sum().item
    func best(_ path: String) -> (paths: [String], cost: Double) {
      let own = cost.value(of: self[path].detached, energy: energy)
      guard path.count < levels else { return ([path], own) }
      let children = split.letters.map { best(path + $0) }
      let shared = children.reduce(0) { $0 + $1.cost }
      return shared < own ? (children.flatMap(\.paths), shared) : ([path], own)
    }
    return PacketBasis(paths: best("").paths, nodes: nodes, split: split)
  }

  private var split: PacketSplit { PacketSplit(bank: bank, mode: mode, isOfImages: isOfImages) }

  private static func grayCode(level: Int, _ low: String, _ high: String) -> [String] {
    (0..<level).reduce([""]) { order, _ in
      order.map { low + $0 } + order.reversed().map { high + $0 }
    }
  }
}

/// The price of coefficients, by which ``WaveletPackets/bestBasis(_:)`` chooses.
public enum PacketCost: String, Sendable, CaseIterable, Codable {
  /// The entropy of the energies: low where few coefficients hold all.
  ///
  /// - Source: Coifman and Wickerhauser, 1992: the sum of `-p ln p` with `p` the part of the whole energy.
  case shannon
  /// The sum of absolute values.
  case absolute

  /// The price of coefficients out of a whole of that energy; 0 for silence.
  func value(of coefficients: Tensor, energy: Double) -> Double {
    switch self {
    case .absolute: return coefficients.abs().sum().item
    case .shannon:
      guard energy > 0 else { return 0 }
      let parts = coefficients.squared() / energy
      // 0 ln 0 is 0.
      let isNothing = parts.isEqual(to: Tensor(0, type: parts.type))
      return -(parts * (parts + isNothing).log()).sum().item
    }
  }
}

extension WaveletTransform {
  /// The wavelet packets of signals along their last axis.
  ///
  /// Differentiable.
  /// - Shape: `[..., n]` with any `n` from 1.
  /// - Range: any; float32 or float64, on the CPU.
  public func packets(ofSignal signal: Tensor) -> WaveletPackets {
    WaveletPackets(signal, transform: self, isOfImages: false)
  }

  /// The wavelet packets of images.
  ///
  /// Differentiable.
  /// - Shape: `[..., H, W]`, any size from 1.
  /// - Range: any; float32 or float64, on the CPU.
  public func packets(ofImages images: Tensor) -> WaveletPackets {
    WaveletPackets(images, transform: self, isOfImages: true)
  }
}
