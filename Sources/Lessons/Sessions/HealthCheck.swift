import Console
import Files
import Foundation
import Plot
import Torch
import Workbench

/// One thing that must be in order before the course can run.
package struct HealthCheck: Sendable {
  /// The name of the check.
  package let name: String
  /// The finding.
  package let found: String
  /// The remedy, where something is not in order.
  package let remedy: String?

  /// Whether it is in order.
  package var passed: Bool {
    remedy == nil
  }

  private init(_ name: String, _ found: String, unless problem: Bool = false, remedy: String = "") {
    self.name = name
    self.found = found
    self.remedy = problem ? remedy : nil
  }

  /// Looks at everything; `output` is the folder for reports.
  package static func all(course: Course, output: String) -> [HealthCheck] {
    [
      swift, libTorch, drawing, pages(of: course), assets(of: course), reports(in: output),
      cores, memory,
    ]
  }

  private static var swift: HealthCheck {
    HealthCheck("Swift", "built with \(swiftVersion)")
  }

  private static var libTorch: HealthCheck {
    libTorch("\(Runtime.version), \(Runtime.cpuCapability)") {
      Tensor.ones([1, 1, 4, 4]).convolved(with: Tensor.ones([1, 1, 3, 3])).values
    }
  }

  /// Lets the library compute a small convolution whose result is known.
  ///
  /// - Parameters:
  ///   - version: the version that the library tells.
  ///   - convolve: convolves 4 x 4 ones with 3 x 3 ones.
  /// - Returns: a check that passes only where every number is 9.
  package static func libTorch(
    _ version: String, convolve: () throws -> [Double]
  ) -> HealthCheck {
    let remedy = """
      run scripts/setup, or set LIBTORCH to a folder with include/ and lib/ of LibTorch, then build \
      again
      """
    do {
      let found = try convolve()
      let isRight = found == [9, 9, 9, 9]
      return HealthCheck(
        "LibTorch", isRight ? version : "\(version), computes \(found) where 9 is right",
        unless: !isRight, remedy: remedy)
    } catch {
      return HealthCheck(
        "LibTorch", "\(version), \(message(of: error))", unless: true, remedy: remedy)
    }
  }

  /// Draws a small figure to its end.
  private static var drawing: HealthCheck {
    let line = Mark.line(x: [0, 1], y: [0, 1], label: "line")
    let chart = Chart("A line", x: Axis("x"), y: Axis("y"), marks: [line])
    do {
      let bytes = try withScratchFolder("wkd-learn-doctor") { folder in
        let file = folder.appendingPathComponent("line.png")
        try Figure(columns: 1, panels: [chart]).writePNG(to: file)
        return try Data(contentsOf: file)
      }
      return HealthCheck(
        "drawing", "a PNG of \(bytes.count) bytes",
        unless: !bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]),
        remedy: "install the Cairo library with PNG support, then build again")
    } catch {
      return HealthCheck(
        "drawing", message(of: error), unless: true,
        remedy: "install the Cairo library and make the temporary folder writable, then build again"
      )
    }
  }

  private static func pages(of course: Course) -> HealthCheck {
    do {
      for chapter in Course.chapters { _ = try chapter.page(in: course) }
      return HealthCheck(
        "lessons", "\(Course.chapters.count), as built", unless: Course.chapters.isEmpty,
        remedy: "build again with `swift build`")
    } catch {
      return HealthCheck(
        "lessons", message(of: error), unless: true, remedy: "build again with `swift build`")
    }
  }

  private static func assets(of course: Course) -> HealthCheck {
    // An absent folder is what this check is about.
    let names = (try? FileManager.default.contentsOfDirectory(atPath: course.assets.path)) ?? []
    return HealthCheck(
      "assets", names.isEmpty ? "nothing in \(course.assets.path)" : "\(names.count) items",
      unless: names.isEmpty, remedy: "bring the folder `assets` of the course back")
  }

  private static func reports(in output: String) -> HealthCheck {
    let files = FileManager.default
    // Whoever asks for the health of the course has not asked for folders.
    let new = sequence(first: URL(fileURLWithPath: output, isDirectory: true)) {
      $0.path == "/" ? nil : $0.deletingLastPathComponent()
    }.prefix { !files.fileExists(atPath: $0.path) }
    let made = Array(new)
    // A folder in which something else has appeared meanwhile stays.
    defer { for folder in made { rmdir(folder.path) } }
    do {
      try ReportFolder.probe(output: output)
      return HealthCheck("reports", "\(output) can be written")
    } catch {
      return HealthCheck(
        "reports", message(of: error), unless: true,
        remedy: "choose another folder with --output DIR")
    }
  }

  private static var cores: HealthCheck {
    HealthCheck("cores", "\(ProcessInfo.processInfo.activeProcessorCount)")
  }

  private static var memory: HealthCheck {
    let gibibytes = Double(ProcessInfo.processInfo.physicalMemory) / 1_073_741_824
    return HealthCheck(
      "memory", String(format: "%.1f GiB", gibibytes), unless: gibibytes < 3,
      remedy: "3 GiB are needed for chapter 5: use a larger machine, or --preset smoke")
  }

  /// The compiler's version; compilation conditions know no patch versions.
  private static var swiftVersion: String {
    #if compiler(>=6.4)
      "Swift 6.4 or later"
    #elseif compiler(>=6.3)
      "Swift 6.3"
    #elseif compiler(>=6.2)
      "Swift 6.2"
    #else
      #error("the package needs Swift 6.2 or later")
    #endif
  }
}
