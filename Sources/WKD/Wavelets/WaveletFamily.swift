/// The families of discrete wavelets, under the letters with which their names begin.
enum WaveletFamily: String, CaseIterable {
  case haar
  case daubechies = "db"
  case symlets = "sym"
  case coiflets = "coif"
  case biorthogonal = "bior"
  case reverseBiorthogonal = "rbio"
  case discreteMeyer = "dmey"
  case fejerKorovkin = "fk"
  case beylkin = "beyl"
  case vaidyanathan = "vaid"

  /// The family of a bank of that name; nil for any other name.
  init?(of name: String) {
    guard let family = WaveletFamily(rawValue: String(name.prefix(while: \.isLetter))),
      family.orders.contains(String(name.drop(while: \.isLetter)))
    else { return nil }
    self = family
  }

  /// The name of the family in words.
  var words: String {
    switch self {
    case .haar: "Haar"
    case .daubechies: "Daubechies"
    case .symlets: "Symlets"
    case .coiflets: "Coiflets"
    case .biorthogonal: "Biorthogonal"
    case .reverseBiorthogonal: "Reverse biorthogonal"
    case .discreteMeyer: "Discrete Meyer (FIR Approximation)"
    case .fejerKorovkin: "Fejer-Korovkin"
    case .beylkin: "Beylkin"
    case .vaidyanathan: "Vaidyanathan"
    }
  }

  /// The numbers that follow the letters, in growing order; a single empty one where none does.
  var orders: [String] { Self.orders[self] ?? [] }

  /// The names of all members.
  var names: [String] { orders.map { rawValue + $0 } }

  /// The names of all members in few words: `db1 to db38`.
  var range: String {
    guard let first = names.first, let last = names.last, first != last else { return rawValue }
    let numbers = orders.compactMap { Int($0) }
    let isUnbroken = numbers.count == orders.count && numbers.last == numbers[0] + numbers.count - 1
    return isUnbroken ? "\(first) to \(last)" : names.joined(separator: ", ")
  }

  private static let orders: [WaveletFamily: [String]] = {
    let names = FilterTables.taps.keys.map { String($0.prefix { $0 != "/" }) }
    var orders: [WaveletFamily: Set<String>] = [:]
    for name in names {
      guard let family = WaveletFamily(rawValue: String(name.prefix(while: \.isLetter))) else {
        continue
      }
      orders[family, default: []].insert(String(name.drop(while: \.isLetter)))
    }
    orders[.reverseBiorthogonal] = orders[.biorthogonal]
    return orders.mapValues { $0.sorted { (Double($0) ?? 0) < (Double($1) ?? 0) } }
  }()
}

extension FilterTables {
  /// The taps of every filter in ``text``, under its name.
  static let taps: [String: [Double]] = {
    var taps: [String: [Double]] = [:]
    var name = ""
    for bytes in text.utf8.split(whereSeparator: { $0 <= UInt8(ascii: " ") }) {
      let word = Substring(bytes)
      if let number = Double(word) {
        taps[name, default: []].append(number)
      } else {
        name = String(word)
      }
    }
    return taps
  }()
}
