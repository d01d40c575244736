// swift-tools-version: 6.2
import PackageDescription

// `scripts/check-consumer` makes git read this address from a tagged clone of the repository.
let package = Package(
  name: "Consumer",
  dependencies: [
    .package(url: "https://wkd-learn.invalid/wkd-learn.git", from: "0.3.0")
  ],
  targets: [
    .executableTarget(
      name: "Consumer", dependencies: [.product(name: "WKD", package: "wkd-learn")])
  ]
)
