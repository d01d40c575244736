internal import Foundation

extension ContinuousWavelet {
  /// The wavelet of PyWavelets' name: `mexh`, `morl`, `gaus2`, `cgau4`, `cmor1.5-1.0`, `shan1.0-0.5`,
  /// `fbsp2-1.0-1.0`.
  ///
  /// Parameters stand in the name and are taken in double precision; PyWavelets rounds them to single
  /// precision, so that its `cmor0.7-1.0` differs by up to 1e-7.
  ///
  /// - Throws: ``ContinuousWaveletError`` with the closest name or the form of the parameters.
  public init(named name: String) throws {
    let key = name.lowercased().filter { !$0.isWhitespace }
    let family = String(key.prefix { $0.isLetter })
    let tail = String(key.dropFirst(family.count))
    switch family {
    case "mexh" where tail.isEmpty: self = .mexicanHat
    case "morl" where tail.isEmpty: self = .morlet
    case "gaus", "cgau":
      guard let order = Int(tail), (1...8).contains(order) else {
        throw ContinuousWaveletError.badParameters(
          name, form: "\(family)N with N from 1 to 8", example: "\(family)2")
      }
      self = family == "gaus" ? .gaussian(order: order) : .complexGaussian(order: order)
    case "cmor", "shan":
      guard let numbers = Self.positive(tail, count: 2) else {
        throw ContinuousWaveletError.badParameters(
          name, form: "\(family)B-C with the bandwidth B and the centre C above 0",
          example: "\(family)1.5-1.0")
      }
      self =
        family == "cmor"
        ? .complexMorlet(bandwidth: numbers[0], center: numbers[1])
        : .shannon(bandwidth: numbers[0], center: numbers[1])
    case "fbsp":
      guard let numbers = Self.positive(tail, count: 3), let order = Int(exactly: numbers[0]),
        (1...64).contains(order)
      else {
        throw ContinuousWaveletError.badParameters(
          name, form: "fbspM-B-C with a whole order M from 1 to 64, B and C above 0",
          example: "fbsp2-1.5-1.0")
      }
      self = .bSpline(order: order, bandwidth: numbers[1], center: numbers[2])
    default:
      throw ContinuousWaveletError.unknown(name, suggestion: Self.closestName(to: key))
    }
  }

  /// PyWavelets' name with all parameters, such as `cmor1.5-1.0`.
  public var name: String {
    switch formula {
    case .mexicanHat: "mexh"
    case .morlet: "morl"
    case .gaussian(let order): "gaus\(order)"
    case .complexGaussian(let order): "cgau\(order)"
    case .complexMorlet(let bandwidth, let center): "cmor\(bandwidth)-\(center)"
    case .shannon(let bandwidth, let center): "shan\(bandwidth)-\(center)"
    case .bSpline(let order, let bandwidth, let center): "fbsp\(order)-\(bandwidth)-\(center)"
    }
  }

  /// Every name without parameters, and one example of each family that has some.
  public static var names: [String] {
    ["mexh", "morl"] + (1...8).map { "gaus\($0)" } + (1...8).map { "cgau\($0)" }
      + ["cmor1.5-1.0", "shan1.5-1.0", "fbsp2-1.5-1.0"]
  }

  /// Numbers above 0 with `-` between them, and nothing else.
  private static func positive(_ text: String, count: Int) -> [Double]? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { part in
      part.allSatisfy { $0.isASCII && ($0.isNumber || $0 == ".") } ? Double(part) : nil
    }
    guard parts.count == count, numbers.count == count else { return nil }
    return numbers.allSatisfy { $0 > 0 && $0.isFinite } ? numbers : nil
  }

  /// Names that other programs and books use.
  private static let aliases = [
    "ricker": "mexh", "mexicanhat": "mexh", "marr": "mexh", "morlet": "morl", "gabor": "morl",
    "dog": "gaus1", "shannon": "shan1.5-1.0", "complexmorlet": "cmor1.5-1.0",
    "cmorlet": "cmor1.5-1.0", "bspline": "fbsp2-1.5-1.0",
  ]

  private static func closestName(to key: String) -> String {
    let letters = key.prefix { $0.isLetter }
    if let alias = aliases[String(letters)] { return alias }
    return names.min { editDistance($0, key) < editDistance($1, key) } ?? "mexh"
  }
}

/// The reason why a continuous wavelet was refused.
public enum ContinuousWaveletError: Error, Equatable, CustomStringConvertible {
  /// No family has this name.
  case unknown(String, suggestion: String)
  /// The family is known, its parameters are missing or out of range.
  case badParameters(String, form: String, example: String)

  /// One sentence that says what is wrong and what to write instead.
  public var description: String {
    switch self {
    case .unknown(let name, let suggestion):
      """
      there is no continuous wavelet "\(name)": did you mean \(suggestion)? \
      (known are mexh, morl, gaus1 to gaus8, cgau1 to cgau8, cmorB-C, shanB-C, fbspM-B-C)
      """
    case .badParameters(let name, let form, let example):
      "\"\(name)\" is not of the form \(form): did you mean \(example)?"
    }
  }
}
