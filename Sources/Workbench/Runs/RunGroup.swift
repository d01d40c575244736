import Foundation
import WKD

/// Networks of several runs that differ in nothing but their seed.
///
/// Every setting that can change a number sets groups apart, with the fingerprints of the training pictures
/// and of the teacher; paths do not. Of several runs with equal settings and an equal seed the first counts.
///
/// ```swift
/// // Needs folders of complete runs.
/// let runs = try ["students-1", "students-2"].map { path in
///   (path, try RunResults(contentsOf: URL(fileURLWithPath: path)))
/// }
/// for group in RunGroup.all(runs) {
///   let interval = MeanInterval(group.values(RunMeasure.selection, of: .last))
///   print(group.name, group.seeds, interval.mean, interval.halfWidth)
/// }
/// ```
public struct RunGroup: Sendable {
  /// A choice among the weights that a run keeps of a network.
  public enum Moment: Sendable {
    /// The weights of the last step.
    case last
    /// The weights of the best step by ``RunMeasure/selection``.
    case best
  }

  /// A run that was left out, since another one has its settings and its seed.
  struct Copy: Sendable {
    let first: ComparedRun
    let other: ComparedRun
    /// Whether both have the same numbers, as repeated trainings have.
    let isEqual: Bool
  }

  /// The method, and the settings that set the group apart from others of the same method:
  /// `wavelet, bands high`.
  public let name: String
  /// The complete runs, one for each seed.
  public let results: [RunResults]
  /// The networks, one for each run.
  public let networks: [RunResults.Network]
  /// The runs that ended by a loss that was no number.
  let diverged: [ComparedRun]
  /// The runs that count for nothing.
  let copies: [Copy]

  /// The seeds of the complete runs; none comes twice.
  public var seeds: [UInt64] { results.map(\.plan.seed) }

  /// One number for each seed, where it was measured and is finite.
  ///
  /// - Parameters:
  ///   - metric: a name as in ``RunResults/metrics``.
  ///   - moment: the weights that were measured.
  /// - Returns: the numbers in the order of ``seeds``, without gaps.
  public func values(_ metric: String, of moment: Moment) -> [Double] {
    networks.compactMap { $0.number(metric, of: moment) }
  }

  /// The numbers of the last weights of this group and another, for the seeds that both have.
  ///
  /// - Parameters:
  ///   - metric: a name as in ``RunResults/metrics``.
  ///   - other: another group.
  /// - Returns: pairs of this group's number and the other's.
  public func pairs(_ metric: String, with other: RunGroup) -> [(Double, Double)] {
    zip(seeds, networks).compactMap { seed, network in
      guard let index = other.seeds.firstIndex(of: seed),
        let mine = network.number(metric, of: .last),
        let theirs = other.networks[index].number(metric, of: .last)
      else { return nil }
      return (mine, theirs)
    }
  }

  /// The networks of runs in groups, in the order in which they come.
  ///
  /// - Parameter runs: the results of complete runs, with their paths.
  /// - Returns: groups with names that differ.
  public static func all(_ runs: [(path: String, results: RunResults)]) -> [RunGroup] {
    all(runs.map { ComparedRun(path: $0.path, results: $0.results) })
  }

  static func all(_ runs: [ComparedRun]) -> [RunGroup] {
    var found: [(facts: NetworkFacts, members: [Member])] = []
    for run in runs {
      for network in run.networks {
        let facts = NetworkFacts(
          run.settings, network: network.distillation, isTeacher: !run.hasTeacher)
        let member = Member(run: run, network: network)
        if let place = found.firstIndex(where: { $0.facts == facts }) {
          found[place].members.append(member)
        } else {
          found.append((facts, [member]))
        }
      }
    }
    return found.map { facts, members in
      // Rivals only: a student alone knows nothing of the settings of a loss against a teacher.
      let rivals = found.map(\.facts).filter { $0.method == facts.method }
      return RunGroup(name: facts.name(among: rivals), members: members)
    }
  }

  private struct Member {
    let run: ComparedRun
    let network: RunResults.Network
  }

  private init(name: String, members: [Member]) {
    self.name = name
    var (first, copies): ([Member], [Copy]) = ([], [])
    for member in members where member.run.results != nil {
      let seed = member.run.plan.seed
      guard let place = first.firstIndex(where: { $0.run.plan.seed == seed }) else {
        first.append(member)
        continue
      }
      let isEqual = first[place].network.hasNumbers(of: member.network)
      // Of a copy with a table that was cut, the whole one counts.
      let isWhole = isEqual && member.network.last.count > first[place].network.last.count
      let (kept, left) = isWhole ? (member, first[place]) : (first[place], member)
      copies.append(Copy(first: kept.run, other: left.run, isEqual: isEqual))
      first[place] = kept
    }
    results = first.compactMap(\.run.results)
    networks = first.map(\.network)
    diverged = members.map(\.run).filter { $0.divergence != nil }
    self.copies = copies
  }
}

extension RunResults.Network {
  /// A metric that is a finite number; nil for others and where it was not measured.
  func number(_ metric: String, of moment: RunGroup.Moment) -> Double? {
    (moment == .last ? last : best)[metric].flatMap { $0.isFinite ? $0 : nil }
  }

  /// Whether all numbers that both have are equal.
  fileprivate func hasNumbers(of other: RunResults.Network) -> Bool {
    [(last, other.last), (best, other.best)].allSatisfy { own, others in
      own.allSatisfy { metric, number in others[metric].map { $0 == number } ?? true }
    }
  }
}
