import Console
import Foundation

extension Workspace {
  /// The folder of a reader's copies where none is named.
  package static let usualName = "workspace"

  /// The folder of the reader's copies: the one that is named; else `workspace` in the current folder where
  /// that holds a copy; else the one that was worked in last, as long as it is there.
  package static func find(named name: String?, in store: StateStore) throws -> Workspace {
    if let name { return Workspace(folder: name) }
    let here = Workspace(folder: usualName)
    guard !here.hasCopies, let noted = try store.load().workspace else { return here }
    let last = Workspace(folder: noted)
    return last.hasCopies ? last : here
  }

  /// Whether the reader has a copy of any lesson here.
  package var hasCopies: Bool { Course.chapters.contains(where: hasCopy) }
}

extension ExerciseDesk {
  /// Notes where the reader works, for commands that are typed in another folder.
  func noteWorkspace() {
    let page = workspace.file(of: chapter)
    // Whoever edits the lessons themselves has no copies there.
    guard FileIdentity(page) != FileIdentity(lessonFile) else { return }
    let place = workspace.folder.standardizedFileURL.path
    // A state that cannot be written is told where something would be lost.
    guard let state = try? store.load(), state.workspace != place else { return }
    try? store.update { $0.workspace = place }
  }
}
