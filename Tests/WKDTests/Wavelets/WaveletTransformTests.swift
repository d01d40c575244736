import Foundation
import Testing
import Torch
import WKD

@Suite struct WaveletTransformTests {
  @Test("eight numbers by hand: averages and differences over sqrt 2")
  func byHand() {
    let signal = Tensor([3.0, 7, 1, 1, -2, 5, 4, 6])
    let (low, high) = WaveletTransform(.haar, levels: 1).analyze(signal)
    let root = 2.0.squareRoot()
    for (found, wanted) in zip(low.values, [10.0, 2, 3, 10]) {
      #expect(abs(found - wanted / root) < 1e-14)
    }
    for (found, wanted) in zip(high.values, [-4.0, 0, -7, -2]) {
      #expect(abs(found - wanted / root) < 1e-14)
    }
  }

  @Test("every band of every golden case is PyWavelets' to 1e-12")
  func oracle() throws {
    let golden = try Golden.tensors("dwt2")
    let inputs = golden.keys.filter { $0.hasSuffix(".input") }
    #expect(inputs.count == 48)
    for key in inputs {
      let parts = key.split(separator: ".")
      let name = parts.dropLast(3).joined(separator: ".")
      let mode = try #require(BoundaryMode(rawValue: String(parts[parts.count - 3])))
      let transform = WaveletTransform(try FilterBank(named: name), levels: 3, mode: mode)
      let image = try #require(golden[key])
      let pyramid = transform(image)
      for band in pyramid.bands {
        let wanted = try #require(golden[key.dropLast(5) + band.name])
        #expect(largestDifference(band.coefficients, wanted) < 1e-12, "\(key) \(band.name)")
      }
      #expect(largestDifference(transform.inverse(pyramid), image) < 1e-11, "\(key) inverse")
    }
  }

  @Test("the inverse restores any size in any mode", arguments: BoundaryMode.allCases)
  func perfectReconstruction(mode: BoundaryMode) throws {
    var generator = SeededGenerator(seed: 1)
    for name in ["haar", "db3", "sym5", "bior2.4"] {
      let transform = WaveletTransform(try FilterBank(named: name), levels: 2, mode: mode)
      for size in [(1, 1), (1, 9), (2, 3), (8, 8), (13, 21)] {
        let image = Tensor.normal([2, 3, size.0, size.1], type: .float64, using: &generator)
        let restored = transform.inverse(transform(image))
        // Smooth and antireflect amplify: their extension grows with the filter.
        #expect(largestDifference(restored, image) < 1e-9, "\(name) \(size)")
      }
    }
  }

  @Test("an orthonormal transform keeps the energy", arguments: ["haar", "db2", "db4", "sym4"])
  func energy(name: String) throws {
    var generator = SeededGenerator(seed: 2)
    let image = Tensor.normal([1, 1, 32, 48], type: .float64, using: &generator)
    let pyramid = WaveletTransform(try FilterBank(named: name), levels: 3, mode: .periodization)(
      image)
    let kept = pyramid.bands.reduce(0) { $0 + $1.coefficients.squared().sum().item }
    #expect(abs(kept - image.squared().sum().item) < 1e-8)
    #expect(pyramid.count == image.count)
  }

  @Test("a constant has no details, a checkerboard nothing but HH1")
  func patterns() {
    let transform = WaveletTransform(.haar, levels: 3, mode: .zero)
    let flat = transform(Tensor.full([1, 1, 64, 64], value: 0.5, type: .float64))
    #expect(
      largestDifference(flat.ll, Tensor.full([1, 1, 8, 8], value: 4, type: .float64)) < 1e-12)
    #expect(flat.details.allSatisfy { $0.lh.abs().max().item < 1e-12 })
    let board = (0..<64 * 64).map { ($0 / 64 + $0 % 64) % 2 == 0 ? 1.0 : -1 }
    let pyramid = transform(Tensor(board, shape: [1, 1, 64, 64]))
    for band in pyramid.bands {
      let (name, band) = (band.band, band.coefficients)
      let wanted = name == .hh(1) ? 2.0 : 0
      #expect(abs(band.abs().max().item - wanted) < 1e-12, "\(name)")
      #expect(abs(band.abs().min().item - wanted) < 1e-12, "\(name)")
    }
  }

  @Test("LH answers to horizontal edges, HL to vertical ones")
  func orientation() {
    let transform = WaveletTransform(.haar, levels: 1, mode: .zero)
    let rows = (0..<64).map { ($0 / 8) % 2 == 0 ? 1.0 : 0 }
    let horizontal = transform(Tensor(rows, shape: [1, 1, 8, 8]))
    #expect(horizontal["LH1"].abs().max().item > 0.9)
    #expect(horizontal["HL1"].abs().max().item < 1e-12)
    let vertical = transform(Tensor(rows, shape: [1, 1, 8, 8]).transposed(2, 3))
    #expect(vertical["HL1"].abs().max().item > 0.9)
    #expect(vertical["LH1"].abs().max().item < 1e-12)
  }

  @Test("gradients flow through both directions as finite differences say")
  func gradient() throws {
    var generator = SeededGenerator(seed: 4)
    let x = Tensor.normal([1, 1, 6, 7], type: .float64, using: &generator)
    let transform = WaveletTransform(try FilterBank(named: "db2"), levels: 2, mode: .smooth)
    let value = { (x: Tensor) -> Tensor in
      let pyramid = transform(x).mapBands { $0 == .ll(2) ? $1 : $1.tanh() }
      return transform.inverse(pyramid).squared().sum()
    }
    let point = x.trackingGradients()
    let slope = gradients(of: value(point), at: [point])[0].values
    for index in stride(from: 0, to: x.count, by: 5) {
      var (up, down) = (x.values, x.values)
      up[index] += 1e-6
      down[index] -= 1e-6
      let difference =
        (value(Tensor(up, shape: x.shape)).item - value(Tensor(down, shape: x.shape)).item) / 2e-6
      #expect(abs(difference - slope[index]) < 1e-6 * max(1, abs(slope[index])))
    }
  }

  @Test("bands of another mode are refused by the inverse")
  func mixedModes() async {
    await #expect(processExitsWith: .failure) {
      let image = Tensor.zeros([1, 1, 16, 16], type: .float64)
      let bank = try FilterBank(named: "db4")
      let pyramid = WaveletTransform(bank, levels: 1, mode: .symmetric)(image)
      _ = WaveletTransform(bank, levels: 1, mode: .periodization).inverse(pyramid)
    }
  }
}
