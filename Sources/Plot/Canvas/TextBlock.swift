/// A text broken into lines so that it fits a width.
struct TextBlock {
  let lines: [String]
  let font: Font
  let width: Double

  /// The height of all lines; 0 for an empty text.
  var height: Double {
    guard !lines.isEmpty else { return 0 }
    return Double(lines.count - 1) * font.lineHeight + font.size * LetterHeight.line
  }

  /// Breaks a text between words, and inside a word only if the word alone is too wide.
  init(_ text: String, font: Font, fitting maximum: Double, on canvas: Canvas) {
    var lines: [String] = []
    for paragraph in text.split(whereSeparator: \.isNewline) {
      var line = ""
      for word in paragraph.split(separator: " ") {
        for piece in Self.pieces(of: String(word), font: font, fitting: maximum, on: canvas) {
          let longer = line.isEmpty ? piece : line + " " + piece
          if line.isEmpty || canvas.width(of: longer, font: font) <= maximum {
            line = longer
          } else {
            lines.append(line)
            line = piece
          }
        }
      }
      lines.append(line)
    }
    self.lines = lines
    self.font = font
    width = lines.map { canvas.width(of: $0, font: font) }.max() ?? 0
  }

  /// Draws the lines below one another, all turned about `anchor`.
  func draw(
    on canvas: Canvas, at anchor: Point, color: Color, horizontal: HorizontalAlignment = .center,
    vertical: VerticalAlignment = .top, angle: Angle = .zero
  ) {
    let top =
      switch vertical {
      case .top: 0.0
      case .center: -height / 2
      case .bottom: -height
      }
    for (index, line) in lines.enumerated() {
      let offset = Point(0, top + Double(index) * font.lineHeight).turned(by: angle)
      canvas.text(
        line, at: anchor.moved(offset.x, offset.y), font: font, color: color,
        horizontal: horizontal, vertical: .top, angle: angle)
    }
  }

  /// The word, cut into pieces if it is wider than a whole line.
  private static func pieces(
    of word: String, font: Font, fitting maximum: Double, on canvas: Canvas
  ) -> [String] {
    guard canvas.width(of: word, font: font) > maximum else { return [word] }
    var pieces: [String] = []
    var piece = ""
    for letter in word {
      if !piece.isEmpty, canvas.width(of: piece + String(letter), font: font) > maximum {
        pieces.append(piece)
        piece = ""
      }
      piece.append(letter)
    }
    return pieces + [piece]
  }
}

/// The title of a panel, on as many lines as it needs.
struct PanelTitle {
  private let block: TextBlock
  private let theme: Theme

  init(_ text: String, width: Double, on canvas: Canvas, theme: Theme) {
    block = TextBlock(text, font: theme.titleFont, fitting: width, on: canvas)
    self.theme = theme
  }

  /// The height including the gap below; 0 without a title.
  var height: Double { block.lines.isEmpty ? 0 : block.height + theme.sizes.gap * 1.2 }

  /// Draws the title at the top of the panel, above `middle` where there is room.
  func draw(on canvas: Canvas, in panel: Rect, over middle: Double) {
    let x = max(panel.minX + block.width / 2, min(middle, panel.maxX - block.width / 2))
    block.draw(on: canvas, at: Point(x, panel.minY), color: theme.colors.ink)
  }
}
