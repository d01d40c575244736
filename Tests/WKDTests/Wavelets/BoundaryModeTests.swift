import Testing
import Torch
import WKD

@Suite struct BoundaryModeTests {
  @Test("signals of any length agree with wavedec in every mode", arguments: BoundaryMode.allCases)
  func signals(mode: BoundaryMode) throws {
    let golden = try Golden.tensors("modes")
    let keys = golden.keys.filter { $0.hasSuffix(".signal") && $0.contains(".\(mode.rawValue).") }
    #expect(keys.count >= 24)
    for key in keys {
      let stem = String(key.dropLast(".signal".count))
      let transform = WaveletTransform(try bank(of: stem, mode), levels: 2, mode: mode)
      let signal = try #require(golden[key])
      let pyramid = transform.decompose(signal: signal)
      let found = [
        "cA2": pyramid.approximation, "cD2": pyramid.details[1], "cD1": pyramid.details[0],
      ]
      for (part, tensor) in found {
        let wanted = try #require(golden["\(stem).\(part)"])
        // Straight lines through two samples grow with the filter: the last digits go with them.
        let tolerance = 1e-12 * max(1, wanted.abs().max().item)
        #expect(largestDifference(tensor, wanted) < tolerance, "\(stem) \(part)")
      }
      let restored = transform.reconstruct(signal: pyramid)
      let size = pyramid.details.map { $0.abs().max().item }.max() ?? 1
      #expect(largestDifference(restored, signal) < 1e-11 * max(1, size), "\(stem)")
    }
  }

  @Test("images of any size agree with dwt2 in every mode", arguments: BoundaryMode.allCases)
  func images(mode: BoundaryMode) throws {
    let golden = try Golden.tensors("modes")
    let keys = golden.keys.filter { $0.hasSuffix(".image") && $0.contains(".\(mode.rawValue).") }
    #expect(keys.count >= 5)
    for key in keys {
      let stem = String(key.dropLast(".image".count))
      let transform = WaveletTransform(try bank(of: stem, mode), levels: 1, mode: mode)
      for found in transform(try #require(golden[key])).bands {
        let (band, tensor) = (found.band, found.coefficients)
        let wanted = try #require(golden["\(stem).\(band)"])
        let tolerance = 1e-12 * max(1, wanted.abs().max().item)
        #expect(largestDifference(tensor, wanted) < tolerance, "\(stem) \(band)")
      }
    }
  }

  @Test("gradients flow through several levels of a signal and back")
  func gradient() throws {
    var generator = SeededGenerator(seed: 3)
    let transform = WaveletTransform(try FilterBank(named: "db2"), levels: 3, mode: .symmetric)
    let x = Tensor.normal([2, 13], type: .float64, using: &generator).trackingGradients()
    let restored = transform.reconstruct(signal: transform.decompose(signal: x))
    let slope = gradients(of: 0.5 * restored.squared().sum(), at: [x])[0]
    // The round trip is the identity, so the gradient is the signal itself.
    #expect(largestDifference(slope, x.detached) < 1e-12)
  }

  @Test("halves that do not belong to the length are refused")
  func misuse() async {
    await #expect(processExitsWith: .failure) {
      let halves = WaveletTransform(.haar, levels: 1).analyze(Tensor([1.0, 2, 3, 4]))
      _ = WaveletTransform(.haar, levels: 1)
        .synthesize(low: halves.low, high: halves.high, count: 9)
    }
  }

  @Test(
    "names of other programs continue a signal as those programs do",
    arguments: [
      // MATLAB's wextend of 1, 2, 3 by two samples, as its documentation prints it.
      (["sym", "symh", "hsym", "SYM"], [2.0, 1, 1, 2, 3, 3, 2]),
      (["symw", "wsym", "mirror"], [3, 2, 1, 2, 3, 2, 1]),
      (["asym", "asymh"], [-2, -1, 1, 2, 3, -3, -2]), (["asymw"], [-1, 0, 1, 2, 3, 4, 5]),
      (["zpd", "zeros"], [0, 0, 1, 2, 3, 0, 0]), (["sp1", "spd"], [-1, 0, 1, 2, 3, 4, 5]),
      (["sp0", "cpd", "edge", "replicate", "nearest"], [1, 1, 1, 2, 3, 3, 3]),
      (["ppd", "wrap", "circular"], [2, 3, 1, 2, 3, 1, 2]),
    ])
  func otherNames(names: [String], wanted: [Double]) throws {
    for name in names {
      #expect(try BoundaryMode(named: name).extended([1, 2, 3], by: 2) == wanted, "\(name)")
    }
  }

  @Test(
    "straight lines and mirrored ones are told apart where they differ, and per halves the count")
  func aliases() throws {
    #expect(try BoundaryMode(named: "spd").extended([1, 2, 4], by: 2).suffix(2) == [6, 8])
    #expect(try BoundaryMode(named: "asymw").extended([1, 2, 4], by: 2).suffix(2) == [6, 7])
    #expect(try BoundaryMode(named: "Per") == .periodization)
    let db4 = try FilterBank(named: "db4")
    let counts = try ["per", "ppd"].map { name in
      let transform = WaveletTransform(db4, levels: 1, mode: try BoundaryMode(named: name))
      return transform.analyze(Tensor.zeros([16], type: .float64)).low.count
    }
    #expect(counts == [8, 11])
    // None of the other names is one of PyWavelets'.
    #expect(
      Set(BoundaryMode.otherNames.keys).isDisjoint(with: BoundaryMode.allCases.map(\.rawValue)))
  }

  @Test(
    "an unknown mode is refused with the list, and with those that are near",
    arguments: [
      ("symetric", ["symmetric"]), ("period", ["periodic", "periodization"]), ("x", []),
      ("perodic", ["periodic"]), ("anti", ["antisymmetric", "antireflect"]), ("replicated", []),
      ("", []), ("mirrored", []),
    ])
  func refusal(name: String, meant: [String]) {
    #expect {
      try BoundaryMode(named: name)
    } throws: { error in
      error as? BoundaryModeError == .unknown(name, suggestions: meant)
        && BoundaryMode.allCases.allSatisfy { "\(error)".contains($0.rawValue) }
    }
  }

  private func bank(of stem: String, _ mode: BoundaryMode) throws -> FilterBank {
    let name = try #require(stem.firstRange(of: ".\(mode.rawValue).")).lowerBound
    return try FilterBank(named: String(stem[..<name]))
  }
}
