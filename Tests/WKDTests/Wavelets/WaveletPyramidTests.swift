import Testing
import Torch
import WKD

@Suite struct WaveletPyramidTests {
  private func named(_ pyramid: WaveletPyramid) -> [String: Tensor] {
    Dictionary(uniqueKeysWithValues: pyramid.bands.map { ($0.name, $0.coefficients) })
  }

  @Test("named bands rebuild the picture, in any mode and size", arguments: BoundaryMode.allCases)
  func roundTrip(mode: BoundaryMode) throws {
    var generator = SeededGenerator(seed: 1)
    for name in ["haar", "db3", "bior2.4"] {
      let transform = WaveletTransform(try FilterBank(named: name), levels: 2, mode: mode)
      for size in [[1, 16, 16], [3, 21, 13], [2, 3, 9, 30]] {
        let image = Tensor.normal(size, type: .float64, using: &generator)
        let bands = named(transform(image))
        let rebuilt = try WaveletPyramid(
          bands: bands, of: transform, height: size[size.count - 2], width: size[size.count - 1])
        #expect(rebuilt.bands.map(\.name) == transform(image).bands.map(\.name))
        // Smooth and antireflect amplify rounding: their extension grows with the filter.
        #expect(largestDifference(transform.inverse(rebuilt), image) < 1e-9, "\(name) \(size)")
      }
    }
  }

  @Test("a missing band, a wrong size and a wrong wavelet are named")
  func errors() throws {
    let haar = WaveletTransform(.haar, levels: 2)
    let bands = named(haar(Tensor.ones([1, 10, 12], type: .float64)))
    var lacking = bands
    lacking["HL2"] = nil
    #expect(throws: WaveletPyramidError.missing(.hl(2))) {
      try WaveletPyramid(bands: lacking, of: haar, height: 10, width: 12)
    }
    #expect(throws: WaveletPyramidError.missing(.ll(3))) {
      let deeper = WaveletTransform(.haar, levels: 3)
      _ = try WaveletPyramid(bands: bands, of: deeper, height: 10, width: 12)
    }
    #expect(throws: WaveletPyramidError.self) {
      try WaveletPyramid(bands: bands, of: haar, height: 10, width: 20)
    }
    #expect(throws: WaveletPyramidError.self) {
      let db2 = WaveletTransform(try FilterBank(named: "db2"), levels: 2)
      _ = try WaveletPyramid(bands: bands, of: db2, height: 10, width: 12)
    }
    #expect(throws: WaveletPyramidError.noPixels(height: 0, width: 12)) {
      try WaveletPyramid(bands: bands, of: haar, height: 0, width: 12)
    }
  }

  @Test("bands come coarsest first, each under its name and as the details hold it")
  func bands() async {
    let pyramid = WaveletTransform(.haar, levels: 2)(
      Tensor((0..<64).map(Double.init), shape: [8, 8]))
    #expect(
      pyramid.bands.map(\.band) == [.ll(2), .lh(2), .hl(2), .hh(2), .lh(1), .hl(1), .hh(1)])
    #expect(pyramid.bands.map(\.name) == ["LL2", "LH2", "HL2", "HH2", "LH1", "HL1", "HH1"])
    for found in pyramid.bands {
      #expect(pyramid[found.band].values == found.coefficients.values)
      #expect(pyramid[found.name].values == found.coefficients.values)
    }
    #expect(pyramid[.lh(1)].values == pyramid.details[0].lh.values)
    #expect(pyramid[.hh(2)].values == pyramid.details[1].hh.values)
    await #expect(processExitsWith: .failure) {
      _ = WaveletTransform(.haar, levels: 2)(Tensor.ones([8, 8]))[.ll(1)]
    }
    await #expect(processExitsWith: .failure) {
      _ = WaveletTransform(.haar, levels: 2)(Tensor.ones([8, 8]))["LL"]
    }
  }
}
