import Foundation
import Literate
import Workbench

/// A chapter that has run and passed: its page, and the folder that holds its figures.
struct FinishedChapter {
  let page: WovenPage
  let record: RunRecord
  let folder: URL

  /// Takes what an earlier run left in a folder.
  ///
  /// Nil where there is nothing, where cells have been edited since, where something failed, or where
  /// the run was of another preset, or under other `circumstances` where these are given.
  init?(_ lesson: Lesson, in folder: URL, preset: Preset, circumstances: String?) {
    guard let data = try? Data(contentsOf: folder.appendingPathComponent(RunRecord.fileName)),
      let record = try? RunRecord(json: data), record.hasPassed(lesson),
      record.environment?.preset == preset.rawValue,
      circumstances == nil || record.circumstances == circumstances,
      let page = try? WovenPage(lesson: lesson, record: record), page.problems.isEmpty
    else { return nil }
    self.page = page
    self.record = record
    self.folder = folder
  }

  /// Every figure of the chapter, in order.
  var figures: [FigureRecord] { record.results.flatMap(\.figures) }
}
