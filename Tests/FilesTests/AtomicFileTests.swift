import Files
import Foundation
import Testing

/// A folder with the file `a` of the text `old`, gone with this object.
private final class Place {
  let folder: URL
  var file: URL { folder.appendingPathComponent("a") }

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data("old".utf8).write(to: file)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  var names: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() }
  }

  var text: String {
    get throws { String(decoding: try Data(contentsOf: file), as: UTF8.self) }
  }
}

/// The calls that a writer makes of the system, which may be told to fail.
private final class Observer {
  private(set) var calls: [String] = []
  private var paths: [Int32: String] = [:]
  /// The call that fails, and with which error.
  var failure: (call: String, code: Int32)?

  private func perform<Result: FixedWidthInteger>(
    _ call: String, _ body: () -> Result
  ) -> Result {
    calls.append(call)
    guard let failure, call.hasPrefix(failure.call) else { return body() }
    errno = failure.code
    return -1
  }

  private func name(_ path: String) -> String {
    let name = URL(fileURLWithPath: path).lastPathComponent
    return name.contains(".partial") ? "partial" : name == "a" ? "a" : "folder"
  }

  var system: SystemCalls {
    let real = SystemCalls.real
    var system = real
    system.open = { path, flags in
      let descriptor = self.perform("open \(self.name(path))") { real.open(path, flags) }
      // Nothing after a failure, which could change errno.
      if descriptor >= 0 { self.paths[descriptor] = self.name(path) }
      return descriptor
    }
    system.write = { descriptor, bytes in
      self.perform("write \(self.paths[descriptor] ?? "?")") { real.write(descriptor, bytes) }
    }
    system.sync = { descriptor in
      self.perform("sync \(self.paths[descriptor] ?? "?")") { real.sync(descriptor) }
    }
    system.close = { descriptor in
      self.perform("close \(self.paths[descriptor] ?? "?")") { real.close(descriptor) }
    }
    system.rename = { from, to in
      self.perform("rename \(self.name(from)) \(self.name(to))") { real.rename(from, to) }
    }
    system.makeFolder = { path in
      self.perform("make \(self.name(path))") { real.makeFolder(path) }
    }
    system.remove = { path in self.perform("remove \(self.name(path))") { real.remove(path) } }
    return system
  }
}

@Suite("Files that are whole or not there") struct AtomicFileTests {
  private let text = Data("new content".utf8)

