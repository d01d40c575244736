import Lessons
import Literate
import Testing

@Suite("Chapters", .serialized)
struct ChapterTests {
  @Test("every chapter passes at its smallest size", arguments: Course.chapters.map(\.number))
  func smoke(number: Int) throws {
    let desk = try Desk()
    var settings = ChapterSettings()
    settings.preset = .smoke
    settings.keepGoing = true
    let page = desk.page(settings, assets: try Course.locate().assets)
    EnvironmentProbe.prepare(for: settings)
    try Course.chapter(number).run(page)
    #expect(desk.failures.isEmpty)
    #expect(!page.isInsideCell)
    #expect(desk.events.contains { if case .cellEnded = $0 { true } else { false } })
  }
}
