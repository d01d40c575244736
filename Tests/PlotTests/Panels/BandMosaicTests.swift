import Plot
import Testing

@Suite("Band mosaics")
struct BandMosaicTests {
  @Test("LH lies below LL, HL at its right and HH across")
  func mosaic() throws {
    let bands = Dictionary(
      uniqueKeysWithValues: ["LL2", "LH2", "HL2", "HH2", "LH1", "HL1", "HH1"].map {
        ($0, Grid(rows: 1, columns: 1, values: [1]))
      })
    let figure = Figure(panels: [BandMosaic("", bands: bands, levels: 2)])
    for level in [1, 2] {
      let coarse = try figure.place(of: "LL2")
      let lh = try figure.place(of: "LH\(level)")
      let hl = try figure.place(of: "HL\(level)")
      let hh = try figure.place(of: "HH\(level)")
      #expect(lh.y > coarse.y + 20 && abs(lh.x - coarse.x) < 5)
      #expect(hl.x > coarse.x + 20 && abs(hl.y - coarse.y) < 5)
      #expect(abs(hh.x - hl.x) < 5 && abs(hh.y - lh.y) < 5)
    }
    #expect(try figure.place(of: "HL1").x > figure.place(of: "HL2").x + 20)
  }

  @Test("each band is brightened apart, so that its scale does not matter")
  func normalised() throws {
    func png(_ factor: Double) throws -> [UInt8] {
      let band = Grid(rows: 1, columns: 3, values: [-1 * factor, 0, 2 * factor])
      let mosaic = BandMosaic("", bands: ["LL1": band, "HH1": band], levels: 1)
      return [UInt8](try Figure(panels: [mosaic]).pngData())
    }
    #expect(try png(1) == png(1024))
    #expect(try png(1) != png(-1))
  }
}
