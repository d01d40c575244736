import Markup
import Testing

@Suite("SHA-256")
struct SHA256Tests {
  @Test(
    "the digests are those of FIPS 180-4's examples",
    arguments: [
      ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      (
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
      ),
      (
        "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrs"
          + "mnopqrstnopqrstu",
        "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
      ),
    ])
  func examples(text: String, digest: String) {
    #expect(SHA256.text(of: Array(text.utf8)) == digest)
  }

  @Test("a million letters have the digest of FIPS 180-4's long example")
  func long() {
    var digest = SHA256()
    for _ in 0..<1000 { digest.add([UInt8](repeating: UInt8(ascii: "a"), count: 1000)) }
    #expect(
      digest.finished() == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  @Test("the pieces in which bytes come change no digest, at any length around a block")
  func pieces() {
    for count in 0...130 {
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: 37 &* $0 &+ 11) }
      let whole = SHA256.text(of: bytes)
      for size in [1, 7, 63, 64, 65] {
        var digest = SHA256()
        for start in stride(from: 0, to: count, by: size) {
          digest.add(Array(bytes[start..<min(count, start + size)]))
        }
        #expect(digest.finished() == whole, "\(count) bytes in pieces of \(size)")
      }
    }
  }

  @Test("the bytes are those of the digits")
  func bytes() {
    #expect(SHA256.bytes(of: Array("abc".utf8)).prefix(4) == [0xBA, 0x78, 0x16, 0xBF])
    #expect(SHA256.bytes(of: []).count == 32)
  }
}
