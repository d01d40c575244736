import Foundation
import Literate

extension FigureRecord {
  /// The place of the picture in the colours of a page.
  func path(for scheme: HTMLPage.Scheme) -> String {
    scheme == .light ? path : darkPath
  }
}

/// A chapter that has run and passed: its page, and the folder that holds its figures.
struct FinishedChapter {
  let page: WovenPage
  let record: RunRecord
  let folder: URL

  /// Takes what an earlier run left in a folder.
  ///
  /// Nil where there is nothing, where cells have been edited since, where something failed, or where
  /// the run was of another kind than `settings` ask for.
  init?(_ lesson: Lesson, in folder: URL, settings: ChapterSettings) {
    guard let data = try? Data(contentsOf: folder.appendingPathComponent(RunRecord.fileName)),
      let record = try? RunRecord(json: data), record.hasPassed(lesson),
      let environment = record.environment, environment.preset == settings.preset.rawValue,
      environment.seed == settings.seed, (environment.options ?? []) == settings.options,
      settings.threads.map({ $0 == environment.threads }) ?? true,
      let page = try? WovenPage(lesson: lesson, record: record), page.problems.isEmpty
    else { return nil }
    self.page = page
    self.record = record
    self.folder = folder
  }

  /// The bytes of a figure, or nil where it has not been drawn in these colours.
  func picture(_ figure: FigureRecord, _ scheme: HTMLPage.Scheme) -> Data? {
    try? Data(contentsOf: folder.appendingPathComponent(figure.path(for: scheme)))
  }

  /// Every figure of the chapter, in order.
  var figures: [FigureRecord] {
    record.results.flatMap(\.items).compactMap {
      if case .figure(let figure) = $0 { figure } else { nil }
    }
  }
}
