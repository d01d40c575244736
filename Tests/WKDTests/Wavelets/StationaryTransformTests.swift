import Testing
import Torch
import WKD

@Suite struct StationaryTransformTests {
  /// One case of `scripts/make-golden-banks.py`.
  private struct Case {
    let stem: String
    let transform: StationaryTransform
    let input: Tensor
    let golden: [String: Tensor]

    /// The bands of the last two or three axes, level by level.
    func parts(_ name: String) throws -> [[Tensor]] {
      let all = try #require(golden["\(stem)/\(name)"])
      return (0..<all.shape[0]).map { level in
        (0..<all.shape[1]).map { all[level][$0] }
      }
    }
  }

  private func cases(of kind: String, scaling: StationaryTransform.Scaling = .plain) throws
    -> [Case]
  {
    let golden = try Golden.tensors("stationary")
    return try golden.filter { $0.key.hasSuffix("/" + kind) }.map { key, input in
      let words = key.split(separator: "/")
      return Case(
        stem: String(key.dropLast(kind.count + 1)),
        transform: StationaryTransform(
          try FilterBank(named: String(words[0])), levels: try #require(Int(words[2])),
          scaling: scaling), input: input, golden: golden)
    }
  }

  @Test(
    "bands of signals are those of pywt.swt, with its norm or without, and iswt undoes any bands")
  func signals() throws {
    for (scaling, name) in [(StationaryTransform.Scaling.plain, "bands"), (.energy, "energy")] {
      let all = try cases(of: "signal", scaling: scaling)
      #expect(all.count == 27)
      for one in all {
        let found = one.transform.decompose(signal: one.input)
        for (found, wanted) in zip(found, try one.parts(name)) {
          #expect(largestDifference(found.approximation, wanted[0]) < 1e-12, "\(one.stem)")
          #expect(largestDifference(found.details, wanted[1]) < 1e-12, "\(one.stem)")
        }
        let restored = one.transform.reconstruct(signal: found)
        // The rounding of the tables; dmey restores to half a per cent of its largest sample or so.
        let tolerance = one.stem.hasPrefix("dmey") ? 0.2 : 1e-10
        #expect(largestDifference(restored, one.input) < tolerance, "\(one.stem)")
        guard scaling == .plain else { continue }
        let noisy = try one.parts("noisy").map {
          StationarySignalBands(approximation: $0[0], details: $0[1])
        }
        let inverse = one.transform.reconstruct(signal: noisy)
        let wanted = try #require(one.golden["\(one.stem)/inverse"])
        #expect(largestDifference(inverse, wanted) < 1e-12, "\(one.stem)")
      }
    }
  }

  @Test("bands of images are those of pywt.swt2, and iswt2 undoes any bands")
  func images() throws {
    let all = try cases(of: "image")
    #expect(all.count == 18)
    for one in all {
      let bands = { (parts: [Tensor]) in
        StationaryBands(ll: parts[0], lh: parts[1], hl: parts[2], hh: parts[3])
      }
      let wanted = try one.parts("bands").map(bands)
      for (found, wanted) in zip(one.transform(one.input), wanted) {
        for part in [\StationaryBands.ll, \.lh, \.hl, \.hh] {
          // Values grow to 50 over two levels.
          #expect(
            largestDifference(found[keyPath: part], wanted[keyPath: part]) < 1e-12, "\(one.stem)")
        }
      }
      let inverse = one.transform.inverse(try one.parts("noisy").map(bands))
      let restored = try #require(one.golden["\(one.stem)/inverse"])
      #expect(largestDifference(inverse, restored) < 1e-12, "\(one.stem)")
    }
  }

  @Test("a shift of the signal shifts every band, and nothing else changes")
  func shift() throws {
    var generator = SeededGenerator(seed: 1)
    let signal = Tensor.normal([2, 32], type: .float64, using: &generator)
    let rolled = { (tensor: Tensor) in
      Tensor.concatenated([tensor.slice(axis: 1, 29..<32), tensor.slice(axis: 1, 0..<29)], axis: 1)
    }
    let transform = StationaryTransform(try FilterBank(named: "sym5"), levels: 4)
    for (still, moved) in zip(
      transform.decompose(signal: signal), transform.decompose(signal: rolled(signal)))
    {
      #expect(largestDifference(rolled(still.details), moved.details) < 1e-13)
      #expect(largestDifference(rolled(still.approximation), moved.approximation) < 1e-12)
    }
  }

  @Test("scaled for energy, an orthogonal bank keeps that of the signal")
  func energy() throws {
    var generator = SeededGenerator(seed: 2)
    let signal = Tensor.normal([64], type: .float64, using: &generator)
    let bands = StationaryTransform(try FilterBank(named: "db5"), levels: 3, scaling: .energy)
      .decompose(signal: signal)
    let parts = bands.map(\.details) + bands.suffix(1).map(\.approximation)
    let sum = parts.reduce(0) { $0 + $1.squared().sum().item }
    #expect(abs(sum / signal.squared().sum().item - 1) < 1e-10)  // db5's table has about 12 digits
  }

  @Test("gradients of both directions are those of finite differences")
  func gradient() throws {
    var generator = SeededGenerator(seed: 3)
    let transform = StationaryTransform(try FilterBank(named: "bior2.2"), levels: 2)
    let image = Tensor.normal([1, 4, 8], type: .float64, using: &generator)
    let value = { (image: Tensor) -> Tensor in
      let bands = transform(image).map {
        StationaryBands(ll: $0.ll, lh: $0.lh.tanh(), hl: $0.hl.squared(), hh: $0.hh.tanh())
      }
      return transform.inverse(bands).squared().sum()
    }
    let point = image.trackingGradients()
    let slopes = gradients(of: value(point), at: [point])[0].values
    for index in 0..<image.count {
      let sides = [1e-6, -1e-6].map { change in
        var moved = image.values
        moved[index] += change
        return value(Tensor(moved, shape: image.shape)).item
      }
      let wanted = (sides[0] - sides[1]) / 2e-6
      #expect(abs(wanted - slopes[index]) < 1e-5 * max(1, abs(wanted)))
    }
  }

  @Test("the most levels are those of pywt.swt_max_level; lengths that do not divide are refused")
  func lengths() async {
    #expect([0, 1, 2, 3, 12, 64].map(StationaryTransform.maximumLevel) == [0, 0, 1, 0, 2, 6])
    await #expect(processExitsWith: .failure) {
      _ = StationaryTransform(.haar, levels: 2).decompose(signal: Tensor.zeros([6], type: .float64))
    }
    await #expect(processExitsWith: .failure) {
      _ = StationaryTransform(.haar, levels: 1)(Tensor.zeros([4, 5], type: .float64))
    }
  }
}
