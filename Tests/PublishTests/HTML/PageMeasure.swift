import Foundation

/// What a browser finds on a page of some width.
struct PageMeasure: Decodable {
  let page: String
  let width: Int
  /// How many pixels the page is wider than its window.
  let overflow: Int
  /// Formulas and braces without width or height, and those that cannot be scrolled to.
  let lostFormulas: [String]
  /// Visible pictures without pixels, and pictures of the wrong scheme.
  let brokenPictures: [String]
  /// Wide pictures that were made too small for their words.
  let shrunkPictures: [String]
  /// Text that stands out too little from what is behind it.
  let faintTexts: [String]
  /// What the buttons and the printer's events did wrong.
  let mistakes: [String]

  /// Opens all pages at all widths in one go.
  ///
  /// A headless window has a least width that is wider than a phone, so each page stands in a frame
  /// of its own, which for a page is as good as a window.
  static func of(
    _ pages: [(name: String, html: String)], widths: [Int], in browser: Chromium
  ) throws -> (measures: [PageMeasure], console: [String]) {
    let frames = pages.flatMap { page in
      widths.map { width in
        """
        <iframe title="\(attribute(page.name))" style="width:\(width)px;height:900px;border:0"
          srcdoc="\(attribute(page.html))"></iframe>
        """
      }
    }
    let visit = try browser.visit(
      """
      <!DOCTYPE html><meta charset="utf-8"><title>measures</title>
      <body>\(frames.joined())<script>\(script)</script></body>
      """)
    guard let match = visit.document.firstMatch(of: /<pre id="measures">([^<]*)<\/pre>/),
      let json = Data(base64Encoded: String(match.1))
    else { return ([], visit.console + ["no measures: \(visit.document.prefix(200))"]) }
    return (try JSONDecoder().decode([PageMeasure].self, from: json), visit.console)
  }

  private static func attribute(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("\"", with: "&quot;")
  }

  /// Measures every frame once all are loaded, and leaves nothing but the measures.
  private static let script = """
    \(contrastScript)
    const shown = node => node.getClientRects().length > 0;
    function measure(frame) {
      const view = frame.contentWindow, page = frame.contentDocument, root = page.documentElement;
      const all = selector => [...page.querySelectorAll(selector)];
      const found = {
        page: frame.title, width: frame.clientWidth, lostFormulas: [],
        brokenPictures: [], shrunkPictures: [], faintTexts: [], mistakes: [],
      };
      const expect = (holds, what) => { if (!holds) found.mistakes.push(what); };

      view.dispatchEvent(new view.Event("beforeprint"));
      expect(all("main details").every(d => d.open), "paper hides details");
      view.dispatchEvent(new view.Event("afterprint"));
      for (const details of all("details")) details.open = true;

      found.overflow = Math.max(0, root.scrollWidth - root.clientWidth);
      for (const math of all("math")) {
        const box = math.getBoundingClientRect();
        const words = math.getAttribute("alttext");
        if (box.width < 1 || box.height < 1) found.lostFormulas.push("empty: " + words);
        const start = math.closest(".scroll, .long")?.getBoundingClientRect().left ?? 0;
        if (box.left < start - 1) found.lostFormulas.push("cut off: " + words);
      }
      for (const sign of all("munder > mo, mover > mo")) {
        const box = sign.getBoundingClientRect();
        if (box.width < 1 || box.height < 1) found.lostFormulas.push("no " + sign.textContent);
      }

      const button = page.querySelector("button.scheme");
      expect(button && shown(button), "no button for the scheme");
      for (const [scheme, paper] of [["light", "rgb(255, 255, 255)"], ["dark", "rgb(20, 24, 29)"]]) {
        button.click();
        expect(button.textContent.endsWith(scheme), "the button does not say " + scheme);
        const background = view.getComputedStyle(page.body).backgroundColor;
        expect(background === paper, scheme + " paper is " + background);
        for (const image of all("img")) {
          const name = scheme + ": " + image.alt;
          const isRight = image.className === "mat" || image.className === "for-" + scheme;
          if (shown(image) !== isRight) found.brokenPictures.push("wrong scheme, " + name);
          if (shown(image) && image.naturalWidth === 0) found.brokenPictures.push(name);
          const width = image.getBoundingClientRect().width;
          if (shown(image) && image.getAttribute("width") > 700 && width < 576) {
            found.shrunkPictures.push(name + " " + width);
          }
        }
        for (const text of faintTexts(page, view)) found.faintTexts.push(scheme + ": " + text);
      }
      button.click();
      expect(root.dataset.scheme === undefined, "the button does not return to auto");
      return found;
    }
    addEventListener("load", () => {
      const found = [...document.querySelectorAll("iframe")].map(measure);
      const bytes = new TextEncoder().encode(JSON.stringify(found));
      let text = "";
      for (const byte of bytes) text += String.fromCharCode(byte);
      document.body.innerHTML = '<pre id="measures">' + btoa(text) + "</pre>";
    });
    """

  /// Contrast as the Web Content Accessibility Guidelines define it.
  private static let contrastScript = """
    function colour(text) {
      const [r, g, b, a = 1] = text.match(/[0-9.]+/g).map(Number);
      return { r, g, b, a };
    }
    function light({ r, g, b }) {
      const linear = value => {
        const x = value / 255;
        return x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4;
      };
      return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
    }
    function over(top, under) {
      const mix = key => top[key] * top.a + under[key] * (1 - top.a);
      return { r: mix("r"), g: mix("g"), b: mix("b"), a: 1 };
    }
    function behind(element, view, known) {
      if (!element) return { r: 255, g: 255, b: 255, a: 1 };
      if (!known.has(element)) {
        const own = colour(view.getComputedStyle(element).backgroundColor);
        known.set(element,
          own.a === 1 ? own : over(own, behind(element.parentElement, view, known)));
      }
      return known.get(element);
    }
    function faintTexts(page, view) {
      const known = new Map(), seen = new Map();
      const walker = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const node = walker.currentNode, element = node.parentElement;
        if (!node.data.trim() || element.closest("script, annotation")) continue;
        if (element.getClientRects().length === 0) continue;
        const style = view.getComputedStyle(element);
        const back = behind(element, view, known);
        const [a, b] = [light(over(colour(style.color), back)), light(back)];
        const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        const size = parseFloat(style.fontSize);
        const isLarge = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
        if (contrast >= (isLarge ? 3 : 4.5)) continue;
        const kind = element.className || element.localName;
        seen.set(kind, `${kind} ${contrast.toFixed(2)} ${node.data.trim().slice(0, 30)}`);
      }
      return [...seen.values()];
    }
    """
}
