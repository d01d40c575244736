import Foundation
import PackagePlugin

/// Tangles the pages of the folder `lessons` into Swift files before the course is compiled.
@main
struct TangleCourse: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let folder = context.package.directoryURL.appending(path: "lessons")
    let pages = try FileManager.default
      .contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .filter { $0.pathExtension == "md" }
      .sorted { $0.lastPathComponent < $1.lastPathComponent }
    let output = context.pluginWorkDirectoryURL
    let sources = pages.map { "Chapter\($0.lastPathComponent.prefix(2)).swift" }
    let arguments = [output.path, "--import", "Foundation"] + pages.map(\.path)
    return [
      .buildCommand(
        displayName: "Tangling \(pages.count) lessons",
        executable: try context.tool(named: "tangle").url, arguments: arguments,
        inputFiles: pages,
        outputFiles: (sources + ["ChapterIndex.swift"]).map { output.appending(path: $0) })
    ]
  }
}
