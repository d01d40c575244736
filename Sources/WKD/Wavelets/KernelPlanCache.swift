internal import Foundation

/// Keeps the plans of recent transforms, which depend on their settings and the image size alone.
final class KernelPlanCache: @unchecked Sendable {
  static let shared = KernelPlanCache()

  /// What decides a plan.
  struct Key: Hashable {
    let transform: WaveletTransform
    let height: Int
    let width: Int
    let isInverse: Bool
  }

  private let lock = NSLock()
  private var known: [Key: KernelPlan] = [:]
  private let capacity = 128

  func plan(_ key: Key, make: () -> KernelPlan) -> KernelPlan {
    lock.lock()
    defer { lock.unlock() }
    if let plan = known[key] { return plan }
    if known.count >= capacity { known.removeAll() }
    let plan = make()
    known[key] = plan
    return plan
  }
}
