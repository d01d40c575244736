import Foundation
import WKD

/// Networks of several runs that differ in nothing but their seed.
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

  /// The method, and the settings that set the group apart from others of the same method:
  /// `wavelet, bands high`.
  public let name: String
  /// The runs, one for each network.
  public let results: [RunResults]
  /// The networks, one for each run.
  public let networks: [RunResults.Network]

  /// The seeds of the runs.
  public var seeds: [UInt64] { results.map(\.plan.seed) }

  /// One number for each seed, where it was measured.
  ///
  /// - Parameters:
  ///   - metric: a name as in ``RunResults/metrics``.
  ///   - moment: the weights that were measured.
  /// - Returns: the numbers in the order of ``seeds``, without gaps.
  public func values(_ metric: String, of moment: Moment) -> [Double] {
    networks.compactMap { (moment == .last ? $0.last : $0.best)[metric] }
  }

  /// The numbers of the last weights of this group and another, for the seeds that both have.
  ///
  /// - Parameters:
  ///   - metric: a name as in ``RunResults/metrics``.
  ///   - other: another group.
  /// - Returns: pairs of this group's number and the other's.
  public func pairs(_ metric: String, with other: RunGroup) -> [(Double, Double)] {
    zip(seeds, networks).compactMap { seed, network in
      guard let index = other.seeds.firstIndex(of: seed), let mine = network.last[metric],
        let theirs = other.networks[index].last[metric]
      else { return nil }
      return (mine, theirs)
    }
  }

  /// The networks of runs in groups, in the order in which they come.
  ///
  /// - Parameter runs: the results of complete runs, with their paths.
  /// - Returns: groups with names that differ.
  public static func all(_ runs: [(path: String, results: RunResults)]) -> [RunGroup] {
    var order: [String] = []
    var members: [String: [(RunResults, RunResults.Network)]] = [:]
    for (_, results) in runs {
      for network in results.networks {
        let key = key(results, network)
        if members[key] == nil { order.append(key) }
        members[key, default: []].append((results, network))
      }
    }
    let known = order.map { key -> [String: String] in
      members[key].map { Self.facts($0[0].0, $0[0].1) } ?? [:]
    }
    return zip(order, known).map { key, own -> RunGroup in
      let method = own["method"] ?? ""
      let rivals = known.filter { $0["method"] == method }
      // Rivals only: a student alone knows nothing of the settings of a loss against a teacher.
      let telling = own.keys.filter { name in Set(rivals.map { $0[name] }).count > 1 }.sorted()
      let words = telling.map { "\($0) \(own[$0] ?? "")" }
      let group = members[key] ?? []
      return RunGroup(
        name: ([method] + words).joined(separator: ", "), results: group.map(\.0),
        networks: group.map(\.1))
    }
  }

  private static func key(_ results: RunResults, _ network: RunResults.Network) -> String {
    facts(results, network).sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
      .joined(separator: ";")
  }

  /// Everything but the seed, in words.
  private static func facts(_ results: RunResults, _ network: RunResults.Network)
    -> [String: String]
  {
    let plan = results.plan
    var facts = [
      "method": network.name, "width": "\(plan.generator.baseWidth)",
      "blocks": "\(plan.generator.blocks)", "discriminator": "\(plan.discriminator.baseWidth)",
      "discriminator layers": "\(plan.discriminator.layers)", "steps": "\(plan.schedule.steps)",
      "batch": "\(plan.schedule.batchSize)", "rate": "\(plan.schedule.learningRate)",
    ]
    switch network.distillation {
    case .none: break
    case .l1(let weight, let schedule):
      facts["weight"] = "\(weight)"
      facts["schedule"] = "\(schedule)"
    case .wavelet(let loss, let weight, let schedule):
      facts["alpha"] = "\(weight)"
      facts["schedule"] = "\(schedule)"
      facts["bands"] = "\(loss.bands)"
      facts["wavelet"] = loss.transform.bank.name
      facts["levels"] = "\(loss.transform.levels)"
      facts["mode"] = loss.transform.mode.rawValue
      facts["norm"] = loss.norm.rawValue
      facts["level weights"] = loss.levelWeights.map { "\($0)" }.joined(separator: "/")
    }
    return facts
  }
}
