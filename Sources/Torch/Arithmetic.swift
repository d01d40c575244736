extension Tensor {
  public static func + (left: Tensor, right: Tensor) -> Tensor {
    left.calling("add.Tensor", .tensor(right))
  }
  public static func - (left: Tensor, right: Tensor) -> Tensor {
    left.calling("sub.Tensor", .tensor(right))
  }
  public static func * (left: Tensor, right: Tensor) -> Tensor {
    left.calling("mul.Tensor", .tensor(right))
  }
  public static func / (left: Tensor, right: Tensor) -> Tensor {
    left.calling("div.Tensor", .tensor(right))
  }

  public static func + (left: Tensor, right: Double) -> Tensor {
    left.calling("add.Scalar", .double(right))
  }
  public static func - (left: Tensor, right: Double) -> Tensor {
    left.calling("sub.Scalar", .double(right))
  }
  public static func * (left: Tensor, right: Double) -> Tensor {
    left.calling("mul.Scalar", .double(right))
  }
  public static func / (left: Tensor, right: Double) -> Tensor {
    left.calling("div.Scalar", .double(right))
  }

  public static func + (left: Double, right: Tensor) -> Tensor { right + left }
  public static func - (left: Double, right: Tensor) -> Tensor { -right + left }
  public static func * (left: Double, right: Tensor) -> Tensor { right * left }

  public static prefix func - (tensor: Tensor) -> Tensor { tensor.calling("neg") }
}

// Element by element; the result has the shape of the tensor.
extension Tensor {
  public func abs() -> Tensor { calling("abs") }
  public func sign() -> Tensor { calling("sign") }
  public func squared() -> Tensor { calling("square") }
  public func squareRoot() -> Tensor { calling("sqrt") }
  public func exp() -> Tensor { calling("exp") }
  public func log() -> Tensor { calling("log") }
  public func tanh() -> Tensor { calling("tanh") }
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
