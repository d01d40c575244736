import Testing
import Torch
import WKD

@Suite struct PeakMemoryTests {
  @Test("the peak covers what was held, stays when it is gone, and is not handed to a child")
  func held() async throws {
    let size = 900_000_000
    let before = try #require(PeakMemory.bytes)
    #expect(before > 10_000_000)
    do {
      let block = Tensor.ones([size], type: .uint8)
      #expect(block.count == size)
    }
    let after = try #require(PeakMemory.bytes)
    #expect(after > size)
    await #expect(processExitsWith: .success) {
      guard let bytes = PeakMemory.bytes, bytes < 900_000_000 else { fatalError("inherited") }
    }
  }
}
