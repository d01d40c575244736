import Foundation
import Literate

extension ChapterBody {
  /// The cells of a page that was compiled on its own.
  convenience init(library: URL) throws {
    guard let handle = dlopen(library.path, RTLD_NOW | RTLD_LOCAL),
      let symbol = dlsym(handle, Tangler.entryPoint)
    else { throw LibraryError(reason: dlerror().map { String(cString: $0) } ?? "not known") }
    typealias Entry = @convention(c) () -> UnsafeMutableRawPointer
    self.init(takingOver: unsafeBitCast(symbol, to: Entry.self)())
  }
}

private struct LibraryError: Error, CustomStringConvertible {
  let reason: String

  var description: String {
    "the compiled page cannot be loaded (\(reason)): build wkd-learn again"
  }
}
