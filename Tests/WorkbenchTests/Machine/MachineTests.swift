import Foundation
import Testing
import Torch
import Workbench

@Suite struct MachineTests {
  @Test("this machine has a processor, LibTorch's version, and the threads it is asked for")
  func current() throws {
    let machine = Machine.current(threads: 3)
    #expect(machine.threads == 3 && machine.cores >= 1)
    #expect(machine.toolVersion == Machine.version)
    #expect(machine.libTorchVersion == "\(Runtime.version), \(Runtime.cpuCapability)")
    #expect(!machine.processor.isEmpty)
  }

  @Test("a machine comes back from JSON, also from an older file with more in it")
  func coding() throws {
    let machine = Machine.current(threads: 1)
    #expect(
      try JSONDecoder().decode(Machine.self, from: JSONEncoder().encode(machine)) == machine)
    let old = """
      {"toolVersion": "0.1.0", "processor": "p", "cores": 2, "threads": 1, "preset": "quick"}
      """
    let read = try JSONDecoder().decode(Machine.self, from: Data(old.utf8))
    #expect(read.libTorchVersion == nil && read.processor == "p")
  }
}
