import Testing
import Torch
import WKD

@Suite struct KernelDistanceTests {
  private func draw(_ count: Int, shift: Double = 0, _ generator: inout SeededGenerator) -> Tensor {
    Tensor.normal([count, 4], type: .float64, using: &generator) + shift
  }

  @Test("whole sets give the value and the error of the definition in numpy")
  func oracle() throws {
    let golden = try Golden.tensors("metrics")
    for name in ["small", "uneven", "wide"] {
      let x = try #require(golden["\(name).first"])
      let y = try #require(golden["\(name).second"])
      let value = try #require(golden["\(name).kernel"]).item
      let error = try #require(golden["\(name).error"]).item
      let found = KernelDistance()(x, y)
      #expect(abs(found.samplingError - error) < 1e-9 * error, "\(name)")
      if name == "small" {
        #expect(abs(found.mean - value) < 1e-9 * value)
        #expect(found.subsets == 1 && found.subsetSize == 40 && found.standardError == 0)
      } else {
        // A hundred subsets of the larger set; the smaller is taken whole.
        #expect(abs(found.mean - value) < 4 * found.standardError, "\(name)")
        #expect(found.standardError > 0 && found.subsets == 100)
      }
    }
  }

  @Test("the order of the pictures does not matter where all are taken")
  func order() throws {
    let golden = try Golden.tensors("metrics")
    let x = try #require(golden["small.first"])
    let y = try #require(golden["small.second"])
    let metric = KernelDistance()
    let found = metric(x, y).mean
    #expect(abs(metric(x.flipped(axis: 0), y).mean - found) < 1e-12)
    #expect(abs(metric(y, x).mean - found) < 1e-12)
  }

  @Test("subsets of any size have the distance of the whole sets as their mean")
  func subsets() throws {
    var generator = SeededGenerator(seed: 8)
    let (x, y) = (draw(200, &generator), draw(200, shift: 0.5, &generator))
    let whole = KernelDistance()(x, y)
    var metric = KernelDistance()
    metric.subsetSize = 20
    metric.subsets = 400
    let found = metric(x, y)
    #expect(abs(found.mean - whole.mean) < 3 * found.standardError)
    #expect(found.standardError < 0.1 * whole.mean)
    metric.seed = 1
    #expect(metric(x, y) != found)
  }

  @Test("halves of one set are at no distance on average, and sometimes below")
  func unbiased() {
    var generator = SeededGenerator(seed: 2)
    let values = (0..<200).map { _ in
      KernelDistance()(draw(25, &generator), draw(25, &generator)).mean
    }
    let (mean, error) = summary(values)
    #expect(abs(mean) < 3 * error)
    #expect(values.contains { $0 < 0 })
  }

  @Test("the jackknife tells how much the distance changes from draw to draw of pictures")
  func sampling() {
    var generator = SeededGenerator(seed: 3)
    let found = (0..<150).map { _ in
      KernelDistance()(draw(60, &generator), draw(60, shift: 0.7, &generator))
    }
    let (_, error) = summary(found.map(\.mean))
    let deviation = error * Double(found.count).squareRoot()
    let told = summary(found.map(\.samplingError)).mean
    // The deviation of 150 draws is itself known to about 6 %.
    #expect(abs(told / deviation - 1) < 0.2)
  }

  @Test("features of different width, or two pictures, stop the program")
  func misuse() async {
    await #expect(processExitsWith: .failure) {
      _ = KernelDistance()(Tensor.zeros([5, 4]), Tensor.zeros([5, 3]))
    }
    await #expect(processExitsWith: .failure) {
      _ = KernelDistance()(Tensor.zeros([2, 4]), Tensor.zeros([5, 4]))
    }
  }

  private func summary(_ values: [Double]) -> (mean: Double, error: Double) {
    let mean = values.reduce(0, +) / Double(values.count)
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (mean, (squares / Double(values.count - 1) / Double(values.count)).squareRoot())
  }
}
