import WKD

/// The frequencies that a wavelet answers to on the side of its peak, in cycles per unit of scale.
struct AnswerBand {
  let lower: Double
  let upper: Double
  private let wavelet: ContinuousWavelet
  private let side: Double
  private let top: Double

  /// The band outside of which the spectrum lies below a ten-millionth of its peak.
  init(_ wavelet: ContinuousWavelet) {
    let peak = wavelet.peakFrequency
    let side = wavelet.isBackward ? -1.0 : 1
    let top = abs(wavelet.spectrumHeight(at: side * peak))
    let step = min(peak, 1 / wavelet.reach) / 20
    func isHeard(_ frequency: Double) -> Bool {
      abs(wavelet.spectrumHeight(at: side * frequency)) > 1e-7 * top
    }
    var (low, high) = (peak, peak)
    while low > 0, isHeard(low) { low -= step }
    while isHeard(high) { high += step }
    self.wavelet = wavelet
    self.side = side
    self.top = top
    (lower, upper) = (max(0, low), high)
  }

  /// The height at a frequency above 0, such that a tone of height 1 has an analytic answer of height 1.
  func height(_ frequency: Double) -> Double {
    2 * abs(wavelet.spectrumHeight(at: side * frequency)) / top
  }

  /// The ratio of frequencies over which the power falls to a half.
  var halfPowerRatio: Double {
    if let flat = wavelet.flatBand { return (flat.upperBound / wavelet.peakFrequency).squareRoot() }
    let peak = wavelet.peakFrequency
    var ratio = 1.0
    let step = min(0.01, 0.02 / (wavelet.reach * peak))
    while height(peak * (ratio + step)) > 2 * 0.5.squareRoot() { ratio += step }
    return ratio + step
  }
}
