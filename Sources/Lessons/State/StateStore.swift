import Console
import Files
package import Foundation

/// The folder that keeps a reader's state between runs.
package struct StateStore: Sendable {
  /// The folder.
  package let folder: URL

  /// Takes a folder; without one `$XDG_STATE_HOME/wkd-learn`, or `~/.local/state/wkd-learn`, where `~` is
  /// `$HOME`, and only without that the folder that the system knows the user by.
  package init(
    folder: String? = nil,
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) {
    if let folder {
      self.folder = URL(fileURLWithPath: folder, isDirectory: true)
      return
    }
    func place(_ variable: String) -> URL? {
      environment[variable].flatMap {
        $0.hasPrefix("/") ? URL(fileURLWithPath: $0, isDirectory: true) : nil
      }
    }
    let home = place("HOME") ?? FileManager.default.homeDirectoryForCurrentUser
    let parent = place("XDG_STATE_HOME") ?? home.appendingPathComponent(".local/state")
    self.folder = parent.appendingPathComponent("wkd-learn", isDirectory: true)
  }

  /// The folder of cached values.
  var cacheFolder: URL { folder.appendingPathComponent("cache", isDirectory: true) }

  private var file: URL { folder.appendingPathComponent("course.json") }

  /// The state that was saved last.
  ///
  /// - Throws: ``StateError`` where the file is damaged or newer than this program.
  package func load() throws -> CourseState {
    if folder.isFolder == false { throw StateError.unwritable(folder.path) }
    guard FileManager.default.fileExists(atPath: file.path) else { return CourseState() }
    struct Form: Decodable { let version: Int }
    guard let data = try? Data(contentsOf: file),
      let form = try? JSONDecoder().decode(Form.self, from: data)
    else { throw StateError.damaged(file.path) }
    guard form.version <= CourseState.currentVersion else { throw StateError.newer(file.path) }
    guard let state = try? JSONDecoder().decode(CourseState.self, from: data) else {
      throw StateError.damaged(file.path)
    }
    return state
  }

  /// Tries to keep something, so that a run whose progress would be lost is not begun.
  ///
  /// - Throws: ``StateError``.
  package func probe() throws {
    try update { _ in }
  }

  /// Changes what is kept; the file is replaced as a whole, one program at a time.
  package func update(_ change: (inout CourseState) -> Void) throws {
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw StateError.unwritable(folder.path)
    }
    let lock = open(folder.appendingPathComponent("lock").path, O_CREAT | O_RDWR, 0o644)
    guard lock >= 0 else { throw StateError.unwritable(folder.path) }
    defer { close(lock) }
    flock(lock, LOCK_EX)
    var state = try load()
    change(&state)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    do {
      try AtomicFile.write(encoder.encode(state), to: file)
    } catch {
      throw StateError.unwritable(file.path)
    }
  }
}

/// Reasons why the saved state cannot be used.
package enum StateError: Error, Equatable, CustomStringConvertible {
  case damaged(String)
  case newer(String)
  case unwritable(String)

  package var description: String {
    switch self {
    case .damaged(let path):
      "\(path) is damaged: move it away to begin anew, or name another folder"
    case .newer(let path):
      "\(path) was written by a newer version of this program: update it, or name another folder"
    case .unwritable(let path):
      "cannot keep your progress in \(path): name a folder that you may write to"
    }
  }
}
