import Foundation

/// Times of samples, and the way from uneven ones to even ones.
package struct SignalTimes {
  /// In seconds, or in the unit of the file.
  package let times: [Double]

  /// Times in their order.
  package init(times: [Double]) { self.times = times }

  /// The place and the manner in which times leave equal steps.
  package struct Unevenness: Equatable {
    /// The place of the time, from 0.
    package let index: Int
    /// A part of a sentence.
    package let reason: String
    /// Whether the times repeat or go back there, so that no resampling helps.
    package var isDisorder = false
  }

  /// Samples per unit of time, if all steps are equal but for rounding.
  ///
  /// Every time must lie within half a step of the straight line from the first to the last, which a rate that
  /// changes leaves; and no step may differ by half from the middle one, as a lost sample makes it.
  package func rate() -> Result<Double, Unevenness.Failure> {
    guard let first = times.first, let last = times.last, times.count > 1 else {
      return .failure(.init(Unevenness(index: 0, reason: "there is only one")))
    }
    let steps = zip(times.dropFirst(), times).map { $0 - $1 }
    if let index = steps.firstIndex(where: { !($0 >= 0) }) {
      return .failure(
        .init(
          Unevenness(index: index + 1, reason: "this one goes back", isDisorder: true)))
    }
    let middle = steps.sorted()[steps.count / 2]
    if let index = steps.firstIndex(where: { !(middle > 0 && abs($0 / middle - 1) < 0.5) }) {
      let reason =
        steps[index] == 0
        ? "this one repeats the one before"
        : "a step of \(NumberText.short(steps[index])) among steps of \(NumberText.short(middle))"
      return .failure(
        .init(Unevenness(index: index + 1, reason: reason, isDisorder: steps[index] == 0)))
    }
    let step = (last - first) / Double(times.count - 1)
    let distances = times.indices.map { abs(times[$0] - (first + Double($0) * step)) / step }
    let worst = distances.indices.max { distances[$0] < distances[$1] } ?? 0
    guard distances[worst] < 0.5 else {
      let reason = "this one lies \(NumberText.short(distances[worst])) steps off the straight line"
      return .failure(.init(Unevenness(index: worst, reason: reason)))
    }
    return .success(1 / step)
  }

  /// Samples at equal distances, by a natural cubic spline through all that are not NaN.
  ///
  /// Across a gap of more than five steps, where a spline would swing freely, a straight line is drawn.
  ///
  /// - Parameters:
  ///   - values: as many as times.
  ///   - rate: samples per unit of time, not so many that their number is none; nil for the mean rate of the
  ///     times.
  /// - Returns: samples from the first time on, their rate, and the number of long gaps; nil if a time does not
  ///   grow, with its place.
  package func resampled(
    _ values: [Double], rate: Double?
  ) -> Result<(samples: [Double], rate: Double, gaps: Int), Unevenness.Failure> {
    let steps = zip(times.dropFirst(), times).map { $0 - $1 }
    if let index = steps.firstIndex(where: { !($0 > 0) }) {
      let reason = steps[index] == 0 ? "this one repeats the one before" : "this one goes back"
      return .failure(.init(Unevenness(index: index + 1, reason: reason, isDisorder: true)))
    }
    let known = values.indices.filter { !values[$0].isNaN }
    guard let first = known.first, let last = known.last, last > first else {
      return .failure(.init(Unevenness(index: 0, reason: "fewer than two numbers are known")))
    }
    let spline = CubicSpline(known.map { times[$0] }, known.map { values[$0] })
    let span = times[last] - times[first]
    let rate = rate ?? Double(last - first) / span
    let limit = 5.5 / rate
    let count = Int((span * rate + 1e-6).rounded(.down)) + 1
    let samples = (0..<count).map {
      spline(times[first] + Double($0) / rate, straightBeyond: limit)
    }
    return .success((samples, rate, spline.intervals(longerThan: limit)))
  }
}

extension SignalTimes.Unevenness {
  /// The reason as an error.
  package struct Failure: Error {
    package let unevenness: SignalTimes.Unevenness

    package init(_ unevenness: SignalTimes.Unevenness) { self.unevenness = unevenness }
  }
}

/// The natural cubic spline through some points.
///
/// - Source: de Boor, "A practical guide to splines"; the numbers of scipy's `CubicSpline` with
///   `bc_type="natural"`.
package struct CubicSpline {
  private let x: [Double]
  private let y: [Double]
  /// Second derivatives at the points.
  private var bends: [Double]

  /// A spline through points whose places rise.
  package init(_ x: [Double], _ y: [Double]) {
    self.x = x
    self.y = y
    let count = x.count
    bends = [Double](repeating: 0, count: count)
    guard count > 2 else { return }
    // The system has three diagonals; it is solved by going down and up once.
    var upper = bends
    for k in 1..<count - 1 {
      let (before, after) = (x[k] - x[k - 1], x[k + 1] - x[k])
      let side = 6 * ((y[k + 1] - y[k]) / after - (y[k] - y[k - 1]) / before)
      let pivot = 2 * (before + after) - before * upper[k - 1]
      upper[k] = after / pivot
      bends[k] = (side - before * bends[k - 1]) / pivot
    }
    for k in stride(from: count - 2, to: 0, by: -1) { bends[k] -= upper[k] * bends[k + 1] }
  }

  /// The value at a place; on a straight line in intervals longer than a limit.
  package func callAsFunction(_ place: Double, straightBeyond limit: Double = .infinity) -> Double {
    var (low, high) = (0, x.count - 1)
    while high - low > 1 {
      let middle = (low + high) / 2
      if x[middle] <= place { low = middle } else { high = middle }
    }
    let width = x[high] - x[low]
    let (a, b) = ((x[high] - place) / width, (place - x[low]) / width)
    let line = a * y[low] + b * y[high]
    guard width <= limit else { return line }
    let bend = (a * a * a - a) * bends[low] + (b * b * b - b) * bends[high]
    return line + bend * width * width / 6
  }

  /// The number of intervals longer than a limit.
  package func intervals(longerThan limit: Double) -> Int {
    zip(x.dropFirst(), x).filter { $0 - $1 > limit }.count
  }
}
