import CTorch
import Testing

@Suite("The boundary to C++") struct ShimTests {
  private var reason: String { String(cString: ct_error()) }

  @Test("settings that cannot be are refused with a reason")
  func settings() {
    #expect(!ct_set_autocast(99, true))
    #expect(reason.contains("99"))
    #expect(!ct_set_autocast(-1, false))
    #expect(reason.contains("-1"))
    // OpenGL, which LibTorch knows, but not with mixed precision.
    #expect(!ct_set_autocast(4, true))
    #expect(reason.contains("autocast"))
    let before = ct_threads()
    for count in [0, -1] as [Int32] {
      #expect(!ct_set_threads(count))
      #expect(reason.contains("positive"))
    }
    #expect(ct_threads() == before)
  }

  @Test("a tensor that cannot be made is refused with a reason")
  func creation() {
    let numbers = [1.0, 2]
    #expect(ct_from_data(numbers, [2], 1, 99) == nil)
    #expect(reason.contains("99"))
    #expect(ct_from_data(numbers, [2], 1, -1) == nil)
    #expect(ct_from_data(numbers, [-2], 1, 7) == nil)
    #expect(reason.contains("-2"))
  }

  @Test("questions that a tensor cannot answer are refused with a reason")
  func questions() throws {
    let tensor = try #require(ct_from_data([1.0, 2], [2], 1, 7))
    defer { ct_release(tensor) }
    #expect(ct_size(tensor, 0) == 2)
    #expect(ct_size(tensor, 5) == -1)
    #expect(reason.contains("5"))
    // A sparse tensor has no memory that could be given.
    var argument = ct_value()
    argument.kind = CT_TENSOR
    argument.tensor = tensor
    var results: [OpaquePointer?] = [nil]
    try #require(ct_call("aten::to_sparse", "", &argument, 1, &results, 1) == 1, "\(reason)")
    let sparse = try #require(results[0])
    defer { ct_release(sparse) }
    #expect(ct_data(sparse) == nil)
    let another = try #require(ct_retain(sparse))
    #expect(ct_rank(another) == 1)
    ct_release(another)
  }

  @Test("a map that gives no tensor is refused, and lets go of what it was given")
  func mapWithoutResult() throws {
    let tensor = try #require(ct_from_data([1.0, 2], [2], 1, 7))
    defer { ct_release(tensor) }
    let isReleased = UnsafeMutablePointer<Bool>.allocate(capacity: 1)
    isReleased.initialize(to: false)
    defer { isReleased.deallocate() }
    var outputs: [OpaquePointer?] = [nil]
    let done = ct_apply_linear(
      { _, _, inputs, _, _, _ in ct_release(inputs?[0]) }, isReleased,
      { $0?.assumingMemoryBound(to: Bool.self).pointee = true }, [tensor], 1, &outputs, 1)
    #expect(!done && outputs == [nil])
    #expect(reason.contains("no tensor"))
    #expect(isReleased.pointee)
  }
}
