public import Foundation
public import Torch

/// The folder of one training run: what was asked for, and the last complete checkpoint.
///
/// A file is written under another name, brought to the disk and renamed, so that whoever is killed at
/// any instant leaves the old file or the new one, whole. One process at a time may hold the folder.
public final class RunFolder {
  public let url: URL
  private let lock: Int32

  /// Takes hold of the folder, which is made where it is missing, for as long as this object lives.
  ///
  /// - Throws: ``RunFolderError`` for a folder of something else, one that cannot be written or one that
  ///   another process trains in.
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
      try files.createDirectory(at: url, withIntermediateDirectories: true)
    } catch {
      throw RunFolderError.unwritable(url.path)
    }
    lock = open(url.appendingPathComponent(".lock").path, O_CREAT | O_RDWR | O_CLOEXEC, 0o644)
    guard lock >= 0 else { throw RunFolderError.unwritable(url.path) }
    guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
      close(lock)
      throw RunFolderError.busy(url.path)
    }
  }

  deinit {
    close(lock)
  }

  /// Writes the settings of a new run, or compares them with those it was begun with.
  ///
  /// - Throws: ``RunFolderError/changed(_:_:)`` with every difference named.
  public func begin(_ settings: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let now = try encoder.encode(settings)
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

  /// The last complete checkpoint, or nil where there is none yet.
  public func checkpoint() throws -> Safetensors? {
    let place = url.appendingPathComponent(Self.checkpointName)
    guard FileManager.default.fileExists(atPath: place.path) else { return nil }
    return try Safetensors(contentsOf: place)
  }

  /// Puts a checkpoint in place of the earlier one.
  public func save(_ checkpoint: Safetensors) throws {
    try replace(Self.checkpointName, with: checkpoint.data)
  }

  /// Writes a file of the run, whole or not at all.
  ///
  /// - Parameter name: a path below the folder, whose own folder is made where it is missing.
  /// - Throws: ``RunFolderError/unwritable(_:)``; an earlier file is left as it was.
  public func replace(_ name: String, with data: Data) throws {
    let place = url.appendingPathComponent(name)
    let partial = place.deletingLastPathComponent()
      .appendingPathComponent(".\(place.lastPathComponent).partial")
    do {
      try FileManager.default.createDirectory(
        at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
      guard FileManager.default.createFile(atPath: partial.path, contents: nil) else {
        throw RunFolderError.unwritable(place.path)
      }
      let file = try FileHandle(forWritingTo: partial)
      try file.write(contentsOf: data)
      try file.synchronize()
      try file.close()
    } catch {
      throw RunFolderError.unwritable(place.path)
    }
    guard rename(partial.path, place.path) == 0 else {
      throw RunFolderError.unwritable(place.path)
    }
  }

  /// The name of the file with the settings.
  public static let settingsName = "run.json"
  /// The name of the file with everything that a run needs to go on.
  public static let checkpointName = "checkpoint.safetensors"
}

/// Why a run cannot begin or go on in a folder.
public enum RunFolderError: Error, Equatable, CustomStringConvertible {
  /// The folder holds files, but no settings of a run.
  case foreign(String)
  /// Another process holds the folder.
  case busy(String)
  /// A file or a folder that cannot be read.
  case unreadable(String)
  /// A file or a folder that cannot be written.
  case unwritable(String)
  /// The run was begun with other settings; each difference in words.
  case changed(String, [String])

  /// Whether the remedy is another folder, which a program may say how to name.
  public var asksForAnotherFolder: Bool {
    switch self {
    case .foreign, .busy, .changed: true
    case .unreadable, .unwritable: false
    }
  }

  /// One sentence that says what is wrong and what to do.
  public var description: String {
    switch self {
    case .foreign(let path):
      "\(path) holds something that is no training run: choose another folder"
    case .busy(let path):
      "another process trains in \(path): wait for its end, or choose another folder"
    case .unreadable(let path):
      "cannot read \(path): check that it is what it should be, a file or a folder, and may be read"
    case .unwritable(let path):
      "cannot write \(path): check that its folder exists, may be written to and has room"
    case .changed(let path, let differences):
      "\(path) was begun with other settings (\(differences.joined(separator: "; "))): "
        + "repeat them to go on, or choose another folder to start anew"
    }
  }
}
