import Foundation
import Testing
import WKD

@Suite struct WeightScheduleTests {
  private func factors(_ schedule: WeightSchedule, at steps: [Int], of total: Int) -> [Double] {
    steps.map { schedule.factor(at: $0, of: total) }
  }

  @Test("a constant weight is the full one throughout")
  func constant() {
    #expect(factors(.constant, at: [0, 50, 100], of: 100) == [1, 1, 1])
  }

  @Test("a ramp begins at 0, is half way at half its steps, and stays at 1")
  func ramp() {
    #expect(factors(.rampUp(steps: 40), at: [0, 20, 40, 99], of: 100) == [0, 0.5, 1, 1])
  }

  @Test("a decay stays at 1 until its step, then falls in a line to 0 at the end")
  func decay() {
    #expect(factors(.decay(after: 20), at: [0, 20, 60, 80, 100], of: 100) == [1, 1, 0.5, 0.25, 0])
    #expect(factors(.decay(after: 0), at: [0, 25, 100], of: 100) == [1, 0.75, 0])
  }

  @Test(
    "every schedule is read back from JSON",
    arguments: [WeightSchedule.constant, .rampUp(steps: 7), .decay(after: 3)])
  func json(schedule: WeightSchedule) throws {
    let data = try JSONEncoder().encode(schedule)
    #expect(try JSONDecoder().decode(WeightSchedule.self, from: data) == schedule)
  }

  @Test("a step outside of the training, an empty ramp and a late decay stop the program")
  func misuse() async {
    await #expect(processExitsWith: .failure) {
      _ = WeightSchedule.constant.factor(at: 11, of: 10)
    }
    await #expect(processExitsWith: .failure) {
      _ = WeightSchedule.rampUp(steps: 0).factor(at: 0, of: 10)
    }
    await #expect(processExitsWith: .failure) {
      _ = WeightSchedule.decay(after: 10).factor(at: 0, of: 10)
    }
  }
}
