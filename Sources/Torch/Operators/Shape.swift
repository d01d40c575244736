extension Tensor {
  /// The same elements in the same order under another shape, of which one size may be -1 and then
  /// follows from the others.
  ///
  /// - Precondition: the sizes have the same product.
  public func reshaped(_ shape: [Int]) -> Tensor { calling("reshape", .ints(shape)) }

  /// The axes in another order: axis `i` of the result is axis `order[i]` of this tensor.
  public func permuted(_ order: [Int]) -> Tensor { calling("permute", .ints(order)) }

  /// Two axes exchanged; negative axes count from the end.
  public func transposed(_ first: Int, _ second: Int) -> Tensor {
    calling("transpose.int", .int(first), .int(second))
  }

  /// The part of one axis that lies in `range`; negative axes count from the end.
  ///
  /// - Precondition: `range` lies within the axis.
  public func slice(axis: Int, _ range: Range<Int>) -> Tensor {
    let size = shape[axis < 0 ? rank + axis : axis]
    guard range.lowerBound >= 0, range.upperBound <= size else {
      misuse("slice(axis: \(axis))", found: "\(range)", wanted: "a range within 0..<\(size)")
    }
    return calling(
      "slice.Tensor", .int(axis), .int(range.lowerBound), .int(range.upperBound), .int(1))
  }

  /// One position of one axis, which disappears; negative axes count from the end.
  public func select(axis: Int, _ index: Int) -> Tensor {
    calling("select.int", .int(axis), .int(index))
  }

  /// The first axis at `index`: one image of a batch.
  public subscript(index: Int) -> Tensor { select(axis: 0, index) }

  /// The first axis within `range`: some images of a batch.
  public subscript(range: Range<Int>) -> Tensor { slice(axis: 0, range) }

  /// The given positions of one axis, in the given order.
  public func gathered(axis: Int, _ indices: [Int]) -> Tensor {
    calling("index_select", .int(axis), .tensor(Tensor(integers: indices)))
  }

  /// The tensor mirrored along one axis.
  public func flipped(axis: Int) -> Tensor { calling("flip", .ints([axis])) }

  /// A new axis of size 1 at `axis`.
  public func expanded(at axis: Int) -> Tensor { calling("unsqueeze", .int(axis)) }

  /// Tensors side by side along an axis that they have; their other axes are equal.
  public static func concatenated(_ tensors: [Tensor], axis: Int = 0) -> Tensor {
    calling("cat", .tensors(tensors), .int(axis))
  }

  /// Tensors of equal shape along a new axis, which stands at `axis`.
  public static func stacked(_ tensors: [Tensor], axis: Int = 0) -> Tensor {
    calling("stack", .tensors(tensors), .int(axis))
  }

  /// Cuts the first axis into pieces of the given sizes.
  ///
  /// - Precondition: the sizes add up to no more than the axis; what they leave is left out.
  public func split(_ sizes: [Int]) -> [Tensor] {
    var start = 0
    return sizes.map { size in
      defer { start += size }
      return slice(axis: 0, start..<(start + size))
    }
  }
}
