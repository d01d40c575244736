import CKernels
import Foundation
import Testing
import Torch

@Suite("Settings of LibTorch") struct RuntimeTests {
  @Test("a number of threads that cannot be is misuse, named with its number")
  func threads() async throws {
    let results = [
      try await #require(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        Runtime.setThreads(0)
      },
      try await #require(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        Runtime.setThreads(-1)
      },
      try await #require(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        Runtime.setThreads(1 << 40)
      },
    ]
    for (result, number) in zip(results, ["0", "-1", "\(1 << 40)"]) {
      let text = String(decoding: result.standardErrorContent, as: UTF8.self)
      #expect(text.contains("setThreads: found \(number), wanted"))
    }
  }

  @Test("mixed precision computes products in bfloat16, and only within its body")
  func mixedPrecision() {
    let x = Tensor.ones([4, 4])
    #expect(withMixedPrecision(on: .cpu) { x.matmul(x).type } == .bfloat16)
    #expect(x.matmul(x).type == .float32)
  }
}

/// The set that the kernels are to choose where LibTorch says what it chose.
private let choices = ["AVX512": "AVX512", "AVX2": "AVX2", "DEFAULT": "baseline"]

/// Stops the process unless both families of kernels and LibTorch chose the same set.
private func expectOneChoice(_ request: String?, _ set: String? = nil) {
  if let request { setenv("ATEN_CPU_CAPABILITY", request, 1) }
  let rule = String(cString: ck_instruction_set())
  precondition(String(cString: ck_norm_instruction_set()) == rule)
  precondition(String(cString: cw_instruction_set()) == rule)
  // Elsewhere than on x86 LibTorch has sets that these kernels do not know.
  #if arch(x86_64)
    precondition(rule == choices[Runtime.cpuCapability], "\(rule), \(Runtime.cpuCapability)")
    if let set { precondition(rule == set) }
  #endif
}

@Suite("Instruction sets") struct InstructionSetTests {
  // The choice is made once in a process, so every case has a process of its own.
  @Test("all kernels and LibTorch follow ATEN_CPU_CAPABILITY to the same set")
  func oneRule() async {
    await #expect(processExitsWith: .success) { expectOneChoice("default", "baseline") }
    await #expect(processExitsWith: .success) { expectOneChoice("avx2") }
    await #expect(processExitsWith: .success) { expectOneChoice("AVX2 in capitals is ignored") }
    await #expect(processExitsWith: .success) { expectOneChoice(nil) }
  }
}
