#if canImport(Darwin)
  @preconcurrency import Darwin
#elseif canImport(Musl)
  @preconcurrency import Musl
#else
  @preconcurrency import Glibc
#endif

/// Keeps printed lines from being lost when a later line traps.
///
/// In a file of its own and `@preconcurrency`, because the C library declares `stdout` as a variable;
/// this runs once, before anything is printed.
package func bufferOutputByLines() {
  setvbuf(stdout, nil, _IOLBF, 0)
}

/// Gives standard input, output and error a place where the program was started without one of them:
/// the next file that is opened would take it.
package func openStandardStreams() {
  for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
    // The lowest free number is taken.
    _ = open("/dev/null", O_RDWR)
  }
}

/// Writes out what was printed last.
///
/// - Returns: a sentence about what could not be written; nil where all of it was, or where whoever read
///   it has gone and wants no more.
package func failureOfStandardOutput() -> String? {
  errno = 0
  let isWritten = fflush(stdout) == 0
  let reason = errno == 0 ? "" : " (\(String(cString: strerror(errno))))"
  guard !isWritten || ferror(stdout) != 0 else { return nil }
  var output = pollfd(fd: STDOUT_FILENO, events: Int16(POLLOUT), revents: 0)
  if poll(&output, 1, 0) > 0, Int32(output.revents) & Int32(POLLERR | POLLHUP) != 0 { return nil }
  return "standard output was not written to its end\(reason): give it a place with room"
}
