import WKD

/// The names of all wavelets and boundary modes, for people and for programs.
package struct WaveletList: Sendable, Encodable {
  /// One family of discrete wavelets.
  package struct Family: Sendable, Encodable {
    /// The family in words, such as `Daubechies`.
    package let family: String
    /// The names of its members.
    package let names: [String]
  }

  /// The discrete wavelets, family by family.
  package let discrete: [Family]
  /// The continuous wavelets, which have no filters; some names stand for patterns.
  package let continuous: [String]
  /// The boundary modes, and what other programs call them.
  package let modes: [Mode]

  /// One boundary mode.
  package struct Mode: Sendable, Encodable {
    /// PyWavelets' name.
    package let mode: String
    /// The names in other programs.
    package let otherNames: [String]
  }

  /// The list of all that the library has.
  package init() {
    var families: [Family] = []
    for name in FilterBank.names {
      guard let family = (try? FilterBank(named: name))?.familyName else { continue }
      if let last = families.last, last.family == family {
        families[families.count - 1] = Family(family: family, names: last.names + [name])
      } else {
        families.append(Family(family: family, names: [name]))
      }
    }
    discrete = families
    continuous = ContinuousWavelet.names
    modes = BoundaryMode.allCases.map { mode in
      Mode(
        mode: mode.rawValue,
        otherNames: BoundaryMode.otherNames.filter { $0.value == mode }.keys.sorted())
    }
  }

  /// The list as lines for people.
  package var text: String {
    let families = discrete.flatMap { [$0.family, Self.wrapped($0.names)] }
    let modes = modes.map { mode in
      let others = mode.otherNames.isEmpty ? "" : " (\(mode.otherNames.joined(separator: ", ")))"
      return "  \(mode.mode)\(others)"
    }
    return
      (["DISCRETE WAVELETS (decompose, compress, wavelet)"] + families
      + ["", "CONTINUOUS WAVELETS (scalogram)", Self.wrapped(continuous), ""]
      + ["BOUNDARY MODES (and their other names)"] + modes).joined(separator: "\n")
  }

  private static func wrapped(_ names: [String]) -> String {
    var lines = [" "]
    for name in names {
      if lines[lines.count - 1].count + name.count > 77 { lines.append(" ") }
      lines[lines.count - 1] += " " + name
    }
    return lines.joined(separator: "\n")
  }
}
