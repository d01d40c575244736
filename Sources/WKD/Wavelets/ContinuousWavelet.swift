internal import Foundation

/// A mother wavelet of the continuous transform.
public enum ContinuousWavelet: String, Sendable, CaseIterable {
  /// The negative second derivative of a Gaussian, with energy 1. PyWavelets' `mexh`.
  case mexicanHat = "mexh"
  /// A cosine of angular frequency 5 under a Gaussian, the real Morlet wavelet. PyWavelets' `morl`.
  case morlet = "morl"

  /// The value at `time`, in units of the scale.
  public func callAsFunction(_ time: Double) -> Double {
    switch self {
    case .mexicanHat:
      2 / (3.0.squareRoot() * pow(.pi, 0.25)) * (1 - time * time) * exp(-time * time / 2)
    case .morlet: exp(-time * time / 2) * cos(5 * time)
    }
  }

  /// Where the wavelet counts as zero: outside of -8...8, where it is below 1e-12.
  public static let support = -8.0...8.0

  /// Frequency of the highest peak of the spectrum, in cycles per unit of scale.
  ///
  /// For the Mexican hat `sqrt(2) / (2 pi)`; for Morlet `5 / (2 pi)`, where the mirrored bump of the
  /// cosine changes it by less than 1e-9.
  public var peakFrequency: Double {
    switch self {
    case .mexicanHat: 2.0.squareRoot() / (2 * .pi)
    case .morlet: 5 / (2 * .pi)
    }
  }

  /// PyWavelets' centre frequency: the strongest bin of a Fourier transform over the support.
  ///
  /// - Source: `pywt.central_frequency`, which samples 256 points of the support.
  public var centralFrequency: Double {
    let count = 256
    let width = Self.support.upperBound - Self.support.lowerBound
    let samples = (0..<count).map {
      self(Self.support.lowerBound + width * Double($0) / Double(count - 1))
    }
    let power = (1..<count / 2).map { bin -> Double in
      let angle = 2 * Double.pi * Double(bin) / Double(count)
      let real = samples.enumerated().reduce(0) { $0 + $1.element * cos(angle * Double($1.offset)) }
      let imag = samples.enumerated().reduce(0) { $0 + $1.element * sin(angle * Double($1.offset)) }
      return real * real + imag * imag
    }
    let strongest = power.indices.max { power[$0] < power[$1] } ?? 0
    return Double(strongest + 1) / width
  }
}
