extension Tensor {
  /// Sum of all elements.
  ///
  /// - Shape: any to `[]`.
  public func sum() -> Tensor { calling("sum", .none) }

  /// Mean of all elements.
  ///
  /// - Shape: any to `[]`.
  public func mean() -> Tensor { calling("mean", .none) }

  /// Sum over some axes.
  ///
  /// - Parameters:
  ///   - axes: the axes to sum over; negative ones count from the end.
  ///   - keepingAxes: whether they stay, with size 1, instead of disappearing.
  /// - Returns: one sum for each position of the other axes.
  public func sum(axes: [Int], keepingAxes: Bool = false) -> Tensor {
    calling("sum.dim_IntList", .ints(axes), .bool(keepingAxes), .none)
  }

  /// Mean over some axes.
  ///
  /// - Parameters:
  ///   - axes: the axes to average over; negative ones count from the end.
  ///   - keepingAxes: whether they stay, with size 1, instead of disappearing.
  /// - Returns: one mean for each position of the other axes.
  public func mean(axes: [Int], keepingAxes: Bool = false) -> Tensor {
    calling("mean.dim", .ints(axes), .bool(keepingAxes), .none)
  }

  /// Largest element.
  ///
  /// - Shape: any with at least one element to `[]`.
  public func max() -> Tensor { calling("max") }

  /// Smallest element.
  ///
  /// - Shape: any with at least one element to `[]`.
  public func min() -> Tensor { calling("min") }

  /// Position of the largest element along an axis, which disappears; of type ``ElementType/int64``.
  public func argmax(axis: Int) -> Tensor { calling("argmax", .int(axis), .bool(false)) }

  /// The elements in ascending order along an axis.
  public func sorted(axis: Int) -> Tensor {
    callOperator("sort", .tensor(self), .int(axis), .bool(false))[0]
  }

  /// Probabilities along an axis: `exp(x) / sum(exp(x))`.
  public func softmax(axis: Int) -> Tensor { calling("softmax.int", .int(axis), .none) }

  /// Logarithms of ``softmax(axis:)``, without its loss of precision.
  public func logSoftmax(axis: Int) -> Tensor { calling("log_softmax.int", .int(axis), .none) }
}
