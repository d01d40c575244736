import Markup
import Testing

@Suite("Words of a text")
struct WordsTests {
  private func found(_ phrase: String, in text: String) -> [String] {
    Words(text).places(of: Words(phrase)).compactMap { places in
      guard let first = places.first, let last = places.last else { return nil }
      let bytes = Array(text.utf8)[first.lowerBound..<last.upperBound]
      return String(decoding: bytes, as: UTF8.self)
    }
  }

  @Test("a phrase is found with its place, whatever letters stand before it")
  func places() {
    #expect(
      found("high band", in: "Çé: the *High bands*, high-band and highband") == [
        "High bands", "high-band",
      ])
    #expect(found("LL", in: "LL3 all ll LLs LLx") == ["LL3", "ll", "LLs"])
    #expect(found("boundary", in: "bound, boundaries") == ["boundaries"])
    #expect(found("Kullback–Leibler", in: "the Kullback-\nLeibler") == ["Kullback-\nLeibler"])
    #expect(found("", in: "a b").isEmpty)
  }

  @Test("each word of a phrase has a place of its own")
  func words() {
    #expect(Words("a the  scale").places(of: Words("the scale")) == [[2..<5, 7..<12]])
    #expect(Words("İ x").places(of: Words("x")) == [[3..<4]])
    #expect(Words("A b").equal(Words(" a, B")) && !Words("a b").equal(Words("a")))
  }
}
