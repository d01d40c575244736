import Foundation
import WKD

/// The settings by which networks of several runs are told apart, in words: everything that can change
/// their numbers, but the seed.
package struct NetworkFacts: Equatable {
  /// The values by their names: `rate` is `0.0002`.
  let values: [String: String]

  /// The facts of one network.
  ///
  /// - Parameters:
  ///   - settings: those of its run, by their paths in `run.json`.
  ///   - distillation: of its losses against a teacher only those that it has are facts.
  ///   - isTeacher: whether the run has no teacher, and so trains one.
  init(_ settings: [String: String], network distillation: Distillation, isTeacher: Bool) {
    var facts = Self.facts(distillation)
    if isTeacher, distillation == .none { facts["method"] = "teacher" }
    for (path, value) in settings where !Self.changesNothing(path) {
      facts[Self.names[path] ?? path] = value
    }
    facts["continued from"] = Self.past(settings)
    // `600 of 64 px, 1f2e...`
    let sets = ["pictures.trainA", "pictures.trainB"].compactMap { settings[$0] }
    let parts = sets.map { $0.split(separator: " ") }
    if parts.count == 2, parts.allSatisfy({ $0.count >= 5 }) {
      facts["training pictures"] = parts.map { String($0[0]) }.joined(separator: "+")
      let sides = Set(parts.map { String($0[2]) }).sorted()
      // Pictures of several sizes have none in their summary.
      if facts["load size"] == nil, sides.allSatisfy({ Int($0) != nil }) {
        facts["load size"] = sides.joined(separator: "+")
      }
      facts["pictures"] = parts.map { String($0[4].prefix(12)) }.joined(separator: "+")
    } else if !sets.isEmpty {
      facts["pictures"] = sets.joined(separator: "+")
    }
    values = facts
  }

  /// The name of the method.
  var method: String { values["method"] ?? "" }

  /// The method and the facts that tell a network from others, as in `wavelet, bands high`.
  ///
  /// Facts that mostly follow from another one are left out while names differ without them.
  func name(among rivals: [NetworkFacts]) -> String {
    let names = Set(rivals.flatMap(\.values.keys))
    let different = names.filter { name in Set(rivals.map { $0.values[name] }).count > 1 }
    let leading = different.filter { different.isDisjoint(with: Self.followed[$0] ?? []) }
    let isEnough = Set(rivals.map { $0.words(leading) }).count == rivals.count
    return ([method] + words(isEnough ? leading : different)).joined(separator: ", ")
  }

  private func words(_ names: Set<String>) -> [String] {
    names.sorted().map { name in
      let value = values[name] ?? Self.usual[name] ?? "unknown"
      return "\(name) \(["teacher", "begins with"].contains(name) ? shortened(value) : value)"
    }
  }

  /// `24/4 1be4a7` of `24/4, 1be4a7...`.
  private func shortened(_ teacher: String) -> String {
    let parts = teacher.components(separatedBy: ", ")
    return parts.count == 2 ? "\(parts[0]) \(parts[1].prefix(6))" : teacher
  }

  /// Whether a setting changes no number of a network, or is looked at elsewhere: the seed and the numbers
  /// of threads where seeds are counted, the test pictures where runs are compared.
  package static func changesNothing(_ path: String) -> Bool {
    passedOver.contains(path)
      || ["methods.", "diverged.", "pictures.", earlier].contains(where: path.hasPrefix)
  }

  /// The schedules that a run has gone on from, which are one fact.
  private static let earlier = "plan.schedule.earlier."

  /// Steps and rates of earlier schedules, in their order; nil where there are none.
  private static func past(_ settings: [String: String]) -> String? {
    let found = settings.filter { $0.key.hasPrefix(earlier) }
    let paths = found.keys.filter { $0.hasSuffix(".steps") }.sorted()
    let words = paths.map { path -> String in
      let rate = found[path.dropLast("steps".count) + "learningRate"].map { " at \($0)" } ?? ""
      return "\(found[path] ?? "")\(rate)"
    }
    return words.isEmpty ? nil : words.joined(separator: ", then ")
  }

  /// The words for settings; one without a word goes by its path.
  package static let names = [
    "size": "size", "device": "device", "teacher": "teacher", "measureEvery": "measured every",
    "plan.generator.baseWidth": "width", "plan.generator.blocks": "blocks",
    "plan.discriminator.baseWidth": "discriminator",
    "plan.discriminator.layers": "discriminator layers", "plan.schedule.steps": "steps",
    "plan.schedule.batchSize": "batch", "plan.schedule.learningRate": "rate",
    "plan.weights.cycle": "cycle weight", "plan.weights.identity": "identity weight",
    "plan.weights.mirror": "mirror weight",
    "plan.crop": "crop", "plan.schedule.decayFrom": "decay from", "start": "begins with",
    "holdOut": "held out", "loadSize": "load size", "preprocessing.method": "preprocessing",
    "preprocessing.filter": "filter",
  ]

  private static let passedOver: Set = ["plan.seed", "threads", "logEvery"]

  /// The words for facts that a run need not have.
  private static let usual = [
    "crop": "none", "teacher": "none", "begins with": "nothing", "held out": "none",
    "preprocessing": "square", "decay from": "the middle", "continued from": "none",
  ]

  /// The facts from which a fact follows, mostly.
  private static let followed: [String: Set<String>] = [
    "measured every": ["steps"], "continued from": ["steps"], "crop": ["load size"],
    "held out": ["training pictures"], "filter": ["preprocessing"],
    "pictures": ["load size", "training pictures"],
  ]

  private static func facts(_ distillation: Distillation) -> [String: String] {
    switch distillation {
    case .none: return ["method": "none"]
    case .l1(let weight, let schedule):
      return ["method": "l1", "weight": "\(weight)", "schedule": "\(schedule)"]
    case .wavelet(let loss, let weight, let schedule):
      return [
        "method": "wavelet", "alpha": "\(weight)", "schedule": "\(schedule)",
        "bands": "\(loss.bands)", "wavelet": loss.transform.bank.name,
        "levels": "\(loss.transform.levels)", "mode": loss.transform.mode.rawValue,
        "norm": loss.norm.rawValue,
        "level weights": loss.levelWeights.map { "\($0)" }.joined(separator: "/"),
      ]
    }
  }
}
