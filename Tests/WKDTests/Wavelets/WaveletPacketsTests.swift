import Foundation
import Testing
import Torch
import WKD

@Suite struct WaveletPacketsTests {
  @Test(
    "leaves of signals and images are those of pywt.WaveletPacket in every mode, and the inverse restores"
  )
  func oracle() throws {
    let golden = try Golden.tensors("packets")
    let inputs = golden.filter { !$0.key.hasSuffix("/leaves") }
    #expect(inputs.count == 3 * 9 * 3)
    for (key, input) in inputs {
      let words = key.split(separator: "/").map(String.init)
      let transform = WaveletTransform(
        try FilterBank(named: words[0]), levels: try #require(Int(words[3])),
        mode: try BoundaryMode(named: words[1]))
      let packets =
        words[4] == "image"
        ? transform.packets(ofImages: input) : transform.packets(ofSignal: input)
      let leaves = packets.paths(level: transform.levels).map { packets[$0].reshaped([-1]) }
      let wanted = try #require(golden[words.dropLast().joined(separator: "/") + "/leaves"])
      // Straight lines through two samples grow with the filter: the last digits go with them.
      let size = max(1, wanted.abs().max().item)
      #expect(largestDifference(Tensor.concatenated(leaves), wanted) < 1e-12 * size, "\(key)")
      for basis in [packets.basis(level: transform.levels), packets.bestBasis()] {
        #expect(largestDifference(basis.reconstructed(), input) < 1e-10 * size, "\(key)")
      }
    }
  }

  @Test("nodes by frequency are in PyWavelets' order, and a tone is loud in the one that holds it")
  func frequency() throws {
    struct Order: Decodable {
      let frequency: [String: [String]]
      let grid: [[String]]
    }
    let order = try JSONDecoder().decode(
      Order.self, from: try Data(contentsOf: Golden.url("denoising.json")))
    let transform = WaveletTransform(try FilterBank(named: "db20"), levels: 3, mode: .periodization)
    // In the last of the eight bands up to 0.5, away from its edge at 0.4375.
    let tone = Tensor((0..<256).map { cos(0.46 * 2 * .pi * Double($0)) })
    let packets = transform.packets(ofSignal: tone)
    for (level, paths) in order.frequency {
      #expect(packets.pathsByFrequency(level: try #require(Int(level))) == [paths])
    }
    let energies = packets.pathsByFrequency(level: 3)[0].map { packets[$0].squared().sum().item }
    #expect(energies[7] > 0.9 * energies.reduce(0, +))
    let images = WaveletTransform(.haar, levels: 2).packets(ofImages: Tensor.ones([8, 8]))
    #expect(images.pathsByFrequency(level: 2) == order.grid)
    #expect(images.pathsByFrequency(level: 0) == [[""]])
  }

  @Test("the best basis costs no more than any level, and a pure tone less than wavelets")
  func bestBasis() throws {
    let transform = WaveletTransform(try FilterBank(named: "db8"), levels: 4, mode: .periodization)
    let tone = Tensor((0..<256).map { cos(0.3 * 2 * .pi * Double($0)) })
    let packets = transform.packets(ofSignal: tone)
    for cost in PacketCost.allCases {
      let energy = tone.squared().sum().item
      let price = { (basis: PacketBasis) in
        basis.paths.reduce(0.0) { sum, path in
          let values = basis[path].values
          switch cost {
          case .absolute: return sum + values.reduce(0) { $0 + abs($1) }
          case .shannon:
            return sum
              - values.map { $0 * $0 / energy }.filter { $0 > 0 }.reduce(0) { $0 + $1 * log($1) }
          }
        }
      }
      let best = packets.bestBasis(cost)
      for level in 0...4 {
        #expect(price(best) <= price(packets.basis(level: level)) + 1e-9)
      }
      // The details of level 1 are split, where the tone is.
      #expect(best.paths.contains { $0.hasPrefix("d") && $0.count > 1 })
      #expect(largestDifference(best.reconstructed(), tone) < 1e-10)
    }
    let silence = transform.packets(ofSignal: Tensor.zeros([32], type: .float64))
    #expect(silence.bestBasis().paths == [""])
  }

  @Test("gradients of packets and their inverse are those of finite differences")
  func gradient() throws {
    var generator = SeededGenerator(seed: 3)
    let transform = WaveletTransform(try FilterBank(named: "db2"), levels: 2, mode: .reflect)
    for (shape, isImage) in [([2, 7], false), ([5, 6], true)] {
      let input = Tensor.normal(shape, type: .float64, using: &generator)
      let value = { (input: Tensor) -> Tensor in
        let packets =
          isImage ? transform.packets(ofImages: input) : transform.packets(ofSignal: input)
        let basis = packets.basis(level: 2).map { $0.hasSuffix("a") ? $1 : $1.tanh() }
        return basis.reconstructed().squared().sum() + packets["d"].squared().sum()
      }
      let point = input.trackingGradients()
      let slopes = gradients(of: value(point), at: [point])[0].values
      for index in 0..<input.count {
        let sides = [1e-6, -1e-6].map { change in
          var moved = input.values
          moved[index] += change
          return value(Tensor(moved, shape: shape)).item
        }
        let wanted = (sides[0] - sides[1]) / 2e-6
        #expect(abs(wanted - slopes[index]) < 1e-5 * max(1, abs(wanted)))
      }
    }
  }

  @Test("paths that the tree does not have are refused")
  func misuse() async {
    await #expect(processExitsWith: .failure) {
      _ = WaveletTransform(.haar, levels: 1).packets(ofSignal: Tensor([1.0, 2]))["aa"]
    }
    await #expect(processExitsWith: .failure) {
      _ = WaveletTransform(.haar, levels: 1).packets(ofSignal: Tensor([1.0, 2]))["h"]
    }
  }
}
