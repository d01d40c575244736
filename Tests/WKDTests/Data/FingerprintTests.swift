import Foundation
import Testing
import Torch
import WKD

@Suite struct FingerprintTests {
  // Computed by an implementation in Python that shares no code with this one.
  @Test("known contents have known fingerprints: whole words, single bytes, and several tensors")
  func vectors() {
    #expect(fingerprint([]) == "cbf29ce484222325")
    #expect(fingerprint([Tensor([1, 2, 3], type: .float32)]) == "2854f58858825485")
    #expect(fingerprint([Tensor([1, 2, 3, 4, 5], type: .uint8)]) == "faa87e2bc5e8173a")
    let integers = Tensor(integers: [1, -1, 0, 7], shape: [2, 2])
    #expect(fingerprint([integers]) == "e94c177a3872acfa")
    #expect(fingerprint([integers, Tensor(0.5)]) == "3918deac221d19a1")
  }

  @Test("one bit, one size and the order of tensors each change the fingerprint")
  func differences() {
    let x = Tensor([1, 2, 3, 4, 5, 6], shape: [2, 3], type: .uint8)
    let y = Tensor([1, 2, 3, 4, 5, 7], shape: [2, 3], type: .uint8)
    let all = [[x], [y], [x.reshaped([3, 2])], [x, y], [y, x]].map(fingerprint)
    #expect(Set(all).count == all.count)
  }

  @Test("images and weights of the shipped teacher still have the fingerprints on record")
  func records() throws {
    struct Record: Decodable {
      let pictures: [String: String]
    }
    let json = try Data(contentsOf: Repository.asset("teacher/run.json"))
    let record = try JSONDecoder().decode(Record.self, from: json).pictures
    // Few training images: the test images do not depend on their number.
    let data = Meadow.data(size: 64, train: 1, test: 48)
    #expect(data.testA.summary == record["testA"])
    #expect(data.testB.summary == record["testB"])
    let teacher = try GeneratorPair(contentsOf: Repository.asset("teacher"))
    #expect(teacher.summary == "24/4, 109b0aec620f1f65")
  }

  private func fingerprint(_ tensors: [Tensor]) -> String {
    var fingerprint = Fingerprint()
    for tensor in tensors { fingerprint.add(tensor) }
    return fingerprint.text
  }
}
