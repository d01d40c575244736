extension Tensor {
  /// Sum of all elements.
  public func sum() -> Tensor { calling("sum", .none) }

  /// Mean of all elements.
  public func mean() -> Tensor { calling("mean", .none) }

  /// Sum over some axes, which disappear unless `keepingAxes`.
  public func sum(axes: [Int], keepingAxes: Bool = false) -> Tensor {
    calling("sum.dim_IntList", .ints(axes), .bool(keepingAxes), .none)
  }

  /// Mean over some axes, which disappear unless `keepingAxes`.
  public func mean(axes: [Int], keepingAxes: Bool = false) -> Tensor {
    calling("mean.dim", .ints(axes), .bool(keepingAxes), .none)
  }

  /// Largest element.
  public func max() -> Tensor { calling("max") }

  /// Smallest element.
  public func min() -> Tensor { calling("min") }

  /// Position of the largest element along an axis, which disappears.
  public func argmax(axis: Int) -> Tensor { calling("argmax", .int(axis), .bool(false)) }

  /// The elements in ascending order along an axis.
  public func sorted(axis: Int) -> Tensor {
    callOperator("sort", .tensor(self), .int(axis), .bool(false))[0]
  }
}
