import Files
public import Foundation
public import Torch

/// The folder of one training run: its settings, and the last complete checkpoint.
///
/// `run.json` holds the settings, `checkpoint.safetensors` all that decides the steps still to come, and
/// `checkpoint.previous.safetensors` the one before. The `run.json` of a run that met a number which is not
/// finite says so under `diverged`, with a ``TrainingDivergence`` such as
/// `{"step": 12, "loss": "cycle_A"}`; such a run has no results, and never will.
///
/// A file is written under another name, flushed to the disk and renamed, so that a process killed at any
/// instant leaves the old file or the new one, whole. One process at a time may hold the folder, and writes
/// into that folder alone, also where another one has taken its name since.
///
/// ```swift
/// let place = FileManager.default.temporaryDirectory.appendingPathComponent("run")
/// let folder = try RunFolder(place)
/// try folder.begin(["seed": 1])  // throws where the run was begun with another seed
/// try folder.save(Safetensors(["weights": Tensor.zeros([3])]))
/// print(try folder.checkpoint()?.tensors.count ?? 0)  // 1
/// try FileManager.default.removeItem(at: place)
/// ```
public final class RunFolder {
  /// The place of the folder.
  public let url: URL
  private let lock: Int32
  private let directory: Int32
  /// The calls that reach the folder which is held.
  private let system: SystemCalls
  /// The name of the run in its checkpoints; nil before it has begun.
  private var run: String?

  /// Locks the folder, which is made where it is missing, for as long as this object lives.
  ///
  /// - Throws: ``RunFolderError`` for a folder of something else, one that cannot be read or written, or
  ///   one that another process holds.
  public init(_ url: URL) throws {
    self.url = url
    let files = FileManager.default
    var isFolder: ObjCBool = false
    if files.fileExists(atPath: url.path, isDirectory: &isFolder), isFolder.boolValue {
      guard let names = try? files.contentsOfDirectory(atPath: url.path) else {
        throw RunFolderError.unreadable(url.path)
      }
      if !names.contains(Self.settingsName), names.contains(where: { !$0.hasPrefix(".") }) {
        throw RunFolderError.foreign(url.path)
      }
    }
    do {
      try AtomicFile.makeFolder(url)
    } catch {
      throw files.fileExists(atPath: url.path)
        ? RunFolderError.file(url.path) : .unwritable(url.path)
    }
    directory = open(url.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    system = .inside(directory, of: url)
    lock = openat(directory, Self.lockName, O_CREAT | O_RDWR | O_CLOEXEC, 0o644)
    guard lock >= 0 else {
      close(directory)
      throw RunFolderError.unwritable(url.path)
    }
    guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
      close(lock)
      close(directory)
      throw RunFolderError.busy(url.path)
    }
  }

  deinit {
    close(lock)
    close(directory)
  }

  /// Writes the settings of a new run, or compares them with those it was begun with.
  ///
  /// - Parameter settings: equal settings must encode to equal JSON.
  /// - Throws: ``RunFolderError/changed(_:_:)`` with every difference named, or another
  ///   ``RunFolderError``.
  public func begin(_ settings: some Encodable) throws {
    let now = try Self.json(settings)
    run = JSONLeaves.values(of: now).map(CheckpointSeal.name)
    let place = url.appendingPathComponent(Self.settingsName)
    guard FileManager.default.fileExists(atPath: place.path) else {
      return try replace(Self.settingsName, with: now)
    }
    guard let before = try? Data(contentsOf: place) else {
      throw RunFolderError.unreadable(place.path)
    }
    let differences = SettingsDifference.all(from: before, to: now)
    if !differences.isEmpty { throw RunFolderError.changed(url.path, differences) }
  }

  /// Puts other settings in the place of those that the run was begun with.
  ///
  /// For a run that goes on with a longer schedule; whether it may is the caller's to know.
  ///
  /// - Throws: ``RunFolderError/unwritable(_:)``; the earlier ones are left as they were.
  public func change(to settings: some Encodable) throws {
    let now = try Self.json(settings)
    try replace(Self.settingsName, with: now)
    run = JSONLeaves.values(of: now).map(CheckpointSeal.name)
  }

  /// The settings of a run in a folder that need not be held.
  ///
  /// - Parameters:
  ///   - type: that of the settings.
  ///   - folder: may be missing.
  /// - Returns: nil where there are none, or none of that type; ``begin(_:)`` tells the differences then.
  public static func settings<Settings: Decodable>(
    _ type: Settings.Type, in folder: URL
  ) -> Settings? {
    read(type, settingsName, in: folder)
  }

  /// The last complete checkpoint, or nil where there is none yet.
  ///
  /// - Throws: ``RunFolderError/damaged(_:previous:)`` where a bit of it has changed,
  ///   ``RunFolderError/ofAnotherRun(_:)``, or `SafetensorsError` for a file that cannot be read.
  public func checkpoint() throws -> Safetensors? {
    let place = url.appendingPathComponent(Self.checkpointName)
    guard FileManager.default.fileExists(atPath: place.path) else { return nil }
    do {
      let checkpoint = try Safetensors(contentsOf: place)
      guard CheckpointSeal.isWhole(checkpoint) else { throw damaged }
      guard CheckpointSeal.belongs(checkpoint, to: run) else {
        throw RunFolderError.ofAnotherRun(place.path)
      }
      return checkpoint
    } catch SafetensorsError.damaged {
      throw damaged
    }
  }

  private var damaged: RunFolderError {
    let previous = url.appendingPathComponent(Self.previousName).path
    return .damaged(
      url.appendingPathComponent(Self.checkpointName).path,
      previous: FileManager.default.fileExists(atPath: previous) ? previous : nil)
  }

