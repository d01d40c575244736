/// The memory that reading one file may take: 64 times its size and a megabyte.
///
/// A file of weights may come from anyone, and in some formats a few bytes stand for many. Whatever is made
/// while reading is charged here before it is made, at its size or a bound of it, so that a small file cannot
/// take a large memory, nor a long time.
final class MemoryBudget {
  private var left: Int

  /// The budget of a file of some bytes.
  init(fileSize: Int) {
    left = 1 << 20 + min(fileSize, 1 << 50) * 64
  }

  /// Charges some bytes.
  ///
  /// - Throws: ``TorchFileError/unsupported(_:)`` where they are more than what is left.
  func charge(_ bytes: Int, for what: @autoclosure () -> String) throws {
    guard bytes <= left else {
      throw TorchFileError.unsupported("\(what()) that would take far more memory than the file")
    }
    left -= bytes
  }
}
