/// The symmetry of a wavelet about its middle.
public enum WaveletSymmetry: String, Sendable, Codable {
  /// Neither even nor odd.
  case asymmetric
  /// As even as an orthogonal filter of this length can be.
  case nearSymmetric = "near symmetric"
  /// Even or odd about its middle.
  case symmetric
}

// The properties that PyWavelets' `Wavelet` gives for the same name. A bank of another name, made from its
// own filters, is measured instead.
extension FilterBank {
  /// The family in PyWavelets' words, such as `Haar`, `Daubechies`, `Reverse biorthogonal`; for a bank of
  /// another name `Custom`.
  public var familyName: String { family?.words ?? "Custom" }

  /// Whether PyWavelets counts the bank as orthogonal: the same filters on both sides, reversed.
  ///
  /// The biorthogonal families never count, though `bior1.1` has Haar's filters; `dmey` always does,
  /// though its 62 taps miss a part of the wavelet: see ``reconstructionError``.
  public var isOrthogonal: Bool {
    switch family {
    case .biorthogonal, .reverseBiorthogonal: false
    case .some: true
    case nil: orthogonalityError < Self.measuringTolerance
    }
  }

  /// Whether the reconstruction filters undo the decomposition filters.
  public var isBiorthogonal: Bool {
    family != nil || reconstructionError < Self.measuringTolerance
  }

  /// The largest deviation of the products of both low-pass filters, shifted by even numbers of taps, from
  /// 1 and 0: from those of a bank that restores every signal.
  ///
  /// The rounding of the table for most banks, 2e-9 or less; 2e-3 for `dmey`, which restores a signal to
  /// half a per cent.
  public var reconstructionError: Double {
    let mirrored = Array(decompositionLow.reversed())
    return stride(from: -(length - 1) / 2 * 2, through: length - 1, by: 2).reduce(0) {
      worst, shift in
      let product = mirrored.indices.reduce(0.0) { sum, place in
        let other = place + shift
        guard reconstructionLow.indices.contains(other) else { return sum }
        return sum + mirrored[place] * reconstructionLow[other]
      }
      return max(worst, abs(product - (shift == 0 ? 1 : 0)))
    }
  }

  /// As PyWavelets has it, which calls Haar asymmetric although it is odd about its middle.
  public var symmetry: WaveletSymmetry {
    switch family {
    case .haar, .daubechies, .fejerKorovkin, .beylkin, .vaidyanathan: .asymmetric
    case .symlets, .coiflets: .nearSymmetric
    case .biorthogonal, .reverseBiorthogonal, .discreteMeyer: .symmetric
    case nil: isMirrored ? .symmetric : .asymmetric
    }
  }

  /// Vanishing moments of wavelet and scaling function, as PyWavelets has them.
  ///
  /// For an orthogonal bank `psi` counts the moments 0, 1, ... of the wavelet, and `phi` the
  /// moments 1, 2, ... of the scaling function. For `bior N.M` and `rbio N.M` PyWavelets gives N
  /// and M whatever the side: N is what the decomposition high-pass filter of `bior` and the
  /// reconstruction high-pass filter of `rbio` have, M is what the other one has. In the 5.5 banks
  /// the filters have 6 and 4. The other families, for which PyWavelets gives no number, are measured:
  /// `dmey` has none, for want of taps.
  public var vanishingMoments: (psi: Int, phi: Int) {
    switch family {
    case .haar: (1, 0)
    case .daubechies, .symlets: (Int(orders.first), 0)
    case .coiflets: (2 * orders.first, 2 * orders.first - 1)
    case .biorthogonal, .reverseBiorthogonal: (orders.first, orders.second)
    case .fejerKorovkin: (1, 0)  // their published digits hide it
    case .discreteMeyer, .beylkin, .vaidyanathan, nil:
      (Self.countVanishingMoments(of: decompositionHigh), 0)
    }
  }

  /// The length of the interval outside of which the reconstruction wavelet psi is zero.
  ///
  /// Half the extents of both low-pass filters together, from first to last tap that is not zero:
  /// `length - 1` for an orthogonal bank.
  public var supportWidth: Int {
    (Self.trimmed(reconstructionLow).count + Self.trimmed(decompositionLow).count) / 2 - 1
  }

  /// The deepest level at which a coefficient still sees a signal of `length` samples alone, and not
  /// its continuation; 0 where there is none.
  ///
  /// - Source: `pywt.dwt_max_level`: the floor of `log2(length / (taps - 1))`.
  public func maximumLevel(for length: Int) -> Int {
    let span = self.length - 1
    guard span > 0, length >= span else { return 0 }
    return (length / span).bitWidth - 1 - (length / span).leadingZeroBitCount
  }
}

extension FilterBank {
  private var family: WaveletFamily? {
    Self.known(name) == self ? WaveletFamily(of: name) : nil
  }

  /// The numbers in the name: 4 of `db4`, 2 and 6 of `bior2.6`.
  private var orders: (first: Int, second: Int) {
    let parts = name.drop { $0.isLetter }.split(separator: ".").compactMap { Int($0) }
    return (parts.first ?? 0, parts.count > 1 ? parts[1] : 0)
  }

  private var isMirrored: Bool {
    let taps = Self.trimmed(decompositionLow)
    return zip(taps, taps.reversed()).allSatisfy { abs($0 - $1) < Self.measuringTolerance }
  }

  private var orthogonalityError: Double {
    zip(decompositionLow.reversed(), reconstructionLow).reduce(reconstructionError) {
      max($0, abs($1.0 - $1.1))
    }
  }
}

extension FilterBank {
  /// The number of vanishing moments of a high-pass filter, from moment 0 on, measured on its taps.
  ///
  /// - Parameter highPass: taps of any scale.
  /// - Returns: 0 or more.
  /// - Source: moments against Chebyshev polynomials over the filter's extent. Relative to the sum
  ///   of absolute terms, vanishing ones are below 4e-12 in PyWavelets' tables, which carry 12
  ///   digits in places; the first other one is above 5e-11 (in `coif17`, and above 1e-5 in short ones).
  public static func countVanishingMoments(of highPass: [Double]) -> Int {
    let taps = trimmed(highPass)
    guard taps.count > 1 else { return 0 }
    let places = taps.indices.map { 2 * Double($0) / Double(taps.count - 1) - 1 }
    var (previous, current) = (places, places.map { _ in 1.0 })  // T(-1) = T(1) = x, T(0) = 1
    for order in 0..<taps.count {
      let terms = zip(taps, current).map { $0 * $1 }
      let size = terms.reduce(0) { $0 + abs($1) }
      guard abs(terms.reduce(0, +)) < 1.5e-11 * size else { return order }
      let next = zip(places, zip(current, previous)).map { 2 * $0 * $1.0 - $1.1 }
      (previous, current) = (current, next)
    }
    return taps.count
  }

  /// Far above the rounding of the tables, far below what a bank without the property would show.
  static let measuringTolerance = 1e-9

  /// From the first to the last tap that is not zero.
  static func trimmed(_ taps: [Double]) -> [Double] {
    guard let first = taps.firstIndex(where: { $0 != 0 }),
      let last = taps.lastIndex(where: { $0 != 0 })
    else { return [] }
    return Array(taps[first...last])
  }
}
