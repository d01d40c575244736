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
