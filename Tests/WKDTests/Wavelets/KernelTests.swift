import Testing
import Torch
import WKD

@Suite struct KernelTests {
  private func random(_ shape: [Int], _ seed: UInt64, _ type: ElementType = .float64) -> Tensor {
    var generator = SeededGenerator(seed: seed)
    return Tensor.normal(shape, type: type, using: &generator)
  }

  /// <A x, y> = <x, A' y>, the law that makes gradients right.
  @Test(
    "the gradient is the adjoint for every mode, odd sizes and long filters",
    arguments: BoundaryMode.allCases)
  func adjoint(mode: BoundaryMode) throws {
    for (name, size) in [
      ("haar", (7, 5)), ("db4", (19, 33)), ("sym8", (24, 17)), ("db20", (9, 70)),
    ] {
      let transform = WaveletTransform(try FilterBank(named: name), levels: 2, mode: mode)
      let x = random([2, size.0, size.1], 1).trackingGradients()
      let bands = transform(x).bands.map(\.coefficients)
      let y = bands.enumerated().map { random($1.shape, UInt64($0) + 2) }
      let product = zip(bands, y).map { ($0 * $1).sum() }.reduce(Tensor(0)) { $0 + $1 }
      let back = gradients(of: product, at: [x])[0]
      let other = (x.detached * back).sum().item
      // Both sums run over some thousand terms of size 1, antireflect and smooth amplify them.
      #expect(abs(product.item - other) < 1e-8 * max(1, abs(other)), "\(name)")
    }
  }

  @Test("one large image and many small ones take different paths to the same numbers")
  func paths() {
    let images = random([6, 40, 72], 3)
    let transform = WaveletTransform(.haar, levels: 3, mode: .symmetric)
    let together = transform(images)
    for index in 0..<6 {
      let alone = transform(images[index])
      for found in alone.bands {
        let wanted = together[found.band][index]
        #expect(largestDifference(found.coefficients, wanted) == 0, "\(found.name)")
      }
    }
  }

  @Test("single precision agrees with double to 1e-5 of the largest coefficient")
  func single() throws {
    let x = random([1, 3, 64, 64], 4)
    for name in ["haar", "db3", "db20"] {
      let transform = WaveletTransform(try FilterBank(named: name), levels: 3, mode: .reflect)
      let wide = transform(x)
      let narrow = transform(x.converted(to: .float32))
      for found in narrow.bands {
        let (band, coefficients) = (found.band, found.coefficients)
        let error = largestDifference(coefficients.converted(to: .float64), wide[band])
        #expect(error < 1e-5 * wide[band].abs().max().item, "\(name) \(band)")
      }
      let restored = transform.inverse(narrow).converted(to: .float64)
      #expect(largestDifference(restored, x) < 1e-5 * x.abs().max().item)
    }
  }

  @Test("views that are not contiguous are transformed as their copies are")
  func views() {
    let x = random([5, 16, 24], 5)
    let view = x.permuted([2, 0, 1])
    let copy = Tensor(view.values, shape: view.shape)
    let transform = WaveletTransform(.haar, levels: 1, mode: .zero)
    for found in transform(view).bands {
      #expect(largestDifference(found.coefficients, transform(copy)[found.band]) == 0)
    }
  }

  @Test(
    "the loss agrees with the sum over its bands in every choice of bands and norm",
    arguments: [WaveletLoss.Bands.high, .low, .all], WaveletLoss.Norm.allCases)
  func loss(bands: WaveletLoss.Bands, norm: WaveletLoss.Norm) throws {
    let transform = WaveletTransform(try FilterBank(named: "db2"), levels: 3, mode: .symmetric)
    let weights = [0.5, 1, 2]
    let loss = WaveletLoss(transform, bands: bands, norm: norm, levelWeights: weights)
    let student = random([2, 3, 21, 34], 6).trackingGradients()
    let teacher = random([2, 3, 21, 34], 7)
    let size = { (x: Tensor) in (norm == .l1 ? x.abs() : x.squared()).mean() }
    let pyramid = transform(student - teacher)
    var byHand = Tensor(0)
    if bands != .low {
      for (detail, weight) in zip(pyramid.details, weights) {
        byHand = byHand + weight / 3 * (size(detail.lh) + size(detail.hl) + size(detail.hh))
      }
    }
    if bands != .high { byHand = byHand + size(pyramid.ll) }
    let value = loss(student: student, teacher: teacher)
    #expect(abs(value.item - byHand.item) < 1e-12)
    let slopes = [value, byHand].map { gradients(of: $0, at: [student])[0] }
    #expect(largestDifference(slopes[0], slopes[1]) < 1e-14)
  }
}
