internal import Foundation
internal import Torch

/// Keeps the matrices of a transform, which depend on its settings and the length alone.
final class TransformCache: @unchecked Sendable {
  static let shared = TransformCache()

  private struct Key: Hashable {
    let bank: String
    let filter: [Double]
    let mode: BoundaryMode
    let length: Int
    let type: ElementType
  }

  private let lock = NSLock()
  private var known: [Key: TransformMatrix] = [:]

  func matrix(
    _ bank: FilterBank, mode: BoundaryMode, length: Int, type: ElementType
  ) -> TransformMatrix {
    let key = Key(
      bank: bank.name, filter: bank.decompositionLow, mode: mode, length: length, type: type)
    lock.lock()
    defer { lock.unlock() }
    if let matrix = known[key] { return matrix }
    let matrix = TransformMatrix(bank, mode: mode, length: length, type: type)
    known[key] = matrix
    return matrix
  }
}
