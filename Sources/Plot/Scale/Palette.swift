/// A colour map from numbers to colours.
public enum Palette: Sendable, Hashable, CaseIterable {
  /// Dark blue over green to yellow, brighter for larger numbers; for quantities with a least value.
  ///
  /// - Source: nine colours of viridis by N. Smith and S. van der Walt, which is in the public
  ///   domain.
  case sequential
  /// Blue over white to red; for quantities of either sign.
  case diverging
  /// Black to white.
  case gray

  /// The colour at a fraction of the range, from 0 for the low end to 1 for the high end.
  ///
  /// A fraction outside of it gets the colour of the nearer end.
  public func color(at part: Double) -> Color {
    let stations = self.stations
    let place = min(max(part, 0), 1) * Double(stations.count - 1)
    let index = min(Int(place), stations.count - 2)
    return stations[index].mixed(with: stations[index + 1], by: place - Double(index))
  }

  /// Colours at equal distances from the low to the high end.
  private var stations: [Color] {
    switch self {
    case .sequential: Self.viridis
    case .diverging: Self.blueWhiteRed
    case .gray: Self.blackWhite
    }
  }

  private static let viridis = [
    0x440154, 0x472D7B, 0x3B528B, 0x2C728E, 0x21918C, 0x28AE80, 0x5EC962, 0xADDC30, 0xFDE725,
  ].map { Color(hex: $0) }

  private static let blueWhiteRed = [
    0x16407F, 0x3F7CBF, 0x9CC4E4, 0xF7F7F7, 0xF2A98D, 0xCF4B42, 0x7F0F26,
  ].map { Color(hex: $0) }

  private static let blackWhite = [Color.black, Color.white]

  /// The limits that show numbers of some extent best; those of the diverging palette are symmetric
  /// about zero.
  func limits(for extent: ClosedRange<Double>?) -> ClosedRange<Double> {
    guard let extent else { return 0...1 }
    if self == .diverging {
      let reach = max(abs(extent.lowerBound), abs(extent.upperBound))
      return reach > 0 ? -reach...reach : -1...1
    }
    return Extent(extent.lowerBound, extent.upperBound).widenedIfFlat.range
  }
}
