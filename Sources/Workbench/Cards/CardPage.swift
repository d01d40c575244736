import Foundation
import Markup
import WKD

extension ResultCard {
  /// The card as a page of Markdown.
  public var page: String {
    let title = groups.map(\.name).joined(separator: "; ").printable
    return """
      # Result card: \(title)

      \(counted(runs.count, "run")), written by wkd-learn \(version). `wkd-learn verify` on this folder \
      measures again and says which numbers agree.

      ## Is it whole?

      \(wholeness)

      ## Numbers

      \(numbers)

      ## Pictures

      \(runs.enumerated().map { Self.pictures($1, number: $0 + 1) }.joined(separator: "\n\n"))

      ## From a file to a number

      \(ways)

      Features: \(featureText).

      ## Size and speed

      \(speed)

      ## Training

      \(runs.enumerated().map { Self.training($1, number: $0 + 1) }.joined(separator: "\n\n"))

      ## Weights

      \(markdownTable(columns: ["run", "network", "weights", "file", "SHA-256"], rows: weightRows))

      """
  }

  private var wholeness: String {
    let lines = runs.enumerated().flatMap { index, run in
      run.problems.map { "- run \(index + 1): \($0.printable)" }
    }
    return lines.isEmpty
      ? "Every run is complete"
        + (runs.contains(where: \.isMeasured)
          ? "; its weights give its numbers again, on the machine of this card." : ".")
      : lines.joined(separator: "\n")
  }

  private var numbers: String {
    guard runs.contains(where: \.isMeasured) else {
      return
        "There were no test pictures, and nothing was measured: only the last weights are on this card."
    }
    return """
      \(groups.map(Self.numbers).joined(separator: "\n\n"))

      "Best" weights are of the step with the lowest \(runs[0].selection.printable), chosen \
      on these same test pictures: their numbers flatter the network. "Last" weights were chosen by \
      nothing. Lower is better, but for PSNR and SSIM. n counts seeds; the interval is Student's t at 95 % over \
      seeds alone, and says nothing about other pictures.\(measuredAgain)
      """
  }

  /// The ways from files to numbers: one where all runs went the same way.
  private var ways: String {
    let all = runs.map { Self.preprocessing($0.preprocessing) }
    if Set(all).count == 1 { return all[0] }
    return all.enumerated().map { "Run \($0 + 1): \($1)" }.joined(separator: "\n\n")
  }

  private static func numbers(_ group: CardGroup) -> String {
    let text = { (mean: CardMean?) -> String in
      guard let mean else { return "not known" }
      let interval = mean.halfWidth.map { String(format: " ± %.2g", $0) } ?? ""
      return String(format: "%.6g", mean.mean) + interval + " (n = \(mean.count))"
    }
    let names = group.last.map(\.name)
    let rows = names.map { name in
      [
        name.printable, text(group.last.first { $0.name == name }),
        text(group.best.first { $0.name == name }),
      ]
    }
    let seeds = group.seeds.map { "\($0)" }.joined(separator: ", ")
    let single =
      group.seeds.count == 1 ? " One seed has no interval: small differences mean nothing." : ""
    return """
      **\(group.name.printable)**, \(group.seeds.count == 1 ? "seed" : "seeds") \(seeds).\(single)

      \(markdownTable(columns: ["metric", "last weights", "best weights"], rows: rows))
      """
  }

  /// The numbers that the runs did not have and the card measured, such as FID.
  private var measuredAgain: String {
    let rows = runs.enumerated().flatMap { index, run in
      run.networks.flatMap { network in
        network.last.numbers.filter { $0.recorded == nil && $0.measured != nil }.map { number in
          let best = network.best.numbers.first { $0.name == number.name }?.measured
          return [
            "\(index + 1)", network.name, number.name.printable,
            number.measured.map { String(format: "%.6g", $0) } ?? "not known",
            best.map { String(format: "%.6g", $0) } ?? "not known",
          ]
        }
      }
    }
    let sets = runs.filter(\.isMeasured).min { $0.fewest < $1.fewest }?.sets
    let (count, other) = (sets?["testA"]?.count ?? 0, sets?["testB"]?.count ?? 0)
    let open =
      features["Inception"] == nil
      ? " FID was not measured."
      : count <= InceptionFeatures.count || other <= InceptionFeatures.count
        ? " FID is not known: \(count) and \(other) pictures do not settle the covariance of "
          + "\(InceptionFeatures.count) features."
        : ""
    guard !rows.isEmpty else { return open }
    return open + "\n\nMeasured for this card:\n\n"
      + markdownTable(
        columns: ["run", "network", "metric", "last weights", "best weights"], rows: rows)
  }

