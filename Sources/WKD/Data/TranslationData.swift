/// Two unpaired image sets to learn a translation from, and two to evaluate it with.
public struct TranslationData: Sendable {
  /// Names of A and B, such as `("horse", "zebra")`.
  public let domains: (a: String, b: String)
  /// Training images of A.
  public let trainA: ImageSet
  /// Training images of B; image `n` of A and image `n` of B have nothing in common.
  public let trainB: ImageSet
  /// Test images of A; empty where nothing is to be measured.
  public let testA: ImageSet
  /// Test images of B; empty where nothing is to be measured.
  public let testB: ImageSet
  /// The true counterpart in B of every image of `testA`, where it is known.
  public let truthB: ImageSet?
  /// The true counterpart in A of every image of `testB`, where it is known.
  public let truthA: ImageSet?

  /// Data of given sets.
  ///
  /// - Parameters:
  ///   - domains: names of A and B.
  ///   - trainA: training images of A.
  ///   - trainB: training images of B.
  ///   - testA: test images of A; none by default.
  ///   - testB: test images of B; none by default.
  ///   - truthB: as many images as `testA`, where known.
  ///   - truthA: as many images as `testB`, where known.
  public init(
    domains: (a: String, b: String), trainA: ImageSet, trainB: ImageSet,
    testA: ImageSet = .empty, testB: ImageSet = .empty, truthB: ImageSet? = nil,
    truthA: ImageSet? = nil
  ) {
    self.domains = domains
    self.trainA = trainA
    self.trainB = trainB
    self.testA = testA
    self.testB = testB
    self.truthB = truthB
    self.truthA = truthA
  }

  /// Whether there are test images of both sets.
  public var hasTests: Bool { testA.count > 0 && testB.count > 0 }

  /// Whether the images of each set have one size, and those of A the size of those of B.
  public var isUniform: Bool {
    let sets = [trainA, trainB, testA, testB].filter { $0.count > 0 }
    return sets.allSatisfy(\.isUniform)
  }

  /// The number of pictures in each set, and of the files that were left out, in one line.
  public var text: String { "\(counts) pictures\(leftOut)" }

  /// The number of pictures in each set that has some: `trainA 600, trainB 600`.
  package var counts: String {
    sets.filter { $1.count > 0 }.map { "\($0) \($1.count)" }.joined(separator: ", ")
  }

  /// The number and the kinds of files that are no pictures, after a semicolon; empty for none.
  package var leftOut: String {
    let kinds = sets.reduce(FileKinds.none) { $0 + $1.1.leftOut }
    let files = kinds.total == 1 ? "1 file" : "\(kinds.total) files"
    return kinds.isEmpty ? "" : "; \(files) left out: \(kinds.text)"
  }

  private var sets: [(String, ImageSet)] {
    [("trainA", trainA), ("trainB", trainB), ("testA", testA), ("testB", testB)]
  }
}
