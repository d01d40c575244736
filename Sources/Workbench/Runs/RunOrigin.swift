import Console
import Foundation
import Torch
package import WKD

/// The run that left some weights: the size and the test pictures that it measured them by.
package struct RunOrigin {
  /// The path of the run's folder.
  package let path: String
  /// Side of the pictures in pixels.
  package let size: Int
  /// The path of the folder of pictures, or `meadow`; nil where the run has not ended and did not say.
  private let data: String?
  private let settings: [String: String]

  /// The run that weights lie in, where there is one: in their own folder, or above it, as `wavelet/best`
  /// lies in its run.
  package init?(ofWeights model: String) {
    let start = URL(fileURLWithPath: model)
    // The only sub-folder with generators may be meant; the run is the same one.
    let places = [start, start.appendingPathComponent(".."), start.appendingPathComponent("../..")]
    for place in places {
      let folder = place.standardizedFileURL
      let results = try? RunResults(contentsOf: folder)
      let settings = results?.settings ?? RecordedSettings.values(inFolder: folder)
      guard results != nil || settings?["plan.seed"] != nil,
        let size = results?.size ?? settings?["size"].flatMap({ Int($0) }), size >= 32,
        size.isMultiple(of: 8)
      else { continue }
      path = folder.path
      self.size = size
      data = results?.data
      self.settings = settings ?? [:]
      return
    }
    return nil
  }

  /// The way from a picture to the side.
  package var preprocessing: Preprocessing {
    settings["preprocessing.method"].flatMap(Preprocessing.Method.init).map { Preprocessing($0) }
      ?? .square
  }

  /// The folder with the run's test pictures, nil for the meadow.
  ///
  /// - Throws: ``RunOriginError`` where they are not there any more, or are others by now.
  package func testPictures() throws -> String? {
    guard let data else {
      if hasTestPictures(drawn) { return nil }
      throw RunOriginError.unknown(path)
    }
    // A run of the meadow whose fingerprints are others was drawn by an earlier version.
    guard data != "meadow" else { return nil }
    let folder = URL(fileURLWithPath: data)
    guard folder.isFolder == true else { throw RunOriginError.missing(path, data) }
    let pictures = try ImageFolder.testPictures(
      folder, size: size, preprocessing: preprocessing)
    guard hasTestPictures(pictures) else { throw RunOriginError.changed(path, data) }
    return data
  }

  private var drawn: TranslationData {
    Meadow.data(size: size, train: 1, test: count("testA") ?? 48)
  }

  /// Whether the first pictures of a data set are those that the run was measured by; an earlier version did
  /// not record them.
  private func hasTestPictures(_ pictures: TranslationData) -> Bool {
    [("testA", pictures.testA), ("testB", pictures.testB)].allSatisfy { name, set in
      guard let wanted = settings["pictures.\(name)"] else { return data != nil }
      guard let count = count(name), count > 0, count <= set.count else { return false }
      return set.prefix(count).summary == wanted
    }
  }

  /// The number of pictures in `48 of 64 px, b0a3...`.
  private func count(_ name: String) -> Int? {
    settings["pictures.\(name)"]?.split(separator: " ").first.flatMap { Int($0) }
  }
}

/// The reason why the test pictures of a run are not taken.
package enum RunOriginError: Error, Equatable, CustomStringConvertible {
  /// A run that has not ended, of other pictures than the meadow's.
  case unknown(String)
  /// A run whose folder of pictures is not there.
  case missing(String, String)
  /// A run whose folder holds other pictures by now.
  case changed(String, String)

  /// One sentence that says what is wrong and what to do.
  package var description: String {
    switch self {
    case .unknown(let run):
      "the run in \(run) has not ended and does not say where its pictures are: name their folder"
    case .missing(let run, let data):
      "the pictures of the run in \(run) are not in \(data) any more: name their folder"
    case .changed(let run, let data):
      "\(data) does not hold the test pictures that the run in \(run) was measured by: name the folder "
        + "of the pictures to take"
    }
  }
}
