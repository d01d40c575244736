import Foundation
import WKD

extension RunResults {
  /// What a terminal shows at the end of a run.
  public func text(folder: String) -> String {
    var lines = [
      String(
        format: "%d steps, generator %d/%d: %d parameters, %.1f MMACs by input size, %.2f ms",
        plan.schedule.steps, student.baseWidth, student.blocks, student.parameters,
        Double(student.macsByInput) / 1e6, 1000 * student.seconds)
    ]
    if let teacher {
      lines.append(
        String(
          format: "teacher %d/%d: %.1fx the parameters, %.1fx the MACs, %.1fx the time",
          teacher.baseWidth, teacher.blocks,
          Double(teacher.parameters) / Double(student.parameters),
          Double(teacher.macsByInput) / Double(student.macsByInput),
          teacher.seconds / student.seconds))
    }
    for network in networks {
      let value = { (row: [String: Double]) in
        row[selection].map { String(format: "%.4g", $0) } ?? "not measured"
      }
      lines.append(
        "\(network.name): \(selection) \(value(network.last)) at the end, "
          + "\(value(network.best)) at step \(network.bestStep)")
    }
    lines.append("weights, tables and pictures: \(folder)")
    return lines.joined(separator: "\n")
  }
}
