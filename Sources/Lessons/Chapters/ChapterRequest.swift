import Foundation

/// What a child process must know to run a chapter.
struct ChapterRequest: Codable {
  let number: Int
  let settings: ChapterSettings
  /// The folder for figures and data.
  let folder: URL
  let assets: URL
  let progressStyle: Progress.Style

  /// The request as the one argument of the child.
  var argument: String {
    get throws { String(decoding: try JSONEncoder().encode(self), as: UTF8.self) }
  }

  init(
    number: Int, settings: ChapterSettings, folder: URL, assets: URL, progressStyle: Progress.Style
  ) {
    self.number = number
    self.settings = settings
    self.folder = folder
    self.assets = assets
    self.progressStyle = progressStyle
  }

  init(argument: String) throws {
    self = try JSONDecoder().decode(Self.self, from: Data(argument.utf8))
  }
}