  @Test("bytes reach the disk before the name, and the name before the writer goes on")
  func order() throws {
    let (place, observer) = (try Place(), Observer())
    try AtomicFile.write(to: place.file, system: observer.system) { file in
      try file.append(text.prefix(3))
      try file.append(text.dropFirst(3))
    }
    #expect(
      observer.calls == [
        "open partial", "write partial", "sync partial", "close partial", "rename partial a",
        "open folder", "sync folder", "close folder",
      ])
    #expect(try place.text == "new content")
    #expect(try place.names == ["a"])
  }

  @Test("small pieces are gathered, large ones go as they are, and all come in order")
  func pieces() throws {
    let (place, observer) = (try Place(), Observer())
    let large = Data(repeating: 7, count: 3 << 20)
    try AtomicFile.write(to: place.file, system: observer.system) { file in
      for number in 0..<1000 { try file.append(Data("\(number) ".utf8)) }
      try file.append(large)
      try file.append(text)
    }
    #expect(observer.calls.filter { $0.hasPrefix("write") }.count == 3)
    let numbers = Data((0..<1000).map { "\($0) " }.joined().utf8)
    #expect(try Data(contentsOf: place.file) == numbers + large + text)
  }

  @Test("a file that need not outlive a power cut is still whole, and nothing is synchronised")
  func notDurable() throws {
    let (place, observer) = (try Place(), Observer())
    try AtomicFile.write(to: place.file, isDurable: false, system: observer.system) { file in
      try file.append(text)
    }
    #expect(
      observer.calls == ["open partial", "write partial", "close partial", "rename partial a"])
    #expect(try place.text == "new content")
  }

  @Test(
    "whichever call fails before the name is taken, the old file stays and nothing else is left",
    arguments: ["open partial", "write partial", "sync partial", "close partial", "rename"])
  func failures(call: String) throws {
    let (place, observer) = (try Place(), Observer())
    observer.failure = (call, ENOSPC)
    let error = #expect(throws: AtomicFileError.self) {
      try AtomicFile.write(to: place.file, system: observer.system) { try $0.append(text) }
    }
    #expect(error?.code == ENOSPC && error?.path == place.file.path)
    #expect(error?.description.contains(place.file.path) == true)
    #expect(try place.text == "old")
    #expect(try place.names == ["a"])
  }

  @Test("an error of the body comes through, and the old file stays")
  func body() throws {
    let place = try Place()
    #expect(throws: CancellationError.self) {
      try AtomicFile.write(to: place.file) { file in
        try file.append(text)
        throw CancellationError()
      }
    }
    #expect(try place.text == "old")
    #expect(try place.names == ["a"])
  }

  @Test("a folder that cannot be brought to the disk is told; one that knows no such call is not")
  func folders() throws {
    let (place, observer) = (try Place(), Observer())
    observer.failure = ("sync folder", EIO)
    let error = #expect(throws: AtomicFileError.self) {
      try AtomicFile.write(to: place.file, system: observer.system) { try $0.append(text) }
    }
    #expect(error?.step == .syncFolder)
    #expect(observer.calls.last == "close folder")
    observer.failure = ("sync folder", EINVAL)
    try AtomicFile.write(to: place.file, system: observer.system) { try $0.append(text) }
  }

  @Test("short writes and interrupted ones are carried on")
  func shortWrites() throws {
    let place = try Place()
    var system = SystemCalls.real
    var isInterrupted = false
    system.write = { descriptor, bytes in
      isInterrupted.toggle()
      if isInterrupted {
        errno = EINTR
        return -1
      }
      return SystemCalls.real.write(
        descriptor, UnsafeRawBufferPointer(rebasing: bytes.prefix(3)))
    }
    try AtomicFile.write(to: place.file, system: system) { try $0.append(text) }
    #expect(try place.text == "new content")
  }

  @Test("a fixed name takes over what a killed process left")
  func leftover() throws {
    let place = try Place()
    let leftover = place.folder.appendingPathComponent(".a.partial")
    try Data(count: 1000).write(to: leftover)
    try AtomicFile.write(to: place.file, partialName: ".a.partial") { try $0.append(text) }
    #expect(try place.text == "new content")
    #expect(try place.names == ["a"])
  }

  @Test("folders are made from the top, and each name is brought to the disk before the next one")
  func madeFolders() throws {
    let place = try Place()
    let observer = Observer()
    let deep = place.folder.appendingPathComponent("b/c")
    try AtomicFile.makeFolder(deep, system: observer.system)
    let one = ["make folder", "open folder", "sync folder", "close folder"]
    #expect(observer.calls == one + one)
    try AtomicFile.makeFolder(deep, system: observer.system)
    #expect(observer.calls.count == 8)
    #expect(throws: AtomicFileError.self) {
      try AtomicFile.makeFolder(place.file.appendingPathComponent("d"), system: observer.system)
    }
    observer.failure = ("make", ENOSPC)
    #expect(throws: AtomicFileError.self) {
      try AtomicFile.makeFolder(
        place.folder.appendingPathComponent("e"), system: observer.system)
    }
  }

  @Test("a new file is made whole, and never over anything that is there")
  func created() throws {
    let place = try Place()
    #expect(try !AtomicFile.create(text, at: place.file))
    #expect(try place.text == "old")
    let new = place.folder.appendingPathComponent("b")
    #expect(try AtomicFile.create(text, at: new))
    #expect(try Data(contentsOf: new) == text)
    #expect(try place.names == ["a", "b"])
    #expect(throws: AtomicFileError.self) {
      _ = try AtomicFile.create(text, at: place.folder.appendingPathComponent("none/c"))
    }
  }

  @Test("a new file takes its name in one step, so that a kill leaves nothing beside it")
  func oneStep() throws {
    let place = try Place()
    let (from, new) = (
      place.folder.appendingPathComponent("b"), place.folder.appendingPathComponent("c")
    )
    try text.write(to: from)
    #expect(SystemCalls.renameToFreeName(from.path, place.file.path) == -1 && errno == EEXIST)
    #expect(try place.text == "old")
    #expect(SystemCalls.renameToFreeName(from.path, new.path) == 0)
    #expect(try place.names == ["a", "c"])
  }

  @Test("a folder that is held is written to where it is now, and never another one of its name")
  func held() throws {
    let place = try Place()
    let files = FileManager.default
    let (held, away) = (
      place.folder.appendingPathComponent("held"), place.folder.appendingPathComponent("away")
    )
    try files.createDirectory(at: held, withIntermediateDirectories: true)
    let descriptor = open(held.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    defer { close(descriptor) }
    let system = SystemCalls.inside(descriptor, of: held)
    func write(_ name: String) throws {
      try AtomicFile.write(to: held.appendingPathComponent(name), partialName: ".p", system: system)
      {
        try $0.append(text)
      }
    }
    try AtomicFile.makeFolder(held.appendingPathComponent("in"), system: system)
    try write("in/a")
    #expect(try Data(contentsOf: held.appendingPathComponent("in/a")) == text)
    try files.moveItem(at: held, to: away)
    try files.createDirectory(at: held, withIntermediateDirectories: true)
    try write("b")
    #expect(try files.contentsOfDirectory(atPath: away.path).sorted() == ["b", "in"])
    #expect(try files.contentsOfDirectory(atPath: held.path) == [])
    try files.removeItem(at: away)
    #expect(throws: AtomicFileError.self) { try write("c") }
    #expect(try files.contentsOfDirectory(atPath: held.path) == [])
  }
}
