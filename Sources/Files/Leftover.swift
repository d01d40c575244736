import Foundation

/// The hidden names of unfinished work beside the place where it will go.
///
/// A process holds a lock on its unfinished file or folder for as long as it works. Whoever works for the
/// same place removes those that nobody holds: their process was killed.
struct Leftover {
  private let prefix: String

  /// The names for a file or a folder of this name.
  init(of name: String) {
    // A name may have 255 bytes, and the rest needs some of them.
    var stem = Substring(name)
    while stem.utf8.count > 200 { stem.removeLast() }
    prefix = ".\(stem).partial-"
  }

  /// The names in a folder that begin with a word.
  init(prefix: String) { self.prefix = prefix }

  /// Makes a file that nobody else has, open and locked.
  ///
  /// - Returns: the file and its descriptor, which is negative where it could not be made.
  func makeFile(in folder: URL, _ system: SystemCalls) -> (URL, Int32) {
    while true {
      let file = folder.appendingPathComponent(prefix + Self.word)
      let descriptor = system.open(file.path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC)
      if descriptor >= 0 {
        if Self.lock(descriptor) { return (file, descriptor) }
        _ = system.close(descriptor)
      } else if errno != EEXIST {
        return (file, descriptor)
      }
    }
  }

  /// Makes a folder that only this user may enter, open and locked.
  ///
  /// - Returns: the folder and its descriptor; nil where it could not be made, with `errno`.
  func makeFolder(in parent: URL) -> (URL, Int32)? {
    while true {
      var template = Array(parent.appendingPathComponent(prefix + "XXXXXX").path.utf8CString)
      guard mkdtemp(&template) != nil else { return nil }
      let path = String(
        decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
      let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
      if descriptor >= 0 {
        if Self.lock(descriptor) {
          return (URL(fileURLWithPath: path, isDirectory: true), descriptor)
        }
        close(descriptor)
      } else if errno != ENOENT {
        return nil
      }
    }
  }

  /// Removes what nobody works on any more.
  ///
  /// - Parameters:
  ///   - parent: the folder in which it stands.
  ///   - rescue: looks at a folder before it is removed.
  func removeAll(in parent: URL, rescue: (URL) -> Void = { _ in }) {
    // Where nothing is to be read, there is nothing to remove.
    let names = (try? FileManager.default.contentsOfDirectory(atPath: parent.path)) ?? []
    for name in names where isOne(name) {
      let place = parent.appendingPathComponent(name)
      var status = stat()
      // Those of other users stay, whatever their names.
      guard lstat(place.path, &status) == 0, status.st_uid == geteuid(),
        [S_IFDIR, S_IFREG].contains(status.st_mode & S_IFMT)
      else { continue }
      let descriptor = open(place.path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
      guard descriptor >= 0 else { continue }
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 {
        rescue(place)
        try? FileManager.default.removeItem(at: place)
      }
      close(descriptor)
    }
  }

  private func isOne(_ name: String) -> Bool {
    guard name.hasPrefix(prefix) else { return false }
    let word = name.dropFirst(prefix.count)
    return word.count == 6 && word.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
  }

  /// Holds what has just been made.
  ///
  /// - Returns: false where another process took it for a leftover before it was held.
  private static func lock(_ descriptor: Int32) -> Bool {
    // File systems that know no locks have no leftovers removed either.
    while flock(descriptor, LOCK_EX) != 0, errno == EINTR {}
    var status = stat()
    return fstat(descriptor, &status) == 0 && status.st_nlink > 0
  }

  private static var word: String {
    let letters = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
    return String((0..<6).map { _ in letters[Int.random(in: letters.indices)] })
  }
}
