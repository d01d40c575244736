import Foundation
import WKD

extension RunResults {
  /// Where the run took place, in words.
  public var machine: String {
    "\(environment.processor) with \(environment.threads) threads, LibTorch \(environment.libTorchVersion ?? "unknown")"
  }

  /// What a terminal shows at the end of a run.
  public func text(folder: String) -> String {
    var lines = ["\(plan.schedule.steps) steps", student.text(name: "generator")]
    if let teacher, let teacherTime {
      lines.append(teacher.text(name: "teacher"))
      lines.append(student.comparison(with: teacher, by: teacherTime.median / time.median))
    }
    for network in networks {
      let value = { (row: [String: Double]) in
        row[selection].map { String(format: "%.4g", $0) } ?? "not measured"
      }
      lines.append(
        "\(network.name): \(selection) \(value(network.last)) at the end, "
          + "\(value(network.best)) at its best, step \(network.bestStep)")
    }
    lines.append("weights, tables and pictures: \(folder)")
    return lines.joined(separator: "\n")
  }
}
