public import Torch

/// Nodes of a tree of wavelet packets that together hold the whole signal, and none of it twice.
///
/// ```swift
/// let transform = WaveletTransform(.haar, levels: 2)
/// let packets = transform.packets(ofSignal: Tensor([1.0, 2, 3, 4]))
/// let averages = packets.basis(level: 2).map { path, values in path == "aa" ? values : values * 0 }
/// print(averages.reconstructed().values.map { ($0 * 10).rounded() / 10 })  // [2.5, 2.5, 2.5, 2.5]
/// ```
public struct PacketBasis: Sendable {
  /// The paths of the nodes, from left to right.
  public let paths: [String]
  private let coefficients: [String: Tensor]
  /// The shapes of the nodes above, which the inverse restores.
  private let shapes: [String: [Int]]
  private let split: PacketSplit

  init(paths: [String], nodes: [String: Tensor], split: PacketSplit) {
    self.init(
      paths: paths,
      coefficients: Dictionary(
        uniqueKeysWithValues: paths.compactMap { path in nodes[path].map { (path, $0) } }),
      shapes: nodes.mapValues(\.shape), split: split)
  }

  private init(
    paths: [String], coefficients: [String: Tensor], shapes: [String: [Int]], split: PacketSplit
  ) {
    self.paths = paths
    self.coefficients = coefficients
    self.shapes = shapes
    self.split = split
  }

  /// The coefficients of a node of the basis.
  ///
  /// - Precondition: the path is one of ``paths``.
  public subscript(path: String) -> Tensor {
    guard let found = coefficients[path] else {
      misuse("PacketBasis", found: "path \"\(path)\"", wanted: "one of \(paths)")
    }
    return found
  }

  /// The basis with the coefficients of every node replaced.
  ///
  /// - Parameter change: gives the new coefficients of a node, of the same shape.
  /// - Returns: the same nodes with other coefficients.
  public func map(_ change: (_ path: String, _ coefficients: Tensor) -> Tensor) -> PacketBasis {
    let changed = coefficients.map { path, values -> (String, Tensor) in
      let new = change(path, values)
      guard new.shape == values.shape else {
        misuse("PacketBasis.map", found: "\(new) for \"\(path)\"", wanted: "\(values.shape)")
      }
      return (path, new)
    }
    return PacketBasis(
      paths: paths, coefficients: Dictionary(uniqueKeysWithValues: changed), shapes: shapes,
      split: split)
  }

  /// The signals or images of the basis.
  ///
  /// Differentiable.
  /// - Shape: that of the root.
  public func reconstructed() -> Tensor {
    reconstructed("")
  }

  private func reconstructed(_ path: String) -> Tensor {
    if let found = coefficients[path] { return found }
    return split.joined(
      split.letters.map { reconstructed(path + $0) }, shape: shapes[path] ?? [])
  }
}

/// One split of a node into its children, and its inverse.
struct PacketSplit: Sendable {
  let bank: FilterBank
  let mode: BoundaryMode
  let isOfImages: Bool

  /// The letters of the children, in PyWavelets' order.
  var letters: [String] { isOfImages ? ["a", "h", "v", "d"] : ["a", "d"] }

  private var transform: WaveletTransform { WaveletTransform(bank, levels: 1, mode: mode) }

  func parts(of parent: Tensor) -> [Tensor] {
    guard isOfImages else {
      let halves = transform.analyze(parent)
      return [halves.low, halves.high]
    }
    let pyramid = transform(parent)
    let details = pyramid.details[0]
    return [pyramid.ll, details.lh, details.hl, details.hh]
  }

  /// The parent of that shape whose children are given.
  func joined(_ parts: [Tensor], shape: [Int]) -> Tensor {
    guard isOfImages else {
      return transform.synthesize(low: parts[0], high: parts[1], count: shape[shape.count - 1])
    }
    let details = DetailBands(
      lh: parts[1], hl: parts[2], hh: parts[3], height: shape[shape.count - 2],
      width: shape[shape.count - 1])
    return transform.inverse(WaveletPyramid(ll: parts[0], details: [details]))
  }
}