  private static func pictures(_ run: CardRun, number: Int) -> String {
    let rows = ["trainA", "trainB", "testA", "testB"].map { name -> [String] in
      guard let set = run.sets[name] else { return [name, "not known", "not known", "not known"] }
      let files = set.files.map { "\($0.count), `\(FileDigest.text(of: $0).prefix(16))`" }
      return [
        name, "\(set.count)",
        set.summary.isEmpty ? "not known" : "`\(set.summary.printable)`",
        files ?? (run.data == "meadow" ? "drawn by the program" : "not known"),
      ]
    }
    let table = markdownTable(
      columns: ["set", "pictures", "as the networks see them", "files, and their digest"],
      rows: rows)
    return """
      Run \(number): `\(run.data.printable)`. \(measured(run)); names and SHA-256 of every file are in \
      `\(ResultCard.fileName)`.

      \(table)
      """
  }

  /// The pictures that the metrics of a run compare with, in words.
  private static func measured(_ run: CardRun) -> String {
    guard run.isMeasured else { return "Nothing was measured, since there were no test pictures" }
    let part = run.measuredPictures.map { "the first \($0)" } ?? "all"
    let share = run.settings["holdOut"].flatMap(Double.init).map {
      String(format: "%.4g", 100 * $0)
    }
    let source =
      share.map { "that were held out of trainA and trainB (\($0) % of each, drawn at random)" }
      ?? "of testA and testB"
    return "The metrics compare with \(part) pictures \(source)"
  }

  private static func preprocessing(_ preprocessing: CardPreprocessing) -> String {
    let lines = preprocessing.steps.sorted { $0.key < $1.key }.map {
      "- \($0.key): \($0.value)".printable
    }
    return """
      \(preprocessing.side) px; training pictures are loaded at \(preprocessing.loadSide) px.

      \(lines.joined(separator: "\n"))
      """
  }

  private var featureText: String {
    features.sorted { $0.key < $1.key }.map { name, file in
      "\(name), `\(file.name.printable)`, SHA-256 `\(file.sha256.printable)`"
    }.joined(separator: "; ")
  }

  private var speed: String {
    let rows = runs.enumerated().map { index, run -> [String] in
      let size = run.networks[0].size
      let milliseconds = { (seconds: Double) in String(format: "%.2f", 1000 * seconds) }
      let memory = run.timing?.memory.map { String(format: "%.0f MB", Double($0) / 1e6) }
      return [
        "\(index + 1)", "\(size.baseWidth)/\(size.blocks)", "\(size.parameters)",
        String(format: "%.1f", Double(size.macsByInput) / 1e6),
        String(format: "%.1f", Double(size.macs) / 1e6), milliseconds(run.secondsAtTraining),
        run.timing.map { "\(milliseconds($0.seconds)) ± \(milliseconds($0.spread))" }
          ?? "not known",
        memory ?? "not known",
      ]
    }
    let table = markdownTable(
      columns: [
        "run", "width/blocks", "parameters", "MMACs by input size", "MMACs by output size",
        "ms at the end of training", "ms for this card", "memory",
      ], rows: rows)
    let machine = runs[0].timing.map { Self.text(of: $0.machine) } ?? "not known"
    return """
      \(table)

      For one generator and one picture of \(sides) px, batch 1. Multiply-accumulates by \
      input size count a transposed convolution at its input, as the papers' tables do; by output size they \
      are those that are computed. This card's times: \(machine).
      """
  }

  private var sides: String {
    Set(runs.map(\.preprocessing.side)).sorted().map { "\($0)" }.joined(separator: " or ")
  }

  private static func training(_ run: CardRun, number: Int) -> String {
    let schedule = run.plan.schedule
    let settings = run.settings.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
    let others =
      settings.isEmpty
      ? "other settings not known" : settings.joined(separator: ", ").printable
    return """
      Run \(number): seed \(run.plan.seed), \(counted(schedule.steps, "step")) of \(schedule.batchSize), learning rate \
      \(schedule.learningRate), \(others); \
      teacher \(run.teacher.map { "`\($0.printable)`" } ?? "none"); \(text(of: run.machine)).

      \(fencedBlock(run.command.printable, as: "sh"))
      """
  }

  private static func text(of machine: Machine) -> String {
    "\(machine.processor), \(counted(machine.threads, "thread")) of \(counted(machine.cores, "core")), "
      + "LibTorch \(machine.libTorchVersion ?? "not known"), wkd-learn \(machine.toolVersion)"
  }

  private var weightRows: [[String]] {
    runs.enumerated().flatMap { index, run in
      run.networks.flatMap { network in
        [("last", network.last), ("best", network.best)].prefix(run.isMeasured ? 2 : 1).flatMap {
          word, weights -> [[String]] in
          let start = ["\(index + 1)", network.name, "\(word), step \(weights.step)"]
          return weights.files.isEmpty
            ? [start + ["not known", "not known"]]
            : weights.files.map {
              start + ["`\($0.name.printable)`", "`\($0.sha256.printable)`"]
            }
        }
      }
    }
  }
}
