import ArgumentParser
import WKD
import Workbench

/// The sizes of the networks that are trained.
struct NetworkOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Channels after the generator's first layer.", valueName: "n"))
  var width: Int?

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Residual blocks of the generator.", valueName: "n")
  )
  var blocks: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Channels after the discriminator's first layer.", valueName: "n"))
  var discriminatorWidth: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Strided convolutions of the discriminator.", valueName: "n"))
  var discriminatorLayers: Int?

  @Option(
    help: ArgumentHelp(
      "Begin with these weights instead of random ones: a folder of generators, or a run.",
      valueName: "dir"), completion: .directory)
  var beginFrom: String?

  func validate() throws {
    try refuse("--width", width, outside: 1...4_096)
    try refuse("--blocks", blocks, outside: 1...1_000)
    try refuse("--discriminator-width", discriminatorWidth, outside: 1...4_096)
    try refuse("--discriminator-layers", discriminatorLayers, outside: 1...12)
    if beginFrom != nil, width != nil || blocks != nil {
      throw ValidationError(
        "--width and --blocks are those of the weights that --begin-from names: leave them out")
    }
  }

  /// Refuses discriminators that leave nothing of a picture.
  func validate(side: Int, preset: PatchDiscriminator.Architecture) throws {
    let layers = discriminatorLayers ?? preset.layers
    if side >> layers < 4 {
      throw ValidationError(
        "\(layers) strided convolutions leave nothing of \(side) px: "
          + "lower --discriminator-layers")
    }
  }

  /// The size of the generators, where a preset decides what was not given.
  func generator(_ preset: ResNetGenerator.Architecture) -> ResNetGenerator.Architecture {
    .init(baseWidth: width ?? preset.baseWidth, blocks: blocks ?? preset.blocks)
  }

  /// The size of the discriminators, where a preset decides what was not given.
  func discriminator(_ preset: PatchDiscriminator.Architecture) -> PatchDiscriminator.Architecture {
    .init(
      baseWidth: discriminatorWidth ?? preset.baseWidth,
      layers: discriminatorLayers ?? preset.layers)
  }
}
