import Plot
import Testing
import Torch
import WKD
import Workbench

@Suite struct TensorFiguresTests {
  @Test("-1 is dark, 1 is bright, and channels lie side by side in each pixel")
  func colour() {
    let image = Tensor([-1, 1, 0, 0, 1, -1], shape: [3, 1, 2])
    let picture = Picture(image)
    #expect(picture.width == 2 && picture.height == 1)
    #expect([0, 2, 3, 5].map { picture.rgb[$0] } == [0, 255, 255, 0])
    #expect(abs(Int(picture.rgb[1]) - 128) <= 1)
  }

  @Test("a grey picture reaches from black to white over its range, and is clipped beyond it")
  func grey() {
    let picture = Picture(gray: Tensor([2, 4, 9, -9], shape: [2, 2]), in: 2...4)
    #expect(picture.width == 2 && picture.height == 2)
    #expect(picture == Picture(width: 2, height: 2, gray: [0, 255, 255, 0]))
  }

  @Test("a grid has the rows and columns of its matrix")
  func grid() {
    let grid = Grid(Tensor([1, 2, 3, 4, 5, 6], shape: [2, 3]))
    #expect(grid.rows == 2 && grid.columns == 3)
    #expect(grid[1, 0] == 4)
  }

  @Test("a mosaic has the coefficients of every band of the pyramid")
  func mosaic() {
    let pyramid = WaveletTransform(.haar, levels: 2)(Tensor.ones([1, 1, 8, 8]))
    let mosaic = BandMosaic("ones", pyramid: pyramid)
    let bands = Dictionary(
      uniqueKeysWithValues: pyramid.bands.map { ($0.name, Grid($0.coefficients[0][0])) })
    #expect(mosaic.data == BandMosaic("ones", bands: bands, levels: 2).data)
    #expect(bands["LL2"]?.values.allSatisfy { abs($0 - 4) < 1e-5 } == true)
  }
}
