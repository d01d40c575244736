internal import CKernels
internal import Foundation
internal import Torch

/// The tables that the wavelet kernels read, for images of one size; kept in C memory.
final class KernelPlan: @unchecked Sendable {
  private let filters: UnsafeMutablePointer<cw_filters>
  private let levels: UnsafeMutablePointer<cw_level>
  /// Height and width of the images, then of every coarser level.
  let sizes: [(height: Int, width: Int)]
  private var blocks: [UnsafeMutableRawPointer] = []

  /// Makes the tables of two filters.
  ///
  /// - Parameters:
  ///   - low: taps of the low-pass filter.
  ///   - high: taps of the high-pass filter.
  ///   - axes: y and x of every level, finest first.
  init(low: [Double], high: [Double], axes: [(y: ExtendedAxis, x: ExtendedAxis)]) {
    filters = .allocate(capacity: 1)
    levels = .allocate(capacity: axes.count)
    sizes =
      axes.map { ($0.y.length, $0.x.length) } + axes.suffix(1).map { ($0.y.count, $0.x.count) }
    filters.initialize(
      to: cw_filters(
        taps: low.count, offset: axes.first?.x.offset ?? 1, low: store(low), high: store(high)))
    for (index, level) in axes.enumerated() {
      (levels + index).initialize(to: cw_level(y: table(level.y), x: table(level.x)))
    }
  }

  deinit {
    filters.deallocate()
    levels.deallocate()
    for block in blocks { block.deallocate() }
  }

  /// Number of levels.
  var depth: Int { sizes.count - 1 }

  /// The bands of images `[lead..., H, W]`: LL, then LH, HL, HH of every level, finest first.
  func analyze(_ images: Tensor, lead: [Int]) -> [Tensor] {
    let bands = emptyBands(lead: lead, type: images.type)
    withDetails(bands) { details in
      bands[0].withElements { coarsest in
        images.withElements { samples in
          cw_analyze(
            filters, levels, depth, lead.reduce(1, *), images.type == .float64, Runtime.threads,
            samples, details, coarsest)
        }
      }
    }
    return bands
  }

  /// The adjoint of ``analyze(_:lead:)``.
  func spread(_ bands: [Tensor], lead: [Int]) -> Tensor {
    let type = bands[0].type
    let images = Tensor.uninitialized(lead + [sizes[0].height, sizes[0].width], type: type)
    withDetails(bands) { details in
      bands[0].withElements { coarsest in
        images.withElements { samples in
          cw_analyze_adjoint(
            filters, levels, depth, lead.reduce(1, *), type == .float64, Runtime.threads, details,
            coarsest, samples)
        }
      }
    }
    return images
  }

  /// The weighted sum of the absolute or squared coefficients of the difference, and its gradient at the
  /// student.
  ///
  /// - Parameters:
  ///   - student: contiguous images.
  ///   - teacher: the same shape.
  ///   - weights: LH, HL, HH of every level, finest first, then LL.
  ///   - squared: whether coefficients are squared.
  /// - Returns: the sum, and its gradient in the shape of the student.
  func loss(
    student: Tensor, teacher: Tensor, weights: [Double], squared: Bool
  ) -> (value: Double, gradient: Tensor) {
    let gradient = Tensor.uninitialized(student.shape, type: student.type)
    let value = student.withElements { student in
      teacher.withElements { teacher in
        gradient.withElements { result in
          cw_loss(
            filters, levels, depth, gradient.count / (sizes[0].height * sizes[0].width),
            gradient.type == .float64, Runtime.threads, weights, squared, student, teacher, result)
        }
      }
    }
    return (value, gradient)
  }

  /// One level along x alone: signals `[rows, n]` to two times `[rows, m]`.
  func analyzeRows(_ signals: Tensor, rows: Int) -> [Tensor] {
    let halves = (0..<2).map { _ in
      Tensor.uninitialized([rows, levels[0].x.count], type: signals.type)
    }
    signals.withElements { samples in
      halves[0].withElements { low in
        halves[1].withElements { high in
          cw_analyze_rows(
            filters, &levels[0].x, rows, signals.type == .float64, Runtime.threads, samples, low,
            high)
        }
      }
    }
    return halves
  }

