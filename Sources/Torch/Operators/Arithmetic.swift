// Element by element. Two tensors need not have one shape: axes are matched from the last one, and an
// axis of size 1, or one that is missing, is repeated.

extension Tensor {
  /// The sum of two tensors, element by element; shapes are matched as NumPy does.
  public static func + (left: Tensor, right: Tensor) -> Tensor {
    left.calling("add.Tensor", .tensor(right))
  }

  /// The difference of two tensors, element by element; shapes are matched as NumPy does.
  public static func - (left: Tensor, right: Tensor) -> Tensor {
    left.calling("sub.Tensor", .tensor(right))
  }

  /// The product of two tensors, element by element; shapes are matched as NumPy does.
  public static func * (left: Tensor, right: Tensor) -> Tensor {
    left.calling("mul.Tensor", .tensor(right))
  }

  /// The quotient of two tensors, element by element; shapes are matched as NumPy does.
  public static func / (left: Tensor, right: Tensor) -> Tensor {
    left.calling("div.Tensor", .tensor(right))
  }

  /// Every element plus a number.
  public static func + (left: Tensor, right: Double) -> Tensor {
    left.calling("add.Scalar", .double(right))
  }

  /// Every element minus a number.
  public static func - (left: Tensor, right: Double) -> Tensor {
    left.calling("sub.Scalar", .double(right))
  }

  /// Every element times a number.
  public static func * (left: Tensor, right: Double) -> Tensor {
    left.calling("mul.Scalar", .double(right))
  }

  /// Every element divided by a number.
  public static func / (left: Tensor, right: Double) -> Tensor {
    left.calling("div.Scalar", .double(right))
  }

  /// A number plus every element.
  public static func + (left: Double, right: Tensor) -> Tensor { right + left }

  /// A number minus every element.
  public static func - (left: Double, right: Tensor) -> Tensor { -right + left }

  /// A number times every element.
  public static func * (left: Double, right: Tensor) -> Tensor { right * left }

  /// Every element with the other sign.
  public static prefix func - (tensor: Tensor) -> Tensor { tensor.calling("neg") }
}

// MARK: - Functions of one element

extension Tensor {
  /// Magnitude of every element.
  public func abs() -> Tensor { calling("abs") }

  /// -1, 0 or 1 for every element, by its sign.
  public func sign() -> Tensor { calling("sign") }

  /// Square of every element.
  public func squared() -> Tensor { calling("square") }

  /// Square root of every element; not a number below 0.
  public func squareRoot() -> Tensor { calling("sqrt") }

  /// Exponential of every element.
  public func exp() -> Tensor { calling("exp") }

  /// Natural logarithm of every element; not a number below 0.
  public func log() -> Tensor { calling("log") }

  /// Hyperbolic tangent of every element, in (-1, 1).
  public func tanh() -> Tensor { calling("tanh") }

  /// `x` where it is positive, 0 elsewhere.
  public func relu() -> Tensor { calling("relu") }

  /// `x` where it is positive, `slope * x` elsewhere.
  public func leakyRelu(slope: Double) -> Tensor { calling("leaky_relu", .double(slope)) }

  /// Every element moved to the nearest bound where it lies outside of `range`.
  public func clamped(to range: ClosedRange<Double>) -> Tensor {
    calling("clamp", .double(range.lowerBound), .double(range.upperBound))
  }

  /// 1 where the elements are equal, 0 elsewhere, in the type of this tensor.
  public func isEqual(to other: Tensor) -> Tensor {
    calling("eq.Tensor", .tensor(other)).converted(to: type)
  }
}
