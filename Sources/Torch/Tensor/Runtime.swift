internal import CTorch

/// The settings and the version of LibTorch in this process.
public enum Runtime {
  /// Number of threads of one operation.
  public static var threads: Int { Int(ct_threads()) }

  /// Sets the number of threads of one operation.
  ///
  /// - Precondition: at least 1, and a 32-bit number.
  public static func setThreads(_ count: Int) {
    guard let number = Int32(exactly: count), number >= 1 else {
      misuse("setThreads", found: "\(count)", wanted: "a number of threads, at least 1")
    }
    guard ct_set_threads(number) else {
      misuse("setThreads", found: "\(count)", wanted: String(cString: ct_error()))
    }
  }

  /// Keeps up to a gigabyte of freed memory in the process instead of giving it back to the system.
  ///
  /// A network allocates and frees the same sizes at every step, and fresh pages cost more than what is
  /// computed in them. For the whole process, so only a program should decide it; no effect where the
  /// C library is not glibc.
  public static func keepFreedMemory() { ct_keep_memory() }

  /// Gives the system the freed memory that the allocator has kept, which after large tensors may be a
  /// hundred megabytes.
  package static func giveBackFreedMemory() { ct_give_back_memory() }

  /// LibTorch's version.
  public static var version: String { String(cString: ct_version()) }

  /// Vector instructions that LibTorch's own kernels use: `AVX512`, `AVX2`, `DEFAULT`.
  ///
  /// The environment variable `ATEN_CPU_CAPABILITY`, set to `avx2` or `default` before the first
  /// operation, holds them and the kernels of this package back to the same set.
  public static var cpuCapability: String { String(cString: ct_cpu_capability()) }

  /// Number of CUDA devices; loads LibTorch's CUDA half where it has one.
  public static var cudaDevices: Int { Int(ct_load_cuda()) }
}

/// Runs `body` with convolutions and products of the device in bfloat16; weights, gradients and losses
/// stay in single precision.
///
/// - Source: Micikevicius et al., "Mixed precision training", ICLR 2018; PyTorch's autocast.
public func withMixedPrecision<Result>(
  on device: Device, _ body: () throws -> Result
) rethrows -> Result {
  setMixedPrecision(on: device, true)
  defer { setMixedPrecision(on: device, false) }
  return try body()
}

private func setMixedPrecision(on device: Device, _ isOn: Bool) {
  guard ct_set_autocast(device.code, isOn) else {
    misuse("withMixedPrecision", found: "\(device)", wanted: String(cString: ct_error()))
  }
}
