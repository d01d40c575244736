import Foundation
import Markup

/// Stops the process, which libFuzzer counts as a fault, where something does not hold.
func claim(
  _ holds: Bool, _ words: @autoclosure () -> String, file: StaticString = #fileID,
  line: UInt = #line
) {
  guard !holds else { return }
  fatalError("claim: \(words())", file: file, line: line)
}

/// A text that may be shown on one line.
func claimPrintable(_ text: String, _ owner: String) {
  claim(
    !text.unicodeScalars.contains(where: \.isHazard),
    "\(owner) has a control: \(text.debugDescription)")
}

/// A text that may be shown on several lines.
func claimPrintableLines(_ text: String, _ owner: String) {
  let bad = text.unicodeScalars.first { $0.isHazard && $0 != "\n" && $0 != "\t" }
  claim(
    bad == nil, "\(owner) has a control, \(bad.map { "U+\(String($0.value, radix: 16))" } ?? "")")
}

/// A text for a terminal with colours: no escape sequence but those of colours and weights.
func claimColoursOnly(_ text: String, _ owner: String) {
  var rest = text[...].unicodeScalars
  while let part = TerminalPart(next: &rest) {
    switch part {
    case .character(let scalar):
      claim(
        !scalar.isHazard || scalar == "\n" || scalar == "\t",
        "\(owner) steers the terminal: U+\(String(scalar.value, radix: 16))")
    case .colour: break
    case .carriageReturn, .backspace, .erase: claim(false, "\(owner) moves the cursor")
    }
  }
  // A control that the parser shows as a mark stands in the text as it is.
  let raw = text.unicodeScalars.filter { $0.isHazard && !["\n", "\t", "\u{1B}"].contains($0) }
  claim(raw.isEmpty, "\(owner) has a control")
}

/// An error of this package: one sentence of its own.
func claimSentence(_ error: any Error) {
  let words = "\(error)"
  let owner = String(reflecting: type(of: error)).split(separator: ".").first ?? ""
  claim(
    ["Torch", "WKD", "Workbench", "Literate", "Lessons", "Markup", "Console"].contains(owner),
    "refused by \(owner): \(words)")
  claim(words.contains(" ") && !words.contains("Error Domain"), "no sentence: \(words)")
}

/// A page's HTML: no script, style, request or handler but the page's own.
func claimOwnHTML(_ html: String) {
  let tags = HTMLTag.all(in: Array(html.utf8))
  func count(_ name: String) -> Int { tags.count { $0.name == name && !$0.isClosing } }
  claim(count("script") == 2, "\(count("script")) scripts")
  claim(count("style") == 1, "\(count("style")) styles")
  claim(count("meta") == 5, "\(count("meta")) meta elements")
  for name in ["html", "head", "body", "main", "title"] {
    claim(count(name) == 1, "\(count(name)) \(name) elements")
    claim(tags.count { $0.name == name && $0.isClosing } == 1, "\(name) is not closed once")
  }
  let foreign: Set = [
    "iframe", "object", "embed", "form", "input", "base", "link", "svg", "video", "audio", "frame",
    "applet", "template", "textarea", "select", "plaintext", "xmp", "noscript", "portal",
  ]
  for tag in tags where !tag.isClosing {
    claim(!foreign.contains(tag.name), "an element <\(tag.name)>")
    for (name, value) in tag.attributes {
      claim(!name.hasPrefix("on"), "a handler \(name) of <\(tag.name)>")
      claim(!["srcset", "formaction", "srcdoc", "ping"].contains(name), "an attribute \(name)")
      let address = value.unicodeScalars.filter { $0.value > 0x20 }
        .reduce(into: "") { $0.unicodeScalars.append($1) }.lowercased()
      if name == "href" || name == "xlink:href" {
        claim(
          !["javascript:", "vbscript:", "data:"].contains { address.hasPrefix($0) },
          "a link to \(address.prefix(40))")
      }
      if name == "src" {
        claim(address.hasPrefix("data:"), "a request of \(address.prefix(40))")
      }
    }
  }
}

/// Tags that close as they opened.
func claimBalanced(_ markup: String) {
  var open: [String] = []
  for tag in HTMLTag.all(in: Array(markup.utf8)) where !tag.isEmpty {
    guard tag.isClosing else {
      open.append(tag.name)
      continue
    }
    claim(open.popLast() == tag.name, "</\(tag.name)> closes nothing")
  }
  claim(open.isEmpty, "open at the end: \(open)")
}
