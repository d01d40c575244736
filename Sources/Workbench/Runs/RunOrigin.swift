import Console
import Files
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
  /// The numbers of test pictures of a run of an earlier version.
  private let counts: [Int]

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
      counts = results.map { Array($0.testPictures.values) } ?? []
      self.settings = settings ?? [:]
      return
    }
    return nil
  }

  /// The way from a picture to the side.
  package var preprocessing: Preprocessing { RecordedSettings.preprocessing(in: settings) }

  /// The test pictures that the run was measured by, in the run's own size, and the folder that they come
  /// from, nil for the meadow.
  ///
  /// - Throws: ``RunOriginError`` where they are not there any more, or are others by now.
  package func testPictures() throws -> (
    data: String?, source: TestPictures, pictures: TranslationData
  ) {
    let isMeasured = counts.isEmpty || counts.contains { $0 > 0 }
    guard isMeasured else { throw RunOriginError.unmeasured(path) }
    guard let data, data != "meadow" else {
      let source = source(at: nil)
      let drawn = try source.read()
      // A run of the meadow whose fingerprints are others was drawn by an earlier version.
      if data == nil, !hasTestPictures(drawn) { throw RunOriginError.unknown(path) }
      return (nil, source, drawn)
    }
    let folder = URL(fileURLWithPath: data)
    guard folder.isFolder == true else { throw RunOriginError.missing(path, data) }
    let source = source(at: folder)
    let pictures = try source.read()
    guard hasTestPictures(pictures) else { throw RunOriginError.changed(path, data) }
    return (data, source, pictures)
  }

  /// The same pictures in another folder; nil where that holds others.
  package func testPictures(in data: String) -> (source: TestPictures, pictures: TranslationData)? {
    let source = source(at: URL(fileURLWithPath: data))
    guard settings["pictures.testA"] != nil, let pictures = try? source.read(),
      hasTestPictures(pictures)
    else { return nil }
    return (source, pictures)
  }

  private func source(at root: URL?) -> TestPictures {
    TestPictures(recorded: settings, counts: counts, root: root, side: size)
  }

  /// Whether pictures are those that the run was measured by; an earlier version did not record them.
  private func hasTestPictures(_ pictures: TranslationData) -> Bool {
    [("testA", pictures.testA), ("testB", pictures.testB)].allSatisfy { name, set in
      guard let wanted = settings["pictures.\(name)"] else { return data != nil }
      return set.summary == wanted
    }
  }
}

/// The reason why the test pictures of a run are not taken.
package enum RunOriginError: Error, Equatable, CustomStringConvertible {
  /// A run that has not ended, of other pictures than the meadow's.
  case unknown(String)
  /// A run without test pictures.
  case unmeasured(String)
  /// A run whose folder of pictures is not there.
  case missing(String, String)
  /// A run whose folder holds other pictures by now.
  case changed(String, String)

  /// One sentence that says what is wrong and what to do.
  package var description: String {
    switch self {
    case .unknown(let run):
      "the run in \(run) has not ended and does not say where its pictures are: name their folder"
    case .unmeasured(let run):
      "the run in \(run) had no test pictures: name a folder with testA and testB"
    case .missing(let run, let data):
      "the pictures of the run in \(run) are not in \(data) any more: name their folder"
    case .changed(let run, let data):
      "\(data) does not hold the test pictures that the run in \(run) was measured by: name the folder "
        + "of the pictures to take"
    }
  }
}
