import Foundation
import PackagePlugin

/// Tangles the pages of the folder `lessons` into Swift files before the target is compiled.
@main
struct TangleLessons: BuildToolPlugin {
  /// The folders of the sources that the numbers of a chapter depend on.
  private static let library = [
    "CTorch", "Torch", "CCodecs", "CPictures", "CKernels", "WKD", "Workbench/Figures",
    "Workbench/Machine", "Workbench/Models", "Workbench/Runs", "Lessons/Page",
  ]

  /// The modules that the cells of the lessons see.
  private static let imports = ["Foundation", "Plot", "Torch", "WKD", "Workbench"]

  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let folder = context.package.directoryURL.appending(path: "lessons")
    let pages = try FileManager.default
      .contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .filter { $0.pathExtension == "md" && $0.lastPathComponent.first?.isNumber == true }
      .sorted { $0.lastPathComponent < $1.lastPathComponent }
    let root = context.package.directoryURL
    let library =
      [root.appending(path: "Package.swift")]
      + (try Self.library.flatMap { try files(in: root, $0) })
    let output = context.pluginWorkDirectoryURL
    let numbers = Set(pages.map { $0.lastPathComponent.prefix(2) }).sorted()
    let chapters = numbers.map { output.appending(path: "Chapter\($0).swift") }
    let imports = Self.imports.flatMap { ["--import", $0] }
    let inputs = library + pages
    return [
      .buildCommand(
        displayName: "Tangling \(pages.count) lessons",
        executable: try context.tool(named: "tangle").url,
        arguments: [output.path(percentEncoded: false)] + imports
          + inputs.map { $0.path(percentEncoded: false) },
        inputFiles: inputs,
        outputFiles: chapters + [output.appending(path: "ChapterIndex.swift")])
    ]
  }

  private func files(in root: URL, _ folder: String) throws -> [URL] {
    let place = root.appending(path: "Sources/\(folder)")
    // Folders have no extension, and documentation changes no number.
    return try FileManager.default.subpathsOfDirectory(atPath: place.path).sorted()
      .filter { !$0.contains(".docc") }
      .map { place.appending(path: $0) }
      .filter { !$0.pathExtension.isEmpty }
  }
}
