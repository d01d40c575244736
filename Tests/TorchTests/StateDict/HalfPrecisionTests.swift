import Testing
import Torch

@Suite struct HalfPrecisionTests {
  @Test("the numbers of all bits are those of IEEE 754")
  func numbers() {
    let known: [(UInt16, Float)] = [
      (0x0000, 0), (0x0001, 0x1p-24), (0x03ff, 0x3ffp-24), (0x0400, 0x1p-14), (0x3c00, 1),
      (0x3555, 0x555p-12), (0x7bff, 65504), (0x7c00, .infinity), (0xfc00, -.infinity),
      (0xc000, -2),
    ]
    for (bits, number) in known { #expect(Float(halfPrecision: bits) == number) }
    #expect(Float(halfPrecision: 0x8000).sign == .minus && Float(halfPrecision: 0x7e00).isNaN)
  }

  #if !(os(macOS) && arch(x86_64))
    @Test("all 65,536 numbers are those of the processor's half precision")
    func processor() {
      for bits in UInt16.min...UInt16.max {
        let (found, wanted) = (Float(halfPrecision: bits), Float(Float16(bitPattern: bits)))
        let isSame = wanted.isNaN ? found.isNaN : found.bitPattern == wanted.bitPattern
        #expect(isSame, "\(bits)")
      }
    }
  #endif
}
