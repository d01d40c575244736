import Foundation
import Lessons
import Literate
import TestSupport
import Testing
import Torch
import WKD
import Workbench

@Suite("Values kept from run to run")
struct ValueCacheTests {
  private let desk: Desk

  init() throws {
    desk = try Desk()
  }

  private func cache(
    lineages: [String] = ["a", "b"], circumstances: String = "c", isFresh: Bool = false
  ) -> ValueCache {
    ValueCache(
      CacheRequest(folder: desk.folder, lineages: lineages, isFresh: isFresh), chapter: 1,
      circumstances: circumstances)
  }

  @Test("a value is found under the same name, lineage and circumstances only")
  func keys() throws {
    try cache().keep([1.5, .nan], "curve", cell: 1, seconds: 12)
    let found = try #require(cache().value([Double].self, "curve", cell: 1))
    #expect(found.value[0] == 1.5 && found.value[1].isNaN)
    #expect(found.seconds == 12)
    #expect(cache().value([Double].self, "curves", cell: 1) == nil)
    #expect(cache().value([Double].self, "curve", cell: 0) == nil)
    #expect(cache(lineages: ["a", "B"]).value([Double].self, "curve", cell: 1) == nil)
    #expect(cache(circumstances: "C").value([Double].self, "curve", cell: 1) == nil)
    #expect(cache(isFresh: true).value([Double].self, "curve", cell: 1) == nil)
  }

  @Test("tensors and generators come back bit for bit")
  func tensors() throws {
    let tensor = Tensor([0.1, -.infinity, .pi, 1e-300], shape: [2, 2])
    let generator = try ResNetGenerator(
      .init(baseWidth: 2, blocks: 1), weights: randomWeights(seed: 3))
    let pair = GeneratorPair(ab: generator, ba: generator)
    try cache().keep([tensor], "tensor", cell: 0, seconds: 1)
    try cache().keep(pair, "pair", cell: 0, seconds: 1)
    let found = try #require(cache().value([Tensor].self, "tensor", cell: 0)).value[0]
    #expect(found.bytes == tensor.bytes && found.shape == [2, 2])
    let other = try #require(cache().value(GeneratorPair.self, "pair", cell: 0)).value
    #expect(other.ab.parameters.map(\.tensor.bytes) == generator.parameters.map(\.tensor.bytes))
    #expect(other.architecture == pair.architecture)
  }

  @Test("what is damaged or of another type counts as not kept")
  func damaged() throws {
    try cache().keep(["word"], "thing", cell: 0, seconds: 1)
    #expect(cache().value([Double].self, "thing", cell: 0) == nil)
    for name in try desk.files {
      try Data("bplist00".utf8).write(to: desk.folder.appendingPathComponent(name))
    }
    #expect(cache().value([String].self, "thing", cell: 0) == nil)
  }

  @Test("the latest six of a name stay, and those of a longer name are others")
  func limit() throws {
    try cache().keep(0, "loss-curve", cell: 0, seconds: 1)
    for number in 0..<9 {
      try cache(circumstances: "\(number)").keep(number, "loss", cell: 0, seconds: 1)
    }
    #expect(try desk.files.count == 7)
    #expect(cache(circumstances: "8").value(Int.self, "loss", cell: 0)?.value == 8)
    #expect(cache().value(Int.self, "loss-curve", cell: 0) != nil)
  }

  @Test("a name is used once, or the cell fails and nothing is mixed up")
  func names() throws {
    let page = desk.page()
    try page.begin(cell: 0)
    #expect(page.cached("a") { 1 } == 1)
    #expect(page.cached("a") { 2 } == 2)
    #expect(throws: (any Error).self) { try page.end(cell: 0) }
    #expect(desk.failures.first?.contains("`a` cannot name a kept value") == true)
  }

  private func fingerprint(_ settings: ChapterSettings, assets: URL) throws -> String {
    try ChapterFingerprint.text(
      of: settings, settings.facts, assets: assets)
  }

  @Test("circumstances change with preset, seed, threads, options and files, not with the output")
  func circumstances() throws {
    let folder = desk.folder.appendingPathComponent("assets")
    let data = desk.folder.appendingPathComponent("data")
    let link = desk.folder.appendingPathComponent("link")
    let files = FileManager.default
    for place in [folder, data] {
      try files.createDirectory(at: place, withIntermediateDirectories: true)
      try Data("1".utf8).write(to: place.appendingPathComponent("file"))
    }
    try files.createSymbolicLink(at: link, withDestinationURL: data)
    var settings = ChapterSettings()
    settings.data = link.path
    var seen = [try fingerprint(settings, assets: folder)]
    func change(_ change: (inout ChapterSettings) throws -> Void) throws {
      var other = settings
      try change(&other)
      seen.append(try fingerprint(other, assets: folder))
    }
    try change { $0.seed = 1 }
    try change { $0.preset = .full }
    try change { $0.threads = Runtime.threads + 1 }
    try change { $0.steps = 3 }
    try change { $0.size = 32 }
    try change { $0.trainTeacher = true }
    try change { _ in
      try Data("22".utf8).write(to: data.appendingPathComponent("file"))
    }
    try change { _ in try Data("3".utf8).write(to: folder.appendingPathComponent("file")) }
    #expect(Set(seen).count == seen.count)
    settings.output = "elsewhere"
    settings.keepGoing = true
    settings.isFresh = true
    #expect(try fingerprint(settings, assets: folder) == seen.last)
  }
}