  /// Puts a checkpoint in the place of the earlier one, whole or not at all; the earlier one is kept beside
  /// it.
  ///
  /// - Throws: ``RunFolderError/unwritable(_:)`` or ``RunFolderError/gone(_:)``; the earlier one is left as
  ///   it was.
  public func save(_ checkpoint: Safetensors) throws {
    try requireHeld()
    try keepPrevious()
    let sealed = CheckpointSeal.sealed(checkpoint, run: run)
    try replace(Self.checkpointName) { try sealed.write(to: $0) }
  }

  /// Throws where the folder is no longer the one that was locked.
  ///
  /// - Throws: ``RunFolderError/gone(_:)``.
  package func requireHeld() throws {
    var (held, found) = (stat(), stat())
    guard fstat(lock, &held) == 0,
      stat(url.appendingPathComponent(Self.lockName).path, &found) == 0,
      held.st_dev == found.st_dev, held.st_ino == found.st_ino
    else { throw RunFolderError.gone(url.path) }
  }

  /// Gives the present checkpoint a second name, under which it outlives the next one.
  ///
  /// A file system without second names keeps one checkpoint.
  ///
  /// - Throws: ``RunFolderError/unwritable(_:)`` where the disk fails.
  private func keepPrevious() throws {
    let partial = ".\(Self.previousName).partial"
    unlinkat(directory, partial, 0)
    // Of two names for one file, as a kill at this place has left them, none is renamed.
    defer { unlinkat(directory, partial, 0) }
    if linkat(directory, Self.checkpointName, directory, partial, 0) != 0 {
      let isUsual = [ENOENT, EPERM, ENOTSUP, EOPNOTSUPP, ENOSYS, EMLINK].contains(errno)
      if isUsual { return }
    } else if renameat(directory, partial, directory, Self.previousName) == 0 {
      return
    }
    try requireHeld()
    throw RunFolderError.unwritable(url.appendingPathComponent(Self.previousName).path)
  }

  /// Records under `diverged` in `run.json` that the run has diverged; its settings stay as they are.
  ///
  /// - Throws: ``RunFolderError``.
  public func mark(_ divergence: TrainingDivergence) throws {
    let place = url.appendingPathComponent(Self.settingsName)
    guard let text = try? String(contentsOf: place, encoding: .utf8),
      let brace = text.firstIndex(of: "{")
    else { throw RunFolderError.unreadable(place.path) }
    let value = String(decoding: try Self.json(divergence), as: UTF8.self)
    let rest = text[text.index(after: brace)...]
    let comma = rest.contains(":") ? "," : ""
    try replace(
      Self.settingsName, with: Data("{\n  \"\(Self.divergedKey)\" : \(value)\(comma)\(rest)".utf8))
  }

  /// The divergence of the run in a folder that need not be held; nil where it has none.
  public static func divergence(in folder: URL) -> TrainingDivergence? {
    read(Divergence.self, settingsName, in: folder)?.diverged
  }

  /// The part of `run.json` that is no setting.
  private struct Divergence: Decodable {
    let diverged: TrainingDivergence
  }

  /// Writes a file of the run, whole or not at all.
  ///
  /// - Parameters:
  ///   - name: a path below the folder, whose own folder is made where it is missing.
  ///   - data: the content.
  /// - Throws: ``RunFolderError/unwritable(_:)`` or ``RunFolderError/gone(_:)``; an earlier file is left as
  ///   it was.
  public func replace(_ name: String, with data: Data) throws {
    try replace(name) { try $0.append(data) }
  }

  private func replace(_ name: String, write: (AtomicFile) throws -> Void) throws {
    let place = url.appendingPathComponent(name)
    try requireHeld()
    do {
      try AtomicFile.makeFolder(place.deletingLastPathComponent(), system: system)
      // The lock keeps other writers away, so that killed processes leave one such file at most.
      let partialName = ".\(place.lastPathComponent).partial"
      try AtomicFile.write(to: place, partialName: partialName, system: system, write)
    } catch {
      try requireHeld()
      throw RunFolderError.unwritable(place.path)
    }
  }

  private static func json(_ value: some Encodable) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(value)
  }

  /// The value in a file, or nil where it is missing or of another kind.
  private static func read<Value: Decodable>(
    _ type: Value.Type, _ name: String, in folder: URL
  ) -> Value? {
    guard let data = try? Data(contentsOf: folder.appendingPathComponent(name)) else { return nil }
    return try? JSONDecoder().decode(type, from: data)
  }

  /// The name of the file with the settings.
  public static let settingsName = "run.json"
  /// The name of the file with everything that decides the steps still to come.
  public static let checkpointName = "checkpoint.safetensors"
  /// The name of the checkpoint before the last one.
  public static let previousName = "checkpoint.previous.safetensors"
  private static let lockName = ".lock"
  /// The key of a divergence among the settings.
  fileprivate static let divergedKey = "diverged"
}

/// The differences between two JSON documents in words.
private enum SettingsDifference {
  /// One phrase for every value that was changed, added or taken away: `plan.seed was 1, now 2`.
  static func all(from before: Data, to now: Data) -> [String] {
    let isSetting = { (leaf: (key: String, value: String)) in
      !leaf.key.hasPrefix(RunFolder.divergedKey + ".")
    }
    let damaged = ["file": "damaged"]
    let (before, now) = (
      (JSONLeaves.values(of: before) ?? damaged).filter(isSetting),
      JSONLeaves.values(of: now) ?? damaged
    )
    return Set(before.keys).union(now.keys).sorted().compactMap { path in
      let (old, new) = (before[path], now[path])
      return old == new ? nil : "\(path) was \(old ?? "not set"), now \(new ?? "not set")"
    }
  }
}
