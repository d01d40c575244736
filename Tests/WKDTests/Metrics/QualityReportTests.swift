import Foundation
import Testing
import Torch
import WKD

@Suite struct QualityReportTests {
  private func network() throws -> MobileNetFeatures {
    try MobileNetFeatures(contentsOf: Repository.asset("mobilenet_v2_features14.safetensors"))
  }

  @Test("every measure has a name, and nothing is called FID without Inception")
  func names() throws {
    let data = Meadow.data(size: 32, train: 2, test: 12, seed: 1)
    let truth = try #require(data.truthB).all
    let report = QualityReport(
      generated: data.testA.all, real: data.testB.all, truth: truth, mobileNet: try network())
    #expect(
      report.measures.map(\.name) == [
        "KID (MobileNetV2)", "Fréchet distance (MobileNetV2)", "SWD 32 px", "SWD 16 px", "PSNR",
        "SSIM", "band error LL3", "band error LH3", "band error HL3", "band error HH3",
        "band error LH2", "band error HL2", "band error HH2", "band error LH1", "band error HL1",
        "band error HH1",
      ])
    #expect(!report.description.contains("FID"))
    let frechet = report.measures[1]
    #expect(frechet.value == nil && frechet.note.contains("at least 97"))
    #expect(report.measures.filter { $0.value != nil }.allSatisfy { ($0.spread ?? -1) > 0 })
    #expect(report.generated == 12 && report.real == 12)
    #expect(report[.bandError(.hh(1))] == report.measures.last)
    #expect(report[.kernelDistance(.mobileNet)] == report.measures.first)
    #expect(report[.frechetDistance(.inception)] == nil && report[.bandError(.ll(2))] == nil)
  }

  @Test("horses are farther from zebras than other zebras are, by more than the spread")
  func order() throws {
    let data = Meadow.data(size: 32, train: 24, test: 24, seed: 1)
    let network = try network()
    let horses = QualityReport(
      generated: data.testA.all, real: data.testB.all, mobileNet: network
    ).measures[0]
    let zebras = QualityReport(
      generated: data.trainB.all, real: data.testB.all, mobileNet: network
    ).measures[0]
    let (far, near) = (try #require(horses.value), try #require(zebras.value))
    #expect(far - near > 3 * (try #require(horses.spread)))
    #expect(abs(near) < 3 * (try #require(zebras.spread)))
  }

  @Test("a report survives JSON, even of pictures that equal their truth")
  func json() throws {
    let x = Meadow.data(size: 32, train: 2, test: 5, seed: 3).testB.all
    let report = QualityReport(generated: x, real: x, truth: x, mobileNet: try network())
    let psnr = try #require(report[.peakSignalToNoise])
    #expect(psnr.value == nil && psnr.note == "not a finite number (inf)")
    let copy = try JSONDecoder().decode(
      QualityReport.self, from: try JSONEncoder().encode(report))
    #expect(copy == report)
  }
}
