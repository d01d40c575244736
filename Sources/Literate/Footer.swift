import Foundation

/// The end of a page: what it was made with, and how long each cell took.
func footer(of lesson: Lesson, results: [CellResult], environment: Environment?) -> String {
  var parts = ["---", "## How this page was made"]
  if let environment {
    parts.append(
      markdownTable(
        columns: ["fact", "value"],
        rows: [
          ["wkd-learn", environment.toolVersion],
          ["LibTorch", environment.libTorchVersion ?? "not known"],
          ["processor", "\(environment.processor), \(environment.cores) cores"],
          ["threads", "\(environment.threads)"],
          ["seed", "\(environment.seed)"],
          ["preset", environment.preset],
        ]))
  } else {
    parts.append("The chapter ended before it could say where it ran.")
  }
  let times = zip(lesson.cells, results).compactMap { cell, result in
    result.seconds.map { ["\(cell.name)", "\(lesson.file):\(cell.line)", inSeconds($0)] }
  }
  if !times.isEmpty {
    parts.append(markdownTable(columns: ["cell", "source", "seconds"], rows: times))
  }
  return parts.joined(separator: "\n\n")
}

private func inSeconds(_ seconds: Double) -> String {
  String(format: "%.2f", seconds)
}
