extension Tensor {
  /// Matrix product over the last two axes; leading axes are batches.
  ///
  /// - Shape: `[..., n, k]` and `[..., k, m]` to `[..., n, m]`.
  public func matmul(_ other: Tensor) -> Tensor { calling("matmul", .tensor(other)) }

  /// Eigenvalues in ascending order and eigenvectors, one a column, of a symmetric matrix.
  ///
  /// - Shape: `[n, n]` to values `[n]` and vectors `[n, n]`.
  /// - Precondition: the matrix is symmetric; only its lower triangle is read.
  public func symmetricEigen() -> (values: Tensor, vectors: Tensor) {
    let parts = callOperator("linalg_eigh", .tensor(self), .string("L"))
    return (parts[0], parts[1])
  }

  /// The symmetric root `R` of a matrix without negative eigenvalues: `R R` is the matrix.
  ///
  /// Eigenvalues that rounding has pushed below 0 count as 0.
  /// - Shape: `[n, n]`, kept.
  /// - Precondition: the matrix is symmetric.
  public func symmetricSquareRoot() -> Tensor {
    let (values, vectors) = symmetricEigen()
    return (vectors * values.relu().squareRoot()).matmul(vectors.transposed(0, 1))
  }

  /// Magnitudes of the Fourier transform along the last axis, from frequency 0 to half the rate.
  ///
  /// - Shape: `[..., n]` to `[..., n / 2 + 1]`.
  public func fourierMagnitudes() -> Tensor {
    callOperator("fft_rfft", .tensor(self), .none, .int(-1), .none)[0].calling("abs")
  }
}
