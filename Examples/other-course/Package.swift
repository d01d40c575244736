// swift-tools-version: 6.2
import PackageDescription

// A course on another subject, made with the library that this repository's own course is made with.
// A package of yours names it by address and version; the path is for the copy that lies here.
let package = Package(
  name: "other-course",
  platforms: [.macOS(.v14)],
  dependencies: [.package(name: "wkd-learn", path: "../..")],
  targets: [
    .plugin(
      name: "TangleCourse", capability: .buildTool(),
      dependencies: [.product(name: "tangle", package: "wkd-learn")]),
    .executableTarget(
      name: "other-course", dependencies: [.product(name: "Literate", package: "wkd-learn")],
      plugins: ["TangleCourse"]),
  ],
  swiftLanguageModes: [.v6]
)
