import Foundation
import Lessons
import Testing
import Workbench

@Suite("ChapterSettings")
struct ChapterSettingsTests {
  @Test("settings survive the way to the child process")
  func roundTrip() throws {
    var settings = ChapterSettings()
    settings.preset = .paper
    settings.seed = .max
    settings.threads = 3
    settings.output = "größe/a b"
    settings.keepGoing = true
    settings.data = "/data"
    settings.size = 128
    settings.steps = 7
    settings.trainTeacher = true
    let data = try JSONEncoder().encode(settings)
    #expect(try JSONDecoder().decode(ChapterSettings.self, from: data) == settings)
    #expect(settings != ChapterSettings())
  }

  @Test("only unusual choices become words of a command line, with absolute paths")
  func words() {
    var settings = ChapterSettings()
    #expect(settings.words.isEmpty)
    settings.preset = .smoke
    settings.seed = 7
    settings.data = "/data/a b"
    settings.teacher = "teacher"
    settings.trainTeacher = true
    let here = FileManager.default.currentDirectoryPath
    #expect(
      settings.words == [
        "--preset", "smoke", "--seed", "7", "--data", "/data/a b", "--teacher", "\(here)/teacher",
        "--train-teacher",
      ])
  }

  @Test(
    "a preset picks its own value, and paper the one of full",
    arguments: zip(Preset.allCases, [1, 2, 3, 3]))
  func choose(preset: Preset, value: Int) {
    #expect(preset.choose(smoke: 1, quick: 2, full: 3) == value)
  }
}
