import Plot
import Torch
import WKD

/// Draws wavelet, scaling function and their spectra.
struct WaveletFigure {
  private let bank: FilterBank

  init(_ bank: FilterBank) {
    self.bank = bank
  }

  var figure: Figure {
    let sides = self.sides
    // Apart from each other: of a rough pair, one would hide the other.
    let functions = sides.flatMap { side in
      [
        chart("wavelet psi\(side.suffix)", side.psi),
        chart("scaling function phi\(side.suffix)", side.phi),
      ]
    }
    let spectra = [
      spectrum("spectrum of psi", sides.map(\.psi)),
      spectrum("spectrum of phi", sides.map(\.phi)),
    ]
    return Figure(
      columns: 2, panels: functions + spectra, title: "\(bank.name) (\(bank.familyName))")
  }

  private struct Curve {
    let label: String?
    let x: [Double]
    let y: [Double]
  }

  private struct Side {
    let suffix: String
    let phi: Curve
    let psi: Curve

    init(_ bank: FilterBank, label: String?) {
      let (x, phi, psi) = bank.cascade(iterations: WaveletFigure.iterations)
      suffix = label.map { ", \($0)" } ?? ""
      self.phi = Curve(label: label, x: x, y: phi)
      self.psi = Curve(label: label, x: x, y: psi)
    }
  }

  /// One side of a bank with the same filters on both, else both sides.
  private var sides: [Side] {
    guard bank.decompositionLow.reversed() != bank.reconstructionLow else {
      return [Side(bank, label: nil)]
    }
    let dual = FilterBank(
      name: "dual", decompositionLow: bank.reconstructionLow.reversed(),
      reconstructionLow: bank.decompositionLow.reversed())
    return [Side(bank, label: "reconstruction"), Side(dual, label: "decomposition")]
  }

  private static let iterations = 9

  private func chart(_ title: String, _ curve: Curve) -> Chart {
    Chart(title, x: Axis("position"), y: Axis(""), marks: [.line(x: curve.x, y: curve.y)])
  }

  /// Magnitudes of the Fourier transform up to four cycles per unit of position.
  private func spectrum(_ title: String, _ curves: [Curve]) -> Chart {
    let marks = curves.map { curve -> Mark in
      let step = curve.x.count > 1 ? curve.x[1] - curve.x[0] : 1
      // Zeros at the end bring the frequencies closer to each other.
      let count = 64 << Self.iterations
      let padded = curve.y + [Double](repeating: 0, count: max(0, count - curve.y.count))
      let magnitudes = (Tensor(padded) * step).fourierMagnitudes().values
      let frequencies = magnitudes.indices.map { Double($0) / (Double(padded.count) * step) }
      let shown = frequencies.prefix { $0 <= 4 }.count
      return .line(
        x: Array(frequencies.prefix(shown)), y: Array(magnitudes.prefix(shown)),
        label: curve.label)
    }
    return Chart(
      title, x: Axis("frequency (cycles per unit)"), y: Axis("magnitude"), marks: marks)
  }
}
