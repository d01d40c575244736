import Foundation
import Testing
import Torch

import WKD

@Suite struct PreprocessingTests {
  @Test("the bicubic filter gives Pillow's bytes", arguments: 0..<7)
  func pillow(index: Int) throws {
    let golden = try Golden.tensors("bicubic")
    let picture = try #require(golden["\(index).picture"])
    let wanted = try #require(golden["\(index).resized"])
    let resampling = BicubicResampling(
      from: (picture.shape[1], picture.shape[2]), to: (wanted.shape[1], wanted.shape[2]))
    let found = resampling(picture)
    #expect(found.shape == wanted.shape && found.bytes == wanted.bytes)
  }

  @Test(
    "sizes are the reference's, in training and in tests",
    arguments: [
      // Method, width and height of the picture, then before the cut: width and height.
      (Preprocessing.Method.resizeAndCrop, 640, 480, 286, 286),
      (.crop, 640, 480, 640, 480),
      (.scaleWidthAndCrop, 640, 480, 286, 256),  // 214.5 would be too low for the cut
      (.scaleWidthAndCrop, 480, 640, 286, 381),
      (.scaleWidthAndCrop, 286, 300, 286, 300),
      (.none, 641, 478, 640, 480),
      (.none, 10, 14, 8, 16),  // Python rounds 2.5 and 3.5 to the even number
      (.square, 640, 480, 286, 286),
      // Differs from the reference: in proportion, and in multiples of 4.
      (.scaleWidth, 640, 480, 288, 216),
      (.scaleWidth, 480, 640, 288, 384),
      (.scaleWidth, 4000, 10, 288, 8),
    ])
  func sizes(
    method: Preprocessing.Method, width: Int, height: Int, newWidth: Int, newHeight: Int
  ) throws {
    let preprocessing = Preprocessing(method)
    let training = try #require(
      preprocessing.steps(
        height: height, width: width, for: .training(size: 256, loadSize: 286))
        ?? preprocessing.steps(height: height, width: width, for: .training(size: 8, loadSize: 8)))
    #expect(training.width == newWidth && training.height == newHeight && training.crop == nil)
    let testing = try #require(
      preprocessing.steps(height: 480, width: 640, for: .testing(size: 256)))
    let isFree = !preprocessing.makesSquares
    #expect(isFree || testing.result == (256, 256))
  }

  @Test("a random cut is made where the method says so")
  func crops() {
    for (method, equal, larger) in [
      (Preprocessing.Method.square, nil, 64), (.resizeAndCrop, nil, 64), (.crop, 64, 64),
      (.scaleWidth, nil, nil), (.scaleWidthAndCrop, 64, 64), (.none, nil, nil),
    ] as [(Preprocessing.Method, Int?, Int?)] {
      #expect(Preprocessing(method).crop(size: 64, loadSize: 64) == equal, "\(method)")
      #expect(Preprocessing(method).crop(size: 64, loadSize: 80) == larger, "\(method)")
    }
  }

  @Test("a picture too small for its cut has no steps")
  func small() {
    let steps = { (method: Preprocessing.Method, height: Int, width: Int) in
      Preprocessing(method).steps(
        height: height, width: width, for: .training(size: 32, loadSize: 32))
    }
    #expect(steps(.crop, 31, 40) == nil && steps(.crop, 40, 31) == nil)
    #expect(steps(.crop, 32, 32) != nil && steps(.scaleWidthAndCrop, 3, 5) != nil)
  }

  @Test("a record of it survives, with the filter in words")
  func record() throws {
    let data = try JSONEncoder().encode(Preprocessing(.scaleWidthAndCrop))
    let text = String(decoding: data, as: UTF8.self)
    #expect(text.contains("scale_width_and_crop") && text.contains("bicubic"))
    #expect(try JSONDecoder().decode(Preprocessing.self, from: data).method == .scaleWidthAndCrop)
  }
}
