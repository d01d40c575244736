/// The sentence for a run that was begun with other settings, in the words of the command line.
///
/// - Parameters:
///   - path: the folder of the run.
///   - differences: as `RunFolderError.changed` names them: `plan.seed was 1, now 2`.
/// - Returns: one sentence, with what to do.
func mismatch(of path: String, _ differences: [String]) -> String {
  let parts = differences.compactMap { $0.wholeMatch(of: /(.+?) was (.+), now (.+)/) }
    .map { (path: String($0.1), before: String($0.2), now: String($0.3)) }
  if let teacher = parts.first(where: { $0.path == "teacher" }) {
    let advice = "choose another folder (--output DIR)"
    if teacher.now == "not set" {
      return "\(path) is a run of compress; train-teacher cannot go on with it: \(advice)"
    }
    if teacher.before == "not set" {
      return "\(path) is a run of train-teacher; compress cannot go on with it: \(advice)"
    }
  }
  var words: [String] = []
  for part in parts {
    let word = word(for: part.path, before: part.before, now: part.now)
    if !words.contains(word) { words.append(word) }
  }
  return
    "\(path) was begun with other settings (\(words.joined(separator: "; "))): repeat them to go on, or "
    + "choose another folder to start anew (--output DIR)"
}

private func word(for path: String, before: String, now: String) -> String {
  let text = { (value: String) in value == "not set" ? "not given" : value }
  if let option = optionsOfSettings[path] {
    return "\(option) was \(text(before)), now \(text(now))"
  }
  if let match = path.wholeMatch(of: /methods\.\d+\.(l1|wavelet)\.weight/), before != "not set",
    now != "not set"
  {
    return "\(match.1 == "l1" ? "--l1-weight" : "--alpha") was \(before), now \(now)"
  }
  return optionsOfOthers.first { path.hasPrefix($0.start) }?.words
    ?? "\(path) was \(text(before)), now \(text(now))"
}

/// The options of settings whose value is written as it is recorded.
private let optionsOfSettings = [
  "size": "--size", "loadSize": "--load-size", "preprocessing.method": "--preprocess",
  "threads": "--threads",
  "device": "--device", "logEvery": "--log-every", "measureEvery": "--measure-every",
  "plan.seed": "--seed",
  "plan.schedule.steps": "--steps", "plan.schedule.batchSize": "--batch",
  "plan.schedule.learningRate": "--learning-rate", "plan.schedule.decayFrom": "--decay-from",
  "plan.weights.cycle": "--cycle-weight", "plan.weights.identity": "--identity-weight",
  "plan.weights.mirror": "--mirror-weight",
  "plan.generator.baseWidth": "--width", "plan.generator.blocks": "--blocks",
  "plan.discriminator.baseWidth": "--discriminator-width",
  "plan.discriminator.layers": "--discriminator-layers",
]

/// The words for settings that options decide in other ways.
private let optionsOfOthers = [
  (start: "methods", words: "other --methods, or other options of theirs"),
  (start: "pictures", words: "other pictures"),
  (start: "preprocessing", words: "another --preprocess"),
  (start: "plan.crop", words: "another --load-size"),
  (start: "plan.schedule.earlier", words: "another schedule before this one"),
  (start: "holdOut", words: "another --hold-out"), (start: "teacher", words: "another --teacher"),
  (start: "start", words: "another --begin-from"),
]
