import Foundation
import Testing
import Torch
import WKD

/// What Pillow reads from a file of `scripts/make-odd-pictures.py`.
private struct Wanted: Decodable {
  let shape: [Int]
  let depth: Int
  let hasAlpha: Bool
  let fingerprint: String
}

@Suite struct OddPicturesTests {
  private let files: [String: Wanted]

  init() throws {
    let data = try Data(contentsOf: Golden.url("pictures/odd/odd.json"))
    files = try JSONDecoder().decode([String: Wanted].self, from: data)
  }

  @Test("about 190 odd but legal files are read as Pillow reads them, to the last bit")
  func pixels() throws {
    #expect(files.count >= 190)
    for (name, wanted) in files {
      let picture = try ImageFile.readWithChannels(Golden.url("pictures/odd/\(name)"))
      try #require(picture.samples.shape == wanted.shape, "\(name)")
      #expect(picture.depth == wanted.depth, "\(name)")
      var fingerprint = Fingerprint()
      fingerprint.add(picture.samples)
      if let alpha = picture.alpha { fingerprint.add(alpha) }
      #expect((picture.alpha != nil) == wanted.hasAlpha, "\(name)")
      #expect(fingerprint.text == wanted.fingerprint, "\(name)")
    }
  }

  @Test("the header tells without decoding what the pixels show")
  func headers() throws {
    for (name, wanted) in files {
      let url = try Golden.url("pictures/odd/\(name)")
      let header = try ImageFile.header(of: url)
      #expect([header.channels, header.height, header.width] == wanted.shape, "\(name)")
      #expect(header.depth == wanted.depth && header.hasAlpha == wanted.hasAlpha, "\(name)")
      #expect(name.hasPrefix(header.format.rawValue.lowercased()), "\(name)")
    }
  }

  @Test("as RGB bytes, every file is what its samples say")
  func bytes() throws {
    for name in files.keys {
      let url = try Golden.url("pictures/odd/\(name)")
      let bytes = try ImageFile.read(url)
      #expect(bytes.values == (try ImageFile.readWithChannels(url).colorBytes.values), "\(name)")
    }
  }

  @Test(
    "resized while it is decoded, a picture is to the last bit what it is resized afterwards",
    arguments: [
      "square", "narrow", "larger", "as it is", "half", "part",
    ])
  func fits(kind: String) throws {
    let fits: [String: ImageFit] = [
      "square": .square(16), "narrow": .width(9), "larger": .size(height: 50, width: 61),
      "as it is": ImageFit {
        .init(rows: 0..<$0, columns: 0..<$1, height: $0, width: $1)
      },
      "half": .shorterSide(13),
      "part": ImageFit {
        .init(rows: $0 / 3..<$0, columns: 0..<max(1, $1 / 2), height: 11, width: max(1, $1 / 2))
      },
    ]
    let fit = try #require(fits[kind])
    for name in files.keys {
      let url = try Golden.url("pictures/odd/\(name)")
      let found = try ImageFile.read(url, fitting: fit)
      #expect(found.values == resized(try ImageFile.read(url), fit).values, "\(name)")
    }
  }

  /// The same by whole pictures.
  private func resized(_ picture: Tensor, _ fit: ImageFit) -> Tensor {
    let plan = fit.plan(picture.shape[1], picture.shape[2])
    let cut = picture.slice(axis: 1, plan.rows).slice(axis: 2, plan.columns)
    if cut.shape == [3, plan.height, plan.width] { return cut }
    let resized = cut.converted(to: .float32).expanded(at: 0)
      .resized(height: plan.height, width: plan.width)
    return (resized[0] + 0.5).clamped(to: 0...255).converted(to: .uint8)
  }
}

extension ImageFit {
  /// The largest centred square, resized to a side.
  static func square(_ side: Int) -> ImageFit {
    ImageFit { height, width in
      let cut = min(height, width)
      let (top, left) = ((height - cut) / 2, (width - cut) / 2)
      return Plan(rows: top..<top + cut, columns: left..<left + cut, height: side, width: side)
    }
  }

  /// The whole picture, resized in proportion until its shorter side has a length.
  static func shorterSide(_ side: Int) -> ImageFit {
    ImageFit { height, width in
      let scale = Double(side) / Double(min(height, width))
      return Plan(
        rows: 0..<height, columns: 0..<width, height: Int((Double(height) * scale).rounded()),
        width: Int((Double(width) * scale).rounded()))
    }
  }

  /// The whole picture, resized in proportion to a width.
  static func width(_ width: Int) -> ImageFit {
    ImageFit { rows, columns in
      let height = max(1, Int((Double(rows) * Double(width) / Double(columns)).rounded()))
      return Plan(rows: 0..<rows, columns: 0..<columns, height: height, width: width)
    }
  }
}
