/// The meaning of a discrete wavelet's name, in PyWavelets' words or in those of other programs.
enum WaveletName {
  /// PyWavelets' name for a name in small or capital letters.
  ///
  /// - Throws: ``WaveletError``.
  static func canonical(_ word: String) throws -> String {
    // "Bior 4,4" and "CDF-9/7" are written so too.
    let key = word.lowercased().replacing(/[\s_-]/, with: "").replacing(",", with: ".")
    if WaveletFamily(of: key) != nil { return key }
    if let name = otherNames[key] { return name }
    throw refusal(of: word, key: key)
  }

  /// The names that other programs give to banks that are here.
  ///
  /// - Source: CDF 9/7 and LeGall 5/3 are the filters of JPEG 2000 by their numbers of taps. `d4`, `la8`
  ///   and `c6`, which count taps too, are those of Percival and Walden, "Wavelet methods for time series
  ///   analysis", 2000, and of R's packages, where some are written from the other end.
  static let otherNames: [String: String] = {
    var names = [
      "cdf97": "bior4.4", "cdf9/7": "bior4.4", "cdf9.7": "bior4.4", "9/7": "bior4.4",
      "cdf53": "bior2.2", "cdf5/3": "bior2.2", "5/3": "bior2.2", "legall": "bior2.2",
      "legall53": "bior2.2", "legall5/3": "bior2.2", "legall5.3": "bior2.2",
      "beylkin": "beyl", "beylkin18": "beyl", "vaidyanathan": "vaid", "vaidyanathan24": "vaid",
      "d2": "haar",
    ]
    for order in 2...38 { names["d\(2 * order)"] = "db\(order)" }
    for order in 4...10 { names["la\(2 * order)"] = "sym\(order)" }
    for order in 1...5 { names["c\(6 * order)"] = "coif\(order)" }
    return names
  }()

  private static func refusal(of word: String, key: String) -> WaveletError {
    let letters = String(key.prefix(while: \.isLetter))
    let number = String(key.drop(while: \.isLetter))
    if let members = otherFamilies[letters] {
      return .noSuchMember(word, family: letters, members: members)
    }
    // Some count the taps of a Daubechies wavelet, some its vanishing moments.
    if ["daubechies", "daub", "daubechie"].contains(letters), let count = Int(number),
      count.isMultiple(of: 2), (2...76).contains(count)
    {
      let byMoments = count <= 38 ? ["db\(count) (\(count) vanishing moments)"] : []
      return .ambiguous(word, meanings: ["db\(count / 2) (\(count) taps)"] + byMoments)
    }
    if let family = WaveletFamily(rawValue: letters) ?? longNames[letters] {
      let meant = member(of: family, number: number).map { [$0] }
      return meant.map { .unknownWavelet(word, suggestions: $0) }
        ?? .noSuchMember(word, family: family.rawValue, members: family.range)
    }
    if absentFamilies.contains(letters) { return .unknownWavelet(word, suggestions: []) }
    let near = WaveletFamily.allCases.filter { isOneSlip($0.rawValue, letters) }
    let meant = near.compactMap { member(of: $0, number: number) }
    if meant.isEmpty, near.count == 1, !number.isEmpty {
      return .noSuchMember(word, family: near[0].rawValue, members: near[0].range)
    }
    return .unknownWavelet(word, suggestions: meant)
  }

  /// The member that a number means which is written in another way: 4.0, 04, or 44 for 4.4.
  private static func member(of family: WaveletFamily, number: String) -> String? {
    let order = family.orders.first { order in
      order == number || (Int(order) != nil && Double(order) == Double(number))
        || (order.contains(".") && order.filter(\.isNumber) == number)
    }
    return order.map { family.rawValue + $0 }
  }

  /// Families of other names, whose members are not all here.
  private static let otherFamilies = [
    "cdf": "cdf9/7 (bior4.4) and cdf5/3 (bior2.2), and the spline pairs under bior",
    "d": "d2, d4 ... d76, which count taps: d4 is db2",
    "la": "la8, la10 ... la20, which count taps: la8 is sym4",
    "c": "c6, c12 ... c30, which count taps: c6 is coif1",
  ]

  /// Families of MATLAB and R of which nothing is here; their names are no slips.
  private static let absentFamilies: Set = ["batt", "bl", "bs", "han", "mb", "w"]

  /// Whole words for families; close to a name, so they lead to a suggestion and not to a bank.
  private static let longNames: [String: WaveletFamily] = [
    "daubechies": .daubechies, "daub": .daubechies, "symlet": .symlets, "symlets": .symlets,
    "symmlet": .symlets, "symmlets": .symlets,
    "coiflet": .coiflets, "coiflets": .coiflets, "biorthogonal": .biorthogonal,
    "biorspline": .biorthogonal, "reversebiorthogonal": .reverseBiorthogonal,
    "rbior": .reverseBiorthogonal, "meyer": .discreteMeyer, "meyr": .discreteMeyer,
    "meyar": .discreteMeyer, "dmeyer": .discreteMeyer, "discretemeyer": .discreteMeyer,
    "fejerkorovkin": .fejerKorovkin,
  ]
}

/// The reason why a wavelet was refused.
public enum WaveletError: Error, Equatable, CustomStringConvertible {
  /// A name that no bank has, and those that were probably meant; none where none is near.
  case unknownWavelet(String, suggestions: [String])
  /// A name of a family that has no such member, and the members that it has.
  case noSuchMember(String, family: String, members: String)
  /// A name that means one bank in some programs and another one in others.
  case ambiguous(String, meanings: [String])

  /// One sentence with the names that there are.
  public var description: String {
    switch self {
    case .unknownWavelet(let name, let suggestions) where suggestions.isEmpty:
      "there is no wavelet \"\(name)\": there are \(Self.families)"
    case .unknownWavelet(let name, let suggestions):
      "there is no wavelet \"\(name)\": did you mean \(suggestions.joined(separator: " or "))?"
    case .noSuchMember(let name, let family, let members) where family == members:
      "there is no wavelet \"\(name)\": \(family) stands alone, without a number"
    case .noSuchMember(let name, let family, let members):
      "there is no wavelet \"\(name)\": of \(family) there are \(members)"
    case .ambiguous(let name, let meanings):
      "\"\(name)\" means \(meanings.joined(separator: " or ")): write one of these names"
    }
  }

  private static var families: String {
    let all = WaveletFamily.allCases.map { family in
      family.range.contains(",") ? "\(family.rawValue)\(family.orders[0]) and others" : family.range
    }
    return all.dropLast().joined(separator: ", ") + " and " + (all.last ?? "")
  }
}
