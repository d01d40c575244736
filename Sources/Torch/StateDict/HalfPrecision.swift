extension Float {
  /// The number that bits of half precision stand for; not every processor's Swift has a `Float16`.
  ///
  /// - Source: IEEE 754-2019, binary16.
  package init(halfPrecision bits: UInt16) {
    let sign = UInt32(bits & 0x8000) << 16
    let exponent = UInt32(bits >> 10 & 0x1f)
    let fraction = UInt32(bits & 0x3ff)
    switch exponent {
    case 0:
      // Below the smallest exponent there are only multiples of one number.
      let size = Float(fraction) * 0x1p-24
      self.init(bitPattern: sign | size.bitPattern)
    case 0x1f: self.init(bitPattern: sign | 0x7f80_0000 | fraction << 13)
    default: self.init(bitPattern: sign | (exponent + 127 - 15) << 23 | fraction << 13)
    }
  }
}
