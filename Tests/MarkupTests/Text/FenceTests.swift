import Markup
import Testing

@Suite("Fence")
struct FenceTests {
  @Test(
    "a fence has at most three columns before it, behind a list's mark as many as that has",
    arguments: [
      ("```", true), ("   ```swift", true), ("    ```", false), ("\t```", false), ("~~~~ x", true),
      ("``", false), ("```a`b", false), ("~~~a`b", true), ("- ```", true), ("12. ~~~", true),
      ("-```", false), ("-     ```", false), ("a ```", false), ("", false),
    ])
  func opening(line: String, isFence: Bool) {
    #expect((Fence(opening: line) != nil) == isFence)
  }

  @Test("only a line of at least as many marks, not indented like code, closes it")
  func closing() throws {
    let fence = try #require(Fence(opening: "```swift"))
    #expect(fence.isClosed(by: "```") && fence.isClosed(by: "   ````  "))
    #expect(!fence.isClosed(by: "      ```") && !fence.isClosed(by: "``"))
    #expect(!fence.isClosed(by: "~~~") && !fence.isClosed(by: "``` x"))
    let item = try #require(Fence(opening: "- ```"))
    #expect(item.isClosed(by: "  ```") && item.isClosed(by: "     ```"))
  }

  @Test("a fence around a text is longer than any in it, whatever ends its lines")
  func around() {
    #expect(Fence.around("a\r\n````\r\nb") == "`````")
    #expect(fencedBlock("\r\n\r\nx\r\n", as: "text").hasPrefix("```text\nx"))
  }
}
