internal import Foundation
internal import Torch

/// The reading of pictures into sets, several pictures at a time.
struct PictureReading {
  /// A set that is to be read.
  struct Request {
    /// The files, in the order of the set.
    let files: [URL]
    /// The names in the set, one for each file.
    let names: [String]
    let use: Preprocessing.Use
    /// Files of the folder that are no pictures.
    var leftOut = FileKinds.none
  }

  let preprocessing: Preprocessing

  /// Reads the sets.
  ///
  /// - Throws: ``ImageFolderError/unreadable(_:of:)`` with every picture that cannot be used, or an error that
  ///   names the memory which the sets or a picture would take.
  func sets(_ requests: [Request]) throws -> [ImageSet] {
    let jobs = requests.flatMap { request in request.files.map { ($0, request.use) } }
    let plans = Self.concurrently(jobs) { file, use in try steps(of: file, for: use) }
    let bytes = plans.reduce(0) { $0 + ((try? $1.get())?.byteCount ?? 0) }
    try MachineMemory.check(
      bytes, for: "reading \(jobs.count) pictures",
      advice: "take fewer of them, or a smaller size")
    var next = 0
    var failures: [Failure] = []
    let sets = requests.map { request -> ImageSet in
      defer { next += request.files.count }
      let (set, errors) = read(request, plans: Array(plans[next..<next + request.files.count]))
      failures += errors
      return set
    }
    // Where memory or something else is wanting, no picture is at fault.
    if let other = failures.first(where: {
      !($0.error is ImageError || $0.error is ImageFolderError)
    }) {
      throw other.error
    }
    guard failures.isEmpty else {
      throw ImageFolderError.unreadable(failures.map(\.picture), of: jobs.count)
    }
    return sets
  }

  /// A picture that cannot be used.
  private struct Failure {
    let file: URL
    let error: any Error

    /// The picture with the sentence of the error, without the advice at its end.
    var picture: UnusablePicture {
      let parts = "\(error)".components(separatedBy: ": ")
      let reason = parts.count > 1 ? parts.dropLast().joined(separator: ": ") : "\(error)"
      return UnusablePicture(path: file.relativePath, reason: reason)
    }
  }

  /// One set, without the pictures that cannot be used, and the reasons why they cannot.
  private func read(
    _ request: Request, plans: [Result<Preprocessing.Steps, any Error>]
  ) -> (ImageSet, [Failure]) {
    let sizes = plans.compactMap { try? $0.get().result }
    let isUniform = sizes.allSatisfy { $0 == sizes[0] }
    // Pictures of one size are written into one tensor, so that the set is never in memory twice.
    let pixels =
      isUniform && !sizes.isEmpty
      ? Tensor.uninitialized([plans.count, 3, sizes[0].height, sizes[0].width], type: .uint8) : nil
    let jobs = Array(zip(request.files, plans).enumerated())
    let pictures = Self.concurrently(jobs) { index, job -> Tensor? in
      let picture = try read(job.0, by: job.1.get())
      guard let pixels else { return picture }
      let count = picture.count
      picture.contiguous().withElements { from in
        pixels.withElements { ($0 + index * count).copyMemory(from: from, byteCount: count) }
      }
      return nil
    }
    let errors = zip(request.files, pictures).compactMap { file, result -> Failure? in
      if case .failure(let error) = result { Failure(file: file, error: error) } else { nil }
    }
    if !errors.isEmpty { return (.empty, errors) }
    let set =
      pixels.map { ImageSet(pixels: $0, names: request.names, leftOut: request.leftOut) }
      ?? ImageSet(
        pictures: pictures.compactMap { try? $0.get() }, names: request.names,
        leftOut: request.leftOut)
    return (set, [])
  }

  private func steps(of file: URL, for use: Preprocessing.Use) throws -> Preprocessing.Steps {
    let header = try ImageFile.header(of: file)
    guard
      let steps = preprocessing.steps(height: header.height, width: header.width, for: use)
    else {
      throw ImageFolderError.tooSmall(
        file.relativePath, width: header.width, height: header.height, crop: use.size)
    }
    return steps
  }

  /// One picture, ready for the set.
  private func read(_ file: URL, by steps: Preprocessing.Steps) throws -> Tensor {
    let resized =
      switch preprocessing.filter {
      case .bilinear: try ImageFile.read(file, fitting: steps.fit)
      case .bicubic: bicubic(try ImageFile.read(file), by: steps)
      }
    guard resized.shape == [3, steps.height, steps.width] else {
      throw ImageError.damaged(file.relativePath, reason: "it was changed while it was read")
    }
    guard let crop = steps.crop else { return resized }
    let (top, left) = ((steps.height - crop) / 2, (steps.width - crop) / 2)
    return resized.slice(axis: 1, top..<top + crop).slice(axis: 2, left..<left + crop)
  }

  /// A whole picture in the size of the steps; as it is where it is not the one they are for.
  private func bicubic(_ picture: Tensor, by steps: Preprocessing.Steps) -> Tensor {
    guard Array(picture.shape.dropFirst()) == steps.source else { return picture }
    return BicubicResampling(
      from: (steps.source[0], steps.source[1]), to: (steps.height, steps.width))(picture)
  }

  /// The results of `body` for all elements, in their order, computed by a few threads.
  ///
  /// Each picture takes memory of its own while it is decoded, so that more threads than these would take
  /// much memory to gain little.
  private static func concurrently<Element: Sendable, Value: Sendable>(
    _ elements: [Element], _ body: @Sendable (Element) throws -> Value
  ) -> [Result<Value, any Error>] {
    let threads = min(4, ProcessInfo.processInfo.activeProcessorCount, elements.count)
    let results = Ordered<Value>(count: elements.count)
    DispatchQueue.concurrentPerform(iterations: threads) { _ in
      while let index = results.nextIndex() {
        let result = Result { try body(elements[index]) }
        results.set(index, to: result)
      }
    }
    return results.all
  }

  /// Results of several threads.
  private final class Ordered<Value: Sendable>: @unchecked Sendable {
    private let lock = NSLock()
    private var next = 0
    private var values: [Result<Value, any Error>?]

    init(count: Int) { values = Array(repeating: nil, count: count) }

    func nextIndex() -> Int? {
      lock.withLock {
        guard next < values.count else { return nil }
        defer { next += 1 }
        return next
      }
    }

    func set(_ index: Int, to value: Result<Value, any Error>) {
      lock.withLock { values[index] = value }
    }

    var all: [Result<Value, any Error>] { lock.withLock { values.compactMap { $0 } } }
  }
}

extension Preprocessing.Steps {
  /// Bytes of the picture at the end.
  fileprivate var byteCount: Int { 3 * result.height * result.width }

  /// The part that is taken and its size, for the reader that resizes while it decodes.
  fileprivate var fit: ImageFit {
    ImageFit { [self] height, width in
      // Of a file that was changed since, all is taken, and its size then tells it.
      [height, width] == source
        ? ImageFit.Plan(rows: rows, columns: columns, height: self.height, width: self.width)
        : ImageFit.Plan(rows: 0..<height, columns: 0..<width, height: height, width: width)
    }
  }
}

extension Preprocessing.Use {
  /// Side that the networks take.
  fileprivate var size: Int {
    switch self {
    case .training(let size, _), .testing(let size): size
    }
  }
}
