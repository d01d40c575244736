import Foundation
import PackagePlugin

/// Tangles the pages of the folder `lessons` into Swift files before the target is compiled.
@main
struct TangleLessons: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let folder = context.package.directoryURL.appending(path: "lessons")
    let pages = try FileManager.default
      .contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .filter { $0.pathExtension == "md" && $0.lastPathComponent.first?.isNumber == true }
      .sorted { $0.lastPathComponent < $1.lastPathComponent }
    let output = context.pluginWorkDirectoryURL
    let numbers = Set(pages.map { $0.lastPathComponent.prefix(2) }).sorted()
    let chapters = numbers.map { output.appending(path: "Chapter\($0).swift") }
    return [
      .buildCommand(
        displayName: "Tangling \(pages.count) lessons",
        executable: try context.tool(named: "tangle").url,
        arguments: [output.path()] + pages.map { $0.path() },
        inputFiles: pages,
        outputFiles: chapters + [output.appending(path: "ChapterIndex.swift")])
    ]
  }
}
