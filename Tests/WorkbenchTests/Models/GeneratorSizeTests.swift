import Testing
import Torch
import WKD
import Workbench

@Suite struct GeneratorSizeTests {
  private func generator(_ width: Int, _ blocks: Int) throws -> ResNetGenerator {
    try ResNetGenerator(.init(baseWidth: width, blocks: blocks), weights: randomWeights(seed: 1))
  }

  @Test("parameters are those of the layers")
  func parameters() throws {
    for (width, blocks) in [(2, 1), (8, 3)] {
      let generator = try generator(width, blocks)
      let size = GeneratorSize(generator, side: 32)
      #expect(size.baseWidth == width && size.blocks == blocks)
      #expect(size.parameters == generator.parameters.reduce(0) { $0 + $1.tensor.count })
    }
  }

  @Test("multiply-accumulates of the smallest generator, counted by hand, both ways")
  func macs() throws {
    let size = GeneratorSize(try generator(2, 1), side: 8)
    let ends = 2 * 8 * 8 * 3 * 2 * 49
    let down = 4 * 4 * 2 * 4 * 9 + 2 * 2 * 4 * 8 * 9
    let block = 2 * 2 * 2 * 8 * 8 * 9
    #expect(size.macs == ends + down + block + 4 * 4 * 8 * 4 * 9 + 8 * 8 * 4 * 2 * 9)
    #expect(size.macsByInput == ends + down + block + 2 * 2 * 8 * 4 * 9 + 4 * 4 * 4 * 2 * 9)
  }
}
