import Testing
import Torch
import WKD

@Suite struct DistillationTests {
  @Test("Hinton's loss and its gradient are PyTorch's", arguments: [1.0, 2, 4, 8])
  func hinton(temperature: Double) throws {
    let golden = try Golden.tensors("distillation")
    let student = try #require(golden["hinton.student"]).trackingGradients()
    let teacher = try #require(golden["hinton.teacher"])
    let loss = HintonLoss(temperature: temperature)(student: student, teacher: teacher)
    let key = "hinton.T\(Int(temperature))"
    #expect(abs(loss.item - (try #require(golden["\(key).loss"])).item) < 1e-12)
    let gradient = gradients(of: loss, at: [student])[0]
    #expect(largestDifference(gradient, try #require(golden["\(key).grad"])) < 1e-12)
  }

  @Test("in single precision the losses are PyTorch's to five digits")
  func singlePrecision() throws {
    let golden = try Golden.tensors("distillation")
    let single = { (key: String) in try #require(golden[key]).converted(to: .float32) }
    for temperature in [1, 2, 4, 8] {
      let loss = HintonLoss(temperature: Double(temperature))(
        student: try single("hinton.student"), teacher: try single("hinton.teacher"))
      let wanted = try #require(golden["hinton.T\(temperature).loss"]).item
      #expect(abs(loss.item - wanted) < 1e-5 * wanted, "T = \(temperature)")
    }
    let student = try single("image.student")
    let teacher = try single("image.teacher")
    let pixels = meanAbsolute(student, teacher).item
    #expect(abs(pixels - (try #require(golden["l1.loss"])).item) < 1e-5)
    for name in ["haar", "db2"] {
      for mode in [BoundaryMode.zero, .symmetric, .periodization] {
        let transform = WaveletTransform(try FilterBank(named: name), levels: 3, mode: mode)
        let loss = WaveletLoss(transform)(student: student, teacher: teacher).item
        let wanted = try #require(golden["wkd.\(name).\(mode.rawValue).loss"]).item
        #expect(abs(loss - wanted) < 1e-5, "\(name) \(mode)")
      }
    }
  }

  @Test("the L1 loss and its gradient are PyTorch's")
  func l1() throws {
    let golden = try Golden.tensors("distillation")
    let student = try #require(golden["image.student"]).trackingGradients()
    let loss = meanAbsolute(student, try #require(golden["image.teacher"]))
    #expect(abs(loss.item - (try #require(golden["l1.loss"])).item) < 1e-12)
    let gradient = gradients(of: loss, at: [student])[0]
    #expect(largestDifference(gradient, try #require(golden["l1.grad"])) < 1e-15)
  }

  @Test(
    "the wavelet loss, its bands and its gradient are pytorch_wavelets'",
    arguments: ["haar", "db2"], [BoundaryMode.zero, .symmetric, .periodization])
  func wavelet(name: String, mode: BoundaryMode) throws {
    let golden = try Golden.tensors("distillation")
    let student = try #require(golden["image.student"]).trackingGradients()
    let teacher = try #require(golden["image.teacher"])
    let transform = WaveletTransform(try FilterBank(named: name), levels: 3, mode: mode)
    let key = "wkd.\(name).\(mode.rawValue)"
    let loss = WaveletLoss(transform)(student: student, teacher: teacher)
    #expect(abs(loss.item - (try #require(golden["\(key).loss"])).item) < 1e-10)
    let gradient = gradients(of: loss, at: [student])[0]
    let wanted = try #require(golden["\(key).grad"])
    if name == "haar" || mode != .symmetric {
      #expect(largestDifference(gradient, wanted) < 1e-10)
    } else {
      // pytorch_wavelets 1.3 does not send gradients back through mirrored samples: its gradient
      // holds inside alone. At the border the finite differences of the loss decide.
      let inner = { (x: Tensor) in x.slice(axis: 2, 24..<40).slice(axis: 3, 24..<40) }
      #expect(largestDifference(inner(gradient), inner(wanted)) < 1e-10)
      for index in [0, 65, 2 * 64 + 30, 63 * 64 + 20] {
        let change = { (step: Double) -> Double in
          var pixels = student.values
          pixels[index] += step
          return WaveletLoss(transform)(
            student: Tensor(pixels, shape: student.shape), teacher: teacher
          ).item
        }
        let difference = (change(1e-6) - change(-1e-6)) / 2e-6
        #expect(abs(difference - gradient.values[index]) < 1e-8)
      }
    }
    for found in transform(student - teacher).bands where found.band != .ll(3) {
      let mean = try #require(golden["\(key).\(found.band)"]).item
      #expect(abs(found.coefficients.abs().mean().item - mean) < 1e-10, "\(found.band)")
    }
  }

  @Test("a brighter picture has no high-band loss, a low-band one of eight times the shift")
  func brightness() {
    var generator = SeededGenerator(seed: 9)
    let teacher = Tensor.normal([1, 3, 32, 32], type: .float64, using: &generator)
    let student = teacher + 0.1
    #expect(WaveletLoss()(student: student, teacher: teacher).item < 1e-14)
    #expect(abs(WaveletLoss(bands: .low)(student: student, teacher: teacher).item - 0.8) < 1e-12)
  }

  @Test("squared over all bands is the squared pixel difference, when bands are weighted by size")
  func parseval() {
    var generator = SeededGenerator(seed: 9)
    let student = Tensor.normal([2, 3, 16, 16], type: .float64, using: &generator)
    let teacher = Tensor.normal([2, 3, 16, 16], type: .float64, using: &generator)
    let transform = WaveletTransform(.haar, levels: 2, mode: .zero)
    // Of 256 coefficients 3 * 64 are of level 1, 3 * 16 of level 2 and 16 of LL2, whose mean counts once.
    let loss = WaveletLoss(
      transform, bands: .all, norm: .l2, levelWeights: [192.0 / 16, 48.0 / 16])
    let pixels = (student - teacher).squared().mean().item
    for found in [
      loss(student: student, teacher: teacher),
      loss.byOperators(student: student, teacher: teacher),
    ] {
      #expect(abs(16 * found.item / 256 - pixels) < 1e-12)
    }
    // Weighted alike, the bands do not add up to the pixels.
    let alike = WaveletLoss(transform, bands: .all, norm: .l2)
    #expect(abs(16 * alike(student: student, teacher: teacher).item / 256 - pixels) > 0.1)
  }

  @Test("level weights scale their level alone")
  func levelWeights() {
    var generator = SeededGenerator(seed: 9)
    let a = Tensor.normal([1, 1, 16, 16], type: .float64, using: &generator)
    let b = Tensor.normal([1, 1, 16, 16], type: .float64, using: &generator)
    let transform = WaveletTransform(.haar, levels: 2, mode: .zero)
    let loss = { (weights: [Double]) in
      WaveletLoss(transform, levelWeights: weights)(student: a, teacher: b).item
    }
    #expect(abs(loss([2, 3]) - 2 * loss([1, 0]) - 3 * loss([0, 1])) < 1e-12)
  }
}
