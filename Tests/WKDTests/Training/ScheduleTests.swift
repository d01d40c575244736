import Foundation
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

  @Test("the step from which the rate falls can be chosen; from the end on it never falls")
  func decayFrom() {
    let late = Schedule(steps: 100, learningRate: 1, decayFrom: 80)
    #expect(late.rate(at: 80) == 1 && abs(late.rate(at: 90) - 0.5) < 1e-12)
    for start in [100, 200] {
      let never = Schedule(steps: 100, learningRate: 1, decayFrom: start)
      #expect((0..<100).allSatisfy { never.rate(at: $0) == 1 })
    }
    #expect(Schedule(steps: 100, learningRate: 1, decayFrom: 0).rate(at: 50) == 0.5)
  }

  @Test("a longer schedule keeps the rates that were done, and goes on as from the beginning")
  func following() throws {
    let done = Schedule(steps: 100, batchSize: 1, learningRate: 1)
    let longer = Schedule(steps: 200, batchSize: 1, learningRate: 2).following(done)
    for step in 0..<100 { #expect(longer.rate(at: step) == done.rate(at: step)) }
    #expect(longer.rate(at: 100) == 2 && longer.rate(at: 150) == 1)
    #expect(longer.earlier?.count == 1)
    let longest = Schedule(steps: 300, batchSize: 1, learningRate: 2).following(longer)
    for step in 0..<200 { #expect(longest.rate(at: step) == longer.rate(at: step)) }
    #expect(longest.earlier?.map(\.steps) == [100, 200])
    let back = try JSONDecoder().decode(Schedule.self, from: JSONEncoder().encode(longest))
    #expect(back == longest)
  }

  @Test("nothing is recorded where the training is that of one long run")
  func oneLongRun() {
    let long = Schedule(steps: 200, batchSize: 1, decayFrom: 150)
    let done = Schedule(steps: 100, batchSize: 1, decayFrom: 100)
    #expect(long.following(done) == long)
    // A loss whose weight falls towards the end knows of the end.
    let falling = Distillation.l1(weight: 1, schedule: .decay(after: 50))
    #expect(long.following(done, distillations: [falling]) != long)
    #expect(long.following(done, distillations: [.l1(weight: 1, schedule: .rampUp(steps: 9))]) == long)
  }

  @Test("a training that goes on past its end has the bits of one long run")
  func bits() throws {
    let data = Meadow.data(size: 32, train: 6, test: 3)
    let plan = { (steps: Int) in
      TrainingPlan(
        generator: .init(baseWidth: 2, blocks: 1), discriminator: .init(baseWidth: 2, layers: 1),
        schedule: Schedule(steps: steps, batchSize: 1, decayFrom: 5), seed: 1)
    }
    var long = try Training(plan(8), on: data)
    while !long.isComplete { _ = try long.advance() }
    var short = try Training(plan(4), on: data)
    while !short.isComplete { _ = try short.advance() }
    var further = try Training(
      plan(8), on: data, resuming: try Safetensors(data: short.checkpoint.data))
    while !further.isComplete { _ = try further.advance() }
    #expect(try further.checkpoint.data == long.checkpoint.data)
  }

  @Test("the weights of the losses decide the training; the identity loss follows the cycle loss")
  func weights() throws {
    #expect(ObjectiveWeights() == ObjectiveWeights(cycle: 10, identity: 5))
    #expect(ObjectiveWeights(cycle: 4).identity == 2)
    let data = Meadow.data(size: 32, train: 6, test: 3)
    let ends = try [ObjectiveWeights(), .init(cycle: 10, identity: 0), .init(cycle: 3, identity: 5)]
      .map { weights in
        var plan = TrainingPlan(
          generator: .init(baseWidth: 2, blocks: 1),
          discriminator: .init(baseWidth: 2, layers: 1),
          schedule: Schedule(steps: 2, batchSize: 1), seed: 1)
        plan.weights = weights
        return try train(plan, on: data) { _, _ in }[0].generators.summary
      }
    #expect(Set(ends).count == 3)
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
