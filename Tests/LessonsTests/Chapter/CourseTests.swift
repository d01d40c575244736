import Console
import Foundation
import Lessons
import TestSupport
import Testing

@Suite("Course")
struct CourseTests {
  private let desk: Desk

  init() throws {
    desk = try Desk()
    for name in ["lessons", "deep/er"] {
      try FileManager.default.createDirectory(
        at: desk.folder.appendingPathComponent(name), withIntermediateDirectories: true)
    }
    try Data().write(to: desk.folder.appendingPathComponent("Package.swift"))
  }

  private var root: String {
    desk.folder.standardizedFileURL.path
  }

  @Test("the course is found above the program")
  func aboveProgram() throws {
    let program = desk.folder.appendingPathComponent("deep/er/wkd-learn")
    let course = try Course.locate(environment: [:], executable: program, workingFolder: "/")
    #expect(course.root.standardizedFileURL.path == root)
  }

  @Test("the course is found above the working folder")
  func aboveWorkingFolder() throws {
    let course = try Course.locate(
      environment: [:], executable: nil, workingFolder: desk.folder.path + "/deep")
    #expect(course.root.standardizedFileURL.path == root)
    #expect(course.assets.lastPathComponent == "assets")
  }

  @Test("WKD_LEARN_HOME wins, and must hold a course")
  func home() throws {
    let found = try Course.locate(
      environment: ["WKD_LEARN_HOME": root], executable: nil, workingFolder: "/")
    #expect(found.root.standardizedFileURL.path == root)
    #expect(throws: CourseError.badHome("/nowhere")) {
      try Course.locate(
        environment: ["WKD_LEARN_HOME": "/nowhere"], executable: nil, workingFolder: root)
    }
  }

  @Test("without a course anywhere the error says what to do")
  func nowhere() {
    let error = #expect(throws: CourseError.noRoot) {
      try Course.locate(environment: [:], executable: nil, workingFolder: "/")
    }
    #expect(error?.description.contains("WKD_LEARN_HOME") == true)
  }

  @Test("a chapter that is not there is answered with those that are")
  func noChapter() {
    #expect(
      CourseError.noChapter(9, known: [1, 2, 3, 4, 5]).description
        == "there is no chapter 9; chapters are 1 to 5: try `\(programCall()) chapter 3`")
    for (known, words) in [
      ([1, 2, 3, 4, 5, 8], "1 to 5 and 8"), ([3], "3"), ([1, 2], "1 and 2"),
      ([1, 2, 4, 6, 7, 8], "1 and 2, 4 and 6 to 8"),
    ] {
      let text = CourseError.noChapter(9, known: known).description
      #expect(text.contains("chapters are \(words): try"))
    }
    #expect(throws: CourseError.noChapter(99, known: Course.chapters.map(\.number))) {
      try Course.chapter(99)
    }
  }
}
