import Foundation
import Testing
import Torch
import WKD
import Workbench

@Suite struct EvaluationTests {
  private let folder: TemporaryFolder
  private let pair: GeneratorPair

  init() throws {
    folder = try TemporaryFolder()
    pair = try folder.writePair()
  }

  /// An evaluation on five and four pictures, measured in this process.
  private func evaluation(test: Int = 4) throws -> Evaluation {
    for (name, count) in [("testA", test + 1), ("testB", test)] {
      for index in 0..<count {
        try folder.writePicture("data/\(name)/\(index).png", height: 32 + index, width: 40)
      }
    }
    var evaluation = Evaluation(
      model: folder.path("pair"), data: folder.path("data"), size: 32, mobileNet: Asset.mobileNet)
    evaluation.threads = 1
    return evaluation
  }

  @Test("both directions are measured by the library's metrics, without a teacher or the truth")
  func quality() throws {
    let report = try evaluation().run()
    let pictures = try ImageFolder.testPictures(folder.place("data"), size: 32)
    let (a, b) = (pictures.testA.all, pictures.testB.all)
    let output = pair.translate(a: pictures.testA, b: pictures.testB)
    let whole = pair.translate(a: a, b: b)
    // A convolution of 5 pictures sums in another order than one of 4: up to 2e-6 in a pixel, measured.
    #expect((output.fakeB - whole.fakeB).abs().max().item < 1e-5)
    let mobileNet = try MobileNetFeatures(contentsOf: Asset.mobileNet)
    #expect(
      report.aToB == QualityReport(generated: output.fakeB, real: b, mobileNet: mobileNet))
    #expect(
      report.bToA == QualityReport(generated: output.fakeA, real: a, mobileNet: mobileNet))
    #expect(report.aToB.generated == 5 && report.aToB.real == 4)
    #expect(report.aToB[.structuralSimilarity] == nil)
    #expect(report.aToB[.frechetDistance(.inception)] == nil)
    #expect(report.toTeacher == nil && report.teacher == nil && report.teacherTiming == nil)
    #expect(report.timing.seconds > 0 && report.threads == 1)
    #expect(report.text.hasPrefix("\(folder.path("pair")) on 5 and 4 test pictures of "))
  }

  @Test("the meadow knows the truth, and a teacher the distance from itself")
  func teacher() throws {
    var evaluation = try evaluation()
    evaluation.data = nil
    evaluation.teacher = folder.path("pair")
    let report = try evaluation.run()
    #expect(report.data == "meadow")
    #expect(report.aToB[.structuralSimilarity]?.value != nil)
    let errors = try #require(report.toTeacher)
    #expect(Set(errors.keys) == ["level 1", "level 2", "level 3", "LL3"])
    #expect(errors.values.allSatisfy { $0 == 0 })
    #expect(report.teacher == report.generator && report.teacherTiming != nil)
    #expect(report.text.contains("1.00x fewer parameters"))
  }

  @Test("the report keeps its names in JSON")
  func json() throws {
    var evaluation = try evaluation()
    evaluation.teacher = folder.path("pair")
    let report = try evaluation.run()
    let data = try JSONEncoder().encode(report)
    let json = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(
      Set(json.keys) == [
        "model", "data", "size", "threads", "aToB", "bToA", "toTeacher", "metrics", "generator",
        "teacher", "trial", "teacherTrial",
      ])
    let back = try JSONDecoder().decode(Evaluation.Report.self, from: data)
    #expect(back.aToB == report.aToB && back.timing.seconds == report.timing.seconds)
  }

  @Test("too few pictures, missing weights and missing data are refused")
  func refused() throws {
    let few = try evaluation(test: 2)
    #expect(throws: EvaluationError.fewPictures) { try few.run() }
    var lost = few
    lost.model = folder.path("nowhere")
    #expect(throws: GeneratorPairError.noFolder(lost.model)) { try lost.run() }
    lost = few
    lost.data = folder.path("nowhere")
    #expect(throws: ImageFolderError.self) { try lost.run() }
  }
}
