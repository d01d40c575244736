package import Foundation
package import Literate

/// The course on this machine: its chapters and the folder that holds its pages.
package struct Course: Sendable {
  /// The folder with `Package.swift`, `lessons` and `assets`.
  package let root: URL

  /// Takes the course in a folder.
  package init(root: URL) {
    self.root = root
  }

  /// Every chapter, in order.
  package static let chapters: [Chapter] = chapterIndex

  /// The folder of the files that come with the course.
  package var assets: URL {
    root.appendingPathComponent("assets", isDirectory: true)
  }

  /// The weights of MobileNetV2's features, by which generators are measured.
  package var mobileNet: URL {
    assets.appendingPathComponent("mobilenet_v2_features14.safetensors")
  }

  /// The chapter with a number; throws where there is none.
  package static func chapter(_ number: Int) throws -> Chapter {
    guard let chapter = chapters.first(where: { $0.number == number }) else {
      throw CourseError.noChapter(number, known: chapters.map(\.number))
    }
    return chapter
  }
}

extension Course {
  /// Finds the course: `WKD_LEARN_HOME` where it is set, else the first folder with `Package.swift`
  /// and `lessons` above the program or above the working folder.
  package static func locate(
    environment: [String: String] = ProcessInfo.processInfo.environment,
    executable: URL? = Bundle.main.executableURL,
    workingFolder: String = FileManager.default.currentDirectoryPath
  ) throws -> Course {
    if let home = environment["WKD_LEARN_HOME"], !home.isEmpty {
      let root = URL(fileURLWithPath: home, isDirectory: true)
      guard isRoot(root) else { throw CourseError.badHome(home) }
      return Course(root: root)
    }
    let starts = [
      executable?.resolvingSymlinksInPath().deletingLastPathComponent(),
      URL(fileURLWithPath: workingFolder, isDirectory: true),
    ]
    for start in starts.compactMap(\.self) {
      if let root = ancestors(of: start).first(where: isRoot) { return Course(root: root) }
    }
    throw CourseError.noRoot
  }

  private static func ancestors(of folder: URL) -> [URL] {
    let parts = folder.standardizedFileURL.pathComponents
    return (1...max(parts.count, 1)).reversed().map { count in
      URL(fileURLWithPath: NSString.path(withComponents: Array(parts.prefix(count))))
    }
  }

  private static func isRoot(_ folder: URL) -> Bool {
    ["Package.swift", "lessons"].allSatisfy { name in
      FileManager.default.fileExists(atPath: folder.appendingPathComponent(name).path)
    }
  }
}

extension Chapter {
  /// Reads the page that the chapter was compiled from; throws where it has changed since.
  func page(in course: Course) throws -> Lesson {
    // A page that was in order when it was compiled and is not now has changed too.
    guard let lesson = try? currentPage(in: course), lesson.fingerprint == fingerprint else {
      _ = try text(in: course)
      throw CourseError.changedPage(file)
    }
    return lesson
  }

  /// Reads the chapter's page as it is now.
  package func currentPage(in course: Course) throws -> Lesson {
    try Lesson(text: try text(in: course), file: file)
  }

  /// The text of the chapter's page as it is now.
  func text(in course: Course) throws -> String {
    do {
      return try String(contentsOf: course.root.appendingPathComponent(file), encoding: .utf8)
    } catch {
      throw CourseError.unreadablePage(file)
    }
  }
}
