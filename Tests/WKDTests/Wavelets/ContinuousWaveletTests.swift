import Foundation
import Testing
import Torch
import WKD

@Suite struct ContinuousWaveletTests {
  static let oracleNames =
    ["mexh", "morl"] + (1...8).map { "gaus\($0)" } + (1...8).map { "cgau\($0)" }
    + ["cmor1.5-1.0", "shan1.5-1.0", "shan0.5-2.0", "fbsp2-1.5-1.0", "fbsp3-1.0-0.5"]
    + ["fbsp1-1.0-1.5"]

  @Test("every wavelet has PyWavelets' values over its support", arguments: oracleNames)
  func oracle(name: String) throws {
    let golden = try Golden.tensors("continuous")
    let wavelet = try ContinuousWavelet(named: name)
    let times = try #require(golden["wavefun.\(name).x"]).values
    let values = times.map { wavelet.value(at: $0) }
    let real = try #require(golden["wavefun.\(name).real"])
    #expect(largestDifference(Tensor(values.map(\.real)), real) < 1e-10)
    let imaginary = golden["wavefun.\(name).imag"]
    #expect((imaginary != nil) == wavelet.isComplex)
    if let imaginary {
      #expect(largestDifference(Tensor(values.map(\.imaginary)), imaginary) < 1e-10)
    }
    #expect(times.first == wavelet.support.lowerBound && times.last == wavelet.support.upperBound)
    #expect(wavelet.name == name)
    let central = try #require(golden["central.\(name)"]).values
    #expect(abs(wavelet.centralFrequency - central[0]) < 1e-12)
    #expect(abs(wavelet.centralFrequency(precision: 12) - central[1]) < 1e-12)
  }

  @Test("a parameter that single precision cannot hold differs from PyWavelets' by its rounding")
  func singlePrecision() throws {
    let golden = try Golden.tensors("continuous")
    let wanted = try #require(golden["wavefun.cmor0.7-2.3.real"])
    let times = try #require(golden["wavefun.cmor0.7-2.3.x"]).values
    func difference(_ wavelet: ContinuousWavelet) -> Double {
      largestDifference(Tensor(times.map { wavelet($0) }), wanted)
    }
    let rounded = ContinuousWavelet.complexMorlet(
      bandwidth: Double(Float(0.7)), center: Double(Float(2.3)))
    #expect(difference(rounded) < 1e-10)
    let exact = difference(try ContinuousWavelet(named: "cmor0.7-2.3"))
    #expect(exact > 1e-9 && exact < 1e-6)
  }

  // The spectra of shan and fbsp1 have a flat top without a peak.
  @Test(
    "the spectral peak is where a fine Fourier transform is highest",
    arguments: oracleNames.filter { !$0.hasPrefix("shan") && !$0.hasPrefix("fbsp1") })
  func spectralPeak(name: String) throws {
    let wavelet = try ContinuousWavelet(named: name)
    let times = (-2560...2560).map { Double($0) / 128 }
    let values = times.map { wavelet.value(at: $0) }
    func height(_ frequency: Double) -> Double {
      var (real, imaginary) = (0.0, 0.0)
      for (time, value) in zip(times, values) {
        let angle = 2 * Double.pi * frequency * time
        real += value.real * cos(angle) + value.imaginary * sin(angle)
        imaginary += value.imaginary * cos(angle) - value.real * sin(angle)
      }
      return (real * real + imaginary * imaginary).squareRoot()
    }
    let peak = wavelet.peakFrequency
    let sign = name.hasPrefix("cgau") ? -1.0 : 1
    let around = [-0.01, 0, 0.01].map { height(sign * (peak + $0)) }
    #expect(around[1] > around[0] && around[1] > around[2])
    // No other frequency is higher, on either side of zero.
    let others = (-150...150).map { height(Double($0) * 0.02) }
    #expect((others.max() ?? .infinity) <= around[1] * 1.000001)
  }

  @Test("the folding time is where the envelope has fallen to 1/e")
  func folding() throws {
    for name in ["cmor1.5-1.0", "cmor4.0-2.0"] {
      let wavelet = try ContinuousWavelet(named: name)
      func height(_ time: Double) -> Double {
        let value = wavelet.value(at: time)
        return hypot(value.real, value.imaginary)
      }
      #expect(abs(height(wavelet.foldingTime) / height(0) - exp(-1)) < 1e-12)
    }
    for name in ["shan1.5-1.0", "fbsp2-1.5-1.0", "fbsp4-1.0-1.0"] {
      let wavelet = try ContinuousWavelet(named: name)
      let beyond = (0...4000).map { wavelet.foldingTime + Double($0) * 0.005 }
        .map { wavelet.value(at: $0) }.map { hypot($0.real, $0.imaginary) }
      let top = hypot(wavelet.value(at: 0).real, wavelet.value(at: 0).imaginary)
      #expect((beyond.max() ?? .infinity) <= top * exp(-1))
    }
  }

  @Test("every name that is listed is known and comes back")
  func names() throws {
    for name in ContinuousWavelet.names {
      #expect(try ContinuousWavelet(named: name.uppercased()).name == name)
    }
    #expect(try ContinuousWavelet(named: "cmor2-1") == .complexMorlet(bandwidth: 2, center: 1))
  }

  @Test(
    "an unknown name is answered with the one that was meant",
    arguments: [
      ("mexican", "mexh"), ("ricker", "mexh"), ("morlet", "morl"), ("gauss2", "gaus2"),
      ("cmor", "cmor1.5-1.0"), ("cmor1.5", "cmor1.5-1.0"), ("cmor-1-1", "cmor1.5-1.0"),
      ("cmor0-1", "cmor1.5-1.0"), ("cmornan-1", "cmor1.5-1.0"), ("gaus9", "gaus2"),
      ("cgau", "cgau2"), ("fbsp1.5-1-1", "fbsp2-1.5-1.0"), ("shan1.0", "shan1.5-1.0"),
      ("mexh2", "mexh"),
    ])
  func unknown(name: String, meant: String) {
    do {
      let wavelet = try ContinuousWavelet(named: name)
      Issue.record("\(name) was taken for \(wavelet.name)")
    } catch {
      #expect("\(error)".contains("did you mean \(meant)?"))
      #expect("\(error)".contains("\"\(name)\""))
    }
  }
}