  /// The adjoint of ``analyzeRows(_:rows:)``.
  func spreadRows(_ halves: [Tensor], rows: Int) -> Tensor {
    let signals = Tensor.uninitialized([rows, levels[0].x.length], type: halves[0].type)
    signals.withElements { samples in
      halves[0].withElements { low in
        halves[1].withElements { high in
          cw_analyze_rows_adjoint(
            filters, &levels[0].x, rows, signals.type == .float64, Runtime.threads, low, high,
            samples)
        }
      }
    }
    return signals
  }
}

extension KernelPlan {
  private func emptyBands(lead: [Int], type: ElementType) -> [Tensor] {
    let shapes = sizes.dropFirst().map { _ in 3 }.enumerated().flatMap { level, count in
      (0..<count).map { _ in [Int(levels[level].y.count), Int(levels[level].x.count)] }
    }
    let coarsest = [sizes[depth].height, sizes[depth].width]
    return ([coarsest] + shapes).map { Tensor.uninitialized(lead + $0, type: type) }
  }

  private func withDetails(_ bands: [Tensor], _ body: (UnsafePointer<cw_details>) -> Void) {
    let details = (0..<depth).map { level in
      let three = (1...3).map { bands[3 * level + $0].withElements { $0 } }
      return cw_details(lh: three[0], hl: three[1], hh: three[2])
    }
    details.withUnsafeBufferPointer { buffer in
      if let base = buffer.baseAddress { body(base) }
    }
    withExtendedLifetime(bands) {}
  }

  private func table(_ axis: ExtendedAxis) -> cw_axis {
    var starts: [Int32] = [0]
    for terms in axis.terms { starts.append((starts.last ?? 0) + Int32(terms.count)) }
    let flat = axis.terms.flatMap { $0 }
    return cw_axis(
      length: axis.length, count: axis.count, left: axis.left, right: axis.right,
      starts: store(starts), index: store(flat.map { Int32($0.index) }),
      weight: store(flat.map(\.weight)))
  }

  private func store<Element>(_ items: [Element]) -> UnsafePointer<Element> {
    let block = UnsafeMutablePointer<Element>.allocate(capacity: max(items.count, 1))
    block.initialize(from: items, count: items.count)
    blocks.append(UnsafeMutableRawPointer(block))
    return UnsafePointer(block)
  }
}

extension KernelPlan {
  /// The settings that decide a plan.
  struct Key: Hashable {
    let bank: FilterBank
    let levels: Int
    let mode: BoundaryMode
    let height: Int
    let width: Int
    let isInverse: Bool
  }

  /// The plan of these settings, made once and shared.
  static func shared(_ key: Key) -> KernelPlan { Cache.shared.plan(key) }

  private convenience init(_ key: Key) {
    let bank = key.bank
    let axis = key.isInverse ? ExtendedAxis.synthesis : ExtendedAxis.analysis
    var axes: [(y: ExtendedAxis, x: ExtendedAxis)] = []
    var (rows, columns) = (key.height, key.width)
    for _ in 0..<key.levels {
      let level = (axis(rows, bank.length, key.mode), axis(columns, bank.length, key.mode))
      (rows, columns) = (level.0.count, level.1.count)
      axes.append(level)
    }
    // A reconstruction is the adjoint of an analysis with the mirrored reconstruction filters.
    let isInverse = key.isInverse
    self.init(
      low: isInverse ? bank.reconstructionLow.reversed() : bank.decompositionLow,
      high: isInverse ? bank.reconstructionHigh.reversed() : bank.decompositionHigh, axes: axes)
  }

  /// The plans of recent transforms.
  private final class Cache: @unchecked Sendable {
    static let shared = Cache()

    private let lock = NSLock()
    private var known: [Key: KernelPlan] = [:]
    private let capacity = 128

    func plan(_ key: Key) -> KernelPlan {
      lock.withLock {
        if let plan = known[key] { return plan }
        if known.count >= capacity { known.removeAll() }
        let plan = KernelPlan(key)
        known[key] = plan
        return plan
      }
    }
  }
}
