// swift-tools-version: 6.1
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
    .executable(name: "wkd-learn", targets: ["wkd-learn"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0")
  ],
  targets: [
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
    .target(name: "Torch", dependencies: ["CTorch"], swiftSettings: swiftSettings),
    .systemLibrary(
      name: "CCodecs", pkgConfig: "libpng libturbojpeg zlib",
      providers: [.apt(["libpng-dev", "libturbojpeg0-dev"]), .brew(["libpng", "jpeg-turbo"])]
    ),
    .target(name: "CPNG", dependencies: ["CCodecs"]),
    .target(
      name: "WKD", dependencies: ["Torch", "CCodecs", "CPNG", "CKernels"],
      swiftSettings: swiftSettings),
    .systemLibrary(
      name: "CCairo", pkgConfig: "cairo",
      providers: [.apt(["libcairo2-dev"]), .brew(["cairo"])]
    ),
    .target(name: "Plot", dependencies: ["CCairo"], swiftSettings: swiftSettings),
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
    .target(name: "Literate", dependencies: ["CCMark"], swiftSettings: swiftSettings),
    .executableTarget(name: "tangle", dependencies: ["Literate"], swiftSettings: swiftSettings),
    .plugin(name: "TangleLessons", capability: .buildTool(), dependencies: ["tangle"]),
    .target(
      name: "Lessons", dependencies: ["CChafa", "Literate", "Plot", "Torch", "WKD"],
      exclude: ["lessons"],  // a link that makes SwiftPM plan anew when a lesson comes or goes
      swiftSettings: swiftSettings, plugins: ["TangleLessons"]
    ),
    .executableTarget(
      name: "wkd-learn",
      dependencies: [
        "Lessons", "Literate", "Torch", "WKD",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: swiftSettings, linkerSettings: [.unsafeFlags(["-Xlinker", exportSymbols])]
    ),
    .testTarget(
      name: "TorchTests", dependencies: ["CKernels", "CTorch", "Torch"],
      resources: [.copy("Golden")],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "WKDTests", dependencies: ["WKD", "Torch"], resources: [.copy("Golden")],
      swiftSettings: swiftSettings),
    .testTarget(name: "PlotTests", dependencies: ["Plot"], swiftSettings: swiftSettings),
    .testTarget(name: "LiterateTests", dependencies: ["Literate"], swiftSettings: swiftSettings),
    .testTarget(
      name: "LessonsTests", dependencies: ["Lessons", "Literate", "Plot", "Torch", "WKD"],
      swiftSettings: swiftSettings),
  ],
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx20
)
