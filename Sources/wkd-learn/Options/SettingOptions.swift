import WKD

/// The options by which a run that was begun with other settings goes on, from the differences that
/// `RunFolderError.changed` names, as `plan.seed was 1, now 2`.
///
/// - Returns: words such as `--seed 1`, each once.
func options(toRepeat differences: [String]) -> [String] {
  var words: [String] = []
  for difference in differences {
    guard let parts = difference.wholeMatch(of: /(.+?) was (.+), now .+/) else { continue }
    let (path, value) = (String(parts.1), String(parts.2))
    let word =
      if let option = optionsOfSettings[path] {
        value == "not set" ? "no \(option)" : "\(option) \(value)"
      } else if let match = path.wholeMatch(of: /methods\.\d+\.(l1|wavelet)\.weight/) {
        "\(match.1 == "l1" ? "--l1-weight" : "--alpha") \(value)"
      } else {
        optionsOfOthers.first { path.hasPrefix($0.start) }?.words
      }
    if let word, !words.contains(word) { words.append(word) }
  }
  return words
}

/// The options of settings whose value is written as it is recorded.
private let optionsOfSettings = [
  "size": "--size", "loadSize": "--load-size", "preprocessing.method": "--preprocess", "threads": "--threads",
  "device": "--device", "logEvery": "--log-every", "measureEvery": "--measure-every",
  "plan.seed": "--seed",
  "plan.schedule.steps": "--steps", "plan.schedule.batchSize": "--batch",
  "plan.schedule.learningRate": "--learning-rate", "plan.schedule.decayFrom": "--decay-from",
  "plan.weights.cycle": "--cycle-weight", "plan.weights.identity": "--identity-weight",
  "plan.generator.baseWidth": "--width", "plan.generator.blocks": "--blocks",
  "plan.discriminator.baseWidth": "--discriminator-width",
  "plan.discriminator.layers": "--discriminator-layers",
]

/// The words for settings that options decide in other ways.
private let optionsOfOthers = [
  (start: "methods", words: "the same --methods and bands"),
  (start: "pictures", words: "the same pictures"),
  (start: "plan.crop", words: "the same --load-size"),
  (start: "holdOut", words: "the same --hold-out"), (start: "teacher", words: "the same --teacher"),
  (start: "start", words: "the same --begin-from"),
]
