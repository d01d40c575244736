import ArgumentParser
import WKD

/// Whether noise is removed, and how.
struct DenoisingOptions: ParsableArguments {
  @Flag(help: "Write the picture with its noise removed.")
  var denoise = false

  @Option(
    help: """
      The thresholds of --denoise: one for all bands, one by the noise of each band, or BayesShrink. \
      (default: \(Denoising().threshold.rawValue))
      """)
  var threshold: Checked<Denoising.Threshold>?

  @Option(
    help: """
      What --denoise does with coefficients at their threshold. (default: \
      \(Denoising().rule.rawValue))
      """)
  var rule: Checked<Thresholding>?

  func validate() throws {
    try threshold?.validate()
    try rule?.validate()
    let options = [("--threshold", threshold?.word), ("--rule", rule?.word)]
    for (name, word) in options where word != nil && !denoise {
      throw ValidationError("\(name) says how noise is removed: add --denoise")
    }
  }

  /// The way to remove noise; nil where none is removed.
  var denoising: Denoising? {
    get throws {
      guard denoise else { return nil }
      let standard = Denoising()
      return Denoising(
        try threshold?.value ?? standard.threshold, rule: try rule?.value ?? standard.rule)
    }
  }
}

extension Denoising.Threshold: ExpressibleByWord {
  init(word: String) throws {
    guard let threshold = Self(rawValue: word.lowercased()) else {
      throw ValidationError(
        "--threshold is universal, levels or bayes, not \(word): try --threshold bayes")
    }
    self = threshold
  }
}

extension Thresholding: ExpressibleByWord {
  init(word: String) throws {
    guard let rule = Self(rawValue: word.lowercased()) else {
      throw ValidationError("--rule is hard, soft or garrote, not \(word): try --rule soft")
    }
    self = rule
  }
}
