internal import CTorch

/// What LibTorch runs with in this process.
public enum Runtime {
  /// Number of threads of one operation.
  public static var threads: Int { Int(ct_threads()) }

  /// Sets the number of threads of one operation.
  ///
  /// - Precondition: at least 1.
  public static func setThreads(_ count: Int) {
    guard count >= 1 else { misuse("setThreads", found: "\(count)", wanted: "at least 1") }
    ct_set_threads(Int32(count))
  }

  /// Keeps up to a gigabyte of freed memory in the process instead of giving it back to the system.
  ///
  /// A network allocates and frees the same sizes at every step, and fresh pages cost more than what is
  /// computed in them. For the whole process, so only a program should decide it; no effect where the
  /// C library is not glibc.
  public static func keepFreedMemory() { ct_keep_memory() }

  /// LibTorch's version.
  public static var version: String { String(cString: ct_version()) }

  /// Vector instructions that LibTorch's own kernels use: `AVX512`, `AVX2`, `DEFAULT`.
  public static var cpuCapability: String { String(cString: ct_cpu_capability()) }

  /// Loads LibTorch's CUDA half, where it has one, and counts the devices.
  public static var cudaDevices: Int { Int(ct_load_cuda()) }
}
