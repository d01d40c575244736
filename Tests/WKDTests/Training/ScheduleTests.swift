import Testing
import Torch
import WKD

@Suite struct ScheduleTests {
  @Test("the step size is constant for half the steps and then falls towards zero in a line")
  func line() {
    let schedule = Schedule(steps: 100, learningRate: 1)
    #expect(schedule.rate(at: 0) == 1)
    #expect(schedule.rate(at: 50) == 1)
    #expect(abs(schedule.rate(at: 75) - 0.5) < 1e-12)
    #expect(abs(schedule.rate(at: 99) - 0.02) < 1e-12)
  }

  @Test("a filling pool returns what it gets, a full one mostly what it kept")
  func pool() {
    var pool = ImagePool(capacity: 3, generator: SeededGenerator(seed: 1))
    let picture = { (value: Double) in Tensor.full([1, 3, 2, 2], value: value) }
    for value in 0..<3 {
      #expect(pool.exchange(picture(Double(value)))[0].values[0] == Double(value))
    }
    let returned = (3..<203).map { pool.exchange(picture(Double($0)))[0].values[0] }
    let same = zip(returned, 3..<203).filter { $0 == Double($1) }.count
    // 200 fair coins: four deviations are 28.
    #expect(abs(same - 100) < 29)
    #expect(Set(returned).count == returned.count)
  }
}
