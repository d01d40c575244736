import Foundation
import Testing
import Torch
import WKD

@Suite struct WaveletLossTests {
  private static let banks = ["haar", "db2"]
  private static let modes: [BoundaryMode] = [.zero, .symmetric, .periodization]
  private static let details = (1...3).flatMap { [WaveletBand.lh($0), .hl($0), .hh($0)] }

  /// Loss and golden means of one bank, mode and number type.
  private func compared(
    _ bank: String, _ mode: BoundaryMode, _ type: ElementType
  ) throws -> (loss: (WaveletLoss.Bands) -> Double, mean: (WaveletBand) throws -> Double) {
    let golden = try Golden.tensors("distillation")
    let student = try #require(golden["image.student"]).converted(to: type)
    let teacher = try #require(golden["image.teacher"]).converted(to: type)
    let transform = WaveletTransform(try FilterBank(named: bank), levels: 3, mode: mode)
    return (
      { WaveletLoss(transform, bands: $0)(student: student, teacher: teacher).item },
      { try #require(golden["wkd.\(bank).\(mode.rawValue).\($0)"]).item }
    )
  }

  // Both sides add up thousands of numbers in another order: 1e-10 of double, 1e-5 of single.
  private static let precisions = [(ElementType.float64, 1e-10), (.float32, 1e-5)]

  @Test("the loss of one band is pytorch_wavelets' mean over it", arguments: banks, modes)
  func singleBands(bank: String, mode: BoundaryMode) throws {
    for (type, tolerance) in Self.precisions {
      let (loss, mean) = try compared(bank, mode, type)
      for band in Self.details {
        #expect(abs(loss(.only([band])) - (try mean(band))) < tolerance, "\(band) \(type)")
      }
    }
  }

  @Test("the loss of one level is the mean over its three bands", arguments: banks, modes)
  func singleLevels(bank: String, mode: BoundaryMode) throws {
    for (type, tolerance) in Self.precisions {
      let (loss, mean) = try compared(bank, mode, type)
      for level in 1...3 {
        let three = Self.details.filter { $0.level == level }
        let wanted = try three.reduce(0) { $0 + (try mean($1)) } / 3
        #expect(abs(loss(.only(Set(three))) - wanted) < tolerance, "level \(level) \(type)")
      }
    }
  }

  @Test("a list over several levels is the sum of its levels", arguments: banks, modes)
  func lists(bank: String, mode: BoundaryMode) throws {
    let (loss, mean) = try compared(bank, mode, .float64)
    let two = (try mean(.lh(1)) + mean(.hl(1))) / 2
    #expect(abs(loss(.only([.lh(1), .hl(1), .hh(2)])) - two - (try mean(.hh(2)))) < 1e-10)
    #expect(abs(loss(.only([.ll(3), .hh(2)])) - loss(.low) - (try mean(.hh(2)))) < 1e-10)
    #expect(abs(loss(.only(Set(Self.details))) - loss(.high)) < 1e-15)
    #expect(abs(loss(.only(Set(Self.details + [.ll(3)]))) - loss(.all)) < 1e-15)
  }

  @Test("the gradient of a list is that of its bands, and none leaks from the others")
  func gradient() {
    var generator = SeededGenerator(seed: 4)
    let student = Tensor.normal([1, 2, 24, 16], type: .float64, using: &generator)
      .trackingGradients()
    let teacher = Tensor.normal([1, 2, 24, 16], type: .float64, using: &generator)
    let transform = WaveletTransform(.haar, levels: 2, mode: .zero)
    let loss = WaveletLoss(transform, bands: .only([.hl(1), .lh(2)]))
    let bands = transform(student - teacher)
    let byHand = bands[.hl(1)].abs().mean() + bands[.lh(2)].abs().mean()
    let slopes = [loss(student: student, teacher: teacher), byHand].map {
      gradients(of: $0, at: [student])[0]
    }
    #expect(largestDifference(slopes[0], slopes[1]) < 1e-14)
  }

  @Test("every choice is read back from its text and from JSON")
  func text() throws {
    let choices: [WaveletLoss.Bands] = [.high, .low, .all, .only([.hh(2), .ll(3), .lh(1)])]
    for bands in choices {
      #expect(try WaveletLoss.Bands(named: bands.description) == bands)
      let data = try JSONEncoder().encode([bands])
      #expect(try JSONDecoder().decode([WaveletLoss.Bands].self, from: data) == [bands])
    }
    #expect(WaveletLoss.Bands.only([.ll(3), .hh(2), .lh(1)]).description == "LH1,HH2,LL3")
    #expect(try WaveletLoss.Bands(named: "lh1, HH2") == .only([.lh(1), .hh(2)]))
  }

  @Test(
    "a name that is no band is refused with the names that are",
    arguments: ["", "middle", "LH", "LH0", "XX1", "LH1,", "LH-1", "LH+1", "LH01", "L1"])
  func unknown(text: String) throws {
    let error = #expect(throws: WaveletBandError.self) { try WaveletLoss.Bands(named: text) }
    #expect(try #require(error).description.contains("LH1,HH2,LL3"))
  }

  @Test("a list that the transform cannot answer stops the program")
  func misuse() async {
    await #expect(processExitsWith: .failure) { _ = WaveletLoss(bands: .only([])) }
    await #expect(processExitsWith: .failure) { _ = WaveletLoss(bands: .only([.lh(4)])) }
    await #expect(processExitsWith: .failure) { _ = WaveletLoss(bands: .only([.ll(2)])) }
  }
}
