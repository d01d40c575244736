// swift-tools-version: 6.2
import PackageDescription

// LibTorch lives where LIBTORCH says, else where `scripts/setup` has unpacked it.
let libtorch = Context.environment["LIBTORCH"] ?? "\(Context.packageDirectory)/.libtorch"

let swiftSettings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

// A lesson that a reader has edited is compiled to a library that finds the program's own functions.
#if os(macOS)
  let exportSymbols = "-export_dynamic"
#else
  let exportSymbols = "--export-dynamic"
#endif

let package = Package(
  name: "wkd-learn",
  platforms: [.macOS(.v14)],
  products: [
    .library(name: "WKD", targets: ["Torch", "WKD"]),
    .library(name: "Plot", targets: ["Plot"]),
    .library(name: "Workbench", targets: ["Workbench"]),
    .library(name: "Literate", targets: ["Literate", "Publish"]),
    .executable(name: "tangle", targets: ["tangle"]),
    .executable(name: "wkd-learn", targets: ["wkd-learn"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0")
  ],
  targets: [
    .target(name: "Files", swiftSettings: swiftSettings),
    .target(name: "CKernels"),
    .target(
      name: "CTorch", dependencies: ["CKernels"],
      cxxSettings: [
        .unsafeFlags([
          "-isystem", "\(libtorch)/include",
          "-isystem", "\(libtorch)/include/torch/csrc/api/include",
          // C++20 would look for CKernels as a compiled module, which SwiftPM does not make.
          "-fno-cxx-modules",
        ])
      ],
      linkerSettings: [
        .unsafeFlags(["-L\(libtorch)/lib", "-Xlinker", "-rpath", "-Xlinker", "\(libtorch)/lib"]),
        .linkedLibrary("torch_cpu"),
        .linkedLibrary("c10"),
      ]
    ),
    .target(name: "Torch", dependencies: ["CTorch", "Files"], swiftSettings: swiftSettings),
    .systemLibrary(
      name: "CCodecs", pkgConfig: "libpng libjpeg libwebp libtiff-4 zlib",
      providers: [
        .apt(["libpng-dev", "libjpeg-dev", "libwebp-dev", "libtiff-dev"]),
        .brew(["libpng", "jpeg-turbo", "webp", "libtiff"]),
      ]
    ),
    .target(name: "CPictures", dependencies: ["CCodecs"]),
    .systemLibrary(
      name: "CSndFile", pkgConfig: "sndfile",
      providers: [.apt(["libsndfile1-dev"]), .brew(["libsndfile"])]
    ),
    .target(
      name: "WKD", dependencies: ["Torch", "CCodecs", "CPictures", "CKernels", "Files"],
      swiftSettings: swiftSettings),
    .systemLibrary(
      name: "CCairo", pkgConfig: "cairo",
      providers: [.apt(["libcairo2-dev"]), .brew(["cairo"])]
    ),
    .target(name: "Plot", dependencies: ["CCairo", "Files"], swiftSettings: swiftSettings),
    .systemLibrary(
      name: "CCMark", pkgConfig: "libcmark-gfm",
      providers: [
        .apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"]), .brew(["cmark-gfm"]),
      ]
    ),
    .systemLibrary(
      name: "CChafa", pkgConfig: "chafa",
      providers: [.apt(["libchafa-dev"]), .brew(["chafa"])]
    ),
    .target(name: "Markup", dependencies: ["CCMark"], swiftSettings: swiftSettings),
    .target(name: "Literate", dependencies: ["Markup"], swiftSettings: swiftSettings),
    .target(
      name: "Console", dependencies: ["CChafa", "CCodecs", "Files", "Markup"],
      swiftSettings: swiftSettings),
    .target(
      name: "Publish", dependencies: ["Literate", "Markup"],
      resources: [
        .embedInCode("HTML/page.css"), .embedInCode("HTML/dark.css"), .embedInCode("HTML/page.js"),
        .embedInCode("HTML/start.js"),
      ], swiftSettings: swiftSettings),
    .target(
      name: "Workbench",
      dependencies: ["Console", "CSndFile", "Files", "Markup", "Plot", "Torch", "WKD"],
      swiftSettings: swiftSettings),
    .executableTarget(
      name: "tangle", dependencies: ["Files", "Literate", "Markup"], swiftSettings: swiftSettings),
    .executableTarget(
      name: "format-lessons", dependencies: ["Files", "Literate", "Markup"],
      swiftSettings: swiftSettings),
    .plugin(name: "TangleLessons", capability: .buildTool(), dependencies: ["tangle"]),
    .target(
      name: "Lessons",
      dependencies: [
        "Console", "Files", "Literate", "Markup", "Plot", "Publish", "Torch", "WKD", "Workbench",
      ],
      exclude: ["lessons"],  // a link that makes SwiftPM plan anew when a lesson comes or goes
      swiftSettings: swiftSettings, plugins: ["TangleLessons"]
    ),
    .executableTarget(
      name: "wkd-learn",
      dependencies: [
        "Console", "Files", "Lessons", "Literate", "Markup", "Plot", "Publish", "Torch", "WKD",
        "Workbench",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: swiftSettings, linkerSettings: [.unsafeFlags(["-Xlinker", exportSymbols])]
    ),
    .executableTarget(
      name: "train", dependencies: ["Torch", "WKD"], path: "Examples",
      exclude: ["other-course"], sources: ["train.swift"],
      swiftSettings: swiftSettings),
    .testTarget(name: "FilesTests", dependencies: ["Files"], swiftSettings: swiftSettings),
    .testTarget(
      name: "TorchTests", dependencies: ["CKernels", "CTorch", "Files", "Torch"],
      resources: [.copy("Golden")],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "WKDTests", dependencies: ["Files", "WKD", "Torch"], resources: [.copy("Golden")],
      swiftSettings: swiftSettings),
    .testTarget(name: "PlotTests", dependencies: ["Plot"], swiftSettings: swiftSettings),
    .target(
      name: "SampleLessons", dependencies: ["Literate", "Markup"], path: "Tests/SampleLessons",
      swiftSettings: swiftSettings),
    .testTarget(
      name: "FormatLessonsTests", dependencies: ["format-lessons", "Literate"],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "MarkupTests", dependencies: ["Markup", "SampleLessons"], swiftSettings: swiftSettings),
    .testTarget(
      name: "LiterateTests", dependencies: ["Literate", "Markup", "SampleLessons"],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "ConsoleTests", dependencies: ["Console", "Files", "Markup", "SampleLessons"],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "PublishTests", dependencies: ["Literate", "Markup", "Publish", "SampleLessons"],
      swiftSettings: swiftSettings),
    .target(
      name: "TestSupport", dependencies: ["Lessons", "Literate"], path: "Tests/Support",
      swiftSettings: swiftSettings),
    .testTarget(
      name: "WorkbenchTests",
      dependencies: ["Console", "Files", "Plot", "Torch", "WKD", "Workbench"],
      resources: [.copy("Golden")],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "LessonsTests",
      dependencies: [
        "Console", "Files", "Lessons", "Literate", "Markup", "Plot", "Publish", "TestSupport",
        "Torch", "WKD", "Workbench",
      ],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "ProgramTests",
      dependencies: [
        "Console", "Files", "Lessons", "Literate", "Markup", "Plot", "Publish", "TestSupport",
        "Torch", "WKD", "Workbench", "wkd-learn",
      ],
      exclude: ["Help"], swiftSettings: swiftSettings),
    .testTarget(
      name: "ExamplesTests", dependencies: ["Torch", "WKD"], swiftSettings: swiftSettings),
    .testTarget(
      // The libraries' objects are linked with the examples of their documentation.
      name: "TreeTests", dependencies: ["Plot", "Torch", "WKD", "Workbench"], exclude: ["API"],
      swiftSettings: swiftSettings),
  ],
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx20
)

// A package that depends on this one gets what the libraries and `tangle` are made of: SwiftPM builds
// the tools of every plugin in sight, so that the course would ask a researcher for its parsers and
// their C libraries. Versions are resolved from the manifest in the repository, whose folder is given
// as /.
if Context.packageDirectory.contains("/checkouts/") || Context.packageDirectory == "/" {
  package.products.removeAll { $0.name == "wkd-learn" }
  var needed: Set = ["tangle"]
  for case let library as Product.Library in package.products {
    needed.formUnion(library.targets)
  }
  for _ in package.targets {
    for target in package.targets where needed.contains(target.name) {
      for case .byNameItem(let name, _) in target.dependencies { needed.insert(name) }
    }
  }
  package.targets.removeAll { !needed.contains($0.name) }
  package.dependencies = []
}

// `scripts/campaign/readers/run` asks for the readers under libFuzzer and says where its library is.
if let fuzzer = Context.environment["WKD_LEARN_FUZZ"] {
  let folder = "scripts/campaign/readers"
  package.targets += [
    .target(name: "Driver", path: "\(folder)/Driver"),
    .executableTarget(
      name: "fuzz",
      dependencies: [
        "CCodecs", "Console", "Driver", "Lessons", "Literate", "Markup", "Plot", "Publish", "Torch",
        "WKD", "Workbench",
      ], path: "\(folder)/Fuzz", swiftSettings: swiftSettings,
      linkerSettings: [.unsafeFlags([fuzzer, "-lstdc++"])]),
  ]
}

// `make docs` asks for the plugin; nothing else needs it.
if Context.environment["WKD_LEARN_DOCS"] != nil {
  package.dependencies.append(
    .package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0")
  )
}
