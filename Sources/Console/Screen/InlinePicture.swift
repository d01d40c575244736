import CChafa
import CCodecs
package import Foundation

/// Shows pictures between the lines of a terminal.
package struct InlinePicture {
  /// The protocol by which a terminal gets a picture.
  package enum Way: String, CaseIterable {
    case kitty, iterm, sixel, symbols
  }

  private let way: Way
  private let columns: Int
  /// The colours of symbols.
  private let colours: ChafaCanvasMode
  private let info: OpaquePointer

  /// Pictures on a terminal, or nil where none are wanted or possible.
  ///
  /// Without a choice the environment decides what the terminal supports; every terminal with colours
  /// knows symbols.
  package init?(choice: ImageChoice, style: TerminalStyle, environment: [String: String]) {
    guard choice != .none, !style.isPlain else { return nil }
    var words: [UnsafeMutablePointer<CChar>?] = environment.map { strdup("\($0)=\($1)") } + [nil]
    defer { for word in words { free(word) } }
    guard let info = chafa_term_db_detect(chafa_term_db_get_default(), &words) else { return nil }
    // A multiplexer does not pass pictures on, whatever the terminal around it can do.
    let isMultiplexed = environment["TMUX"] != nil || environment["STY"] != nil
    let detected: Way? =
      if !isMultiplexed,
        chafa_term_info_have_seq(info, CHAFA_TERM_SEQ_BEGIN_KITTY_IMMEDIATE_IMAGE_V1) != 0
      {
        .kitty
      } else if !isMultiplexed,
        chafa_term_info_have_seq(info, CHAFA_TERM_SEQ_BEGIN_ITERM2_IMAGE) != 0
      {
        .iterm
      } else if !isMultiplexed, chafa_term_info_have_seq(info, CHAFA_TERM_SEQ_BEGIN_SIXELS) != 0 {
        .sixel
      } else {
        style.hasColour ? .symbols : nil
      }
    guard let way = Way(rawValue: choice.rawValue) ?? detected else {
      chafa_term_info_unref(info)
      return nil
    }
    self.way = way
    self.info = info
    columns = style.width
    colours = Self.colours(of: info)
    // A reader who asks for a way by name gets its sequences even where they were not detected.
    if let fallback = chafa_term_db_get_fallback_info(chafa_term_db_get_default()) {
      chafa_term_info_supplement(info, fallback)
      chafa_term_info_unref(fallback)
    }
  }

  /// The most colours that a terminal has.
  private static func colours(of info: OpaquePointer) -> ChafaCanvasMode {
    let modes = [
      (CHAFA_TERM_SEQ_SET_COLOR_FGBG_DIRECT, CHAFA_CANVAS_MODE_TRUECOLOR),
      (CHAFA_TERM_SEQ_SET_COLOR_FGBG_256, CHAFA_CANVAS_MODE_INDEXED_240),
      (CHAFA_TERM_SEQ_SET_COLOR_FGBG_16, CHAFA_CANVAS_MODE_INDEXED_16),
      (CHAFA_TERM_SEQ_SET_COLOR_FGBG_8, CHAFA_CANVAS_MODE_INDEXED_8),
    ]
    return modes.first { chafa_term_info_have_seq(info, $0.0) != 0 }?.1 ?? CHAFA_CANVAS_MODE_FGBG
  }

  /// Whether pictures are shown as they are, and not as letters.
  package var showsPixels: Bool { way != .symbols }

  /// The text that draws a PNG file; nil where it cannot be read.
  package func text(of file: URL) -> String? {
    switch way {
    case .kitty: kitty(file)
    case .iterm: iterm(file)
    case .sixel, .symbols: drawn(file)
    }
  }

  /// Kitty takes PNG files as they are, in pieces of 4,096 characters.
  ///
  /// - Source: the terminal graphics protocol of kitty.
  private func kitty(_ file: URL) -> String? {
    guard let data = try? Data(contentsOf: file) else { return nil }
    let code = Array(data.base64EncodedString())
    // Older kittys do not keep the proportions where only the columns are given.
    let rows = size(of: data).map { ",r=\(self.rows(width: $0.width, height: $0.height))" } ?? ""
    var pieces: [String] = []
    for start in stride(from: 0, to: code.count, by: 4096) {
      let end = min(start + 4096, code.count)
      let head = start == 0 ? "a=T,f=100,q=2,c=\(columns)\(rows)," : ""
      pieces.append(
        "\u{1B}_G\(head)m=\(end < code.count ? 1 : 0);\(String(code[start..<end]))\u{1B}\\")
    }
    return pieces.joined() + "\n"
  }

  /// iTerm2 takes PNG files as they are.
  private func iterm(_ file: URL) -> String? {
    guard let data = try? Data(contentsOf: file) else { return nil }
    let facts = "inline=1;width=\(columns);preserveAspectRatio=1;size=\(data.count)"
    return "\u{1B}]1337;File=\(facts):\(data.base64EncodedString())\u{07}\n"
  }

  /// How many rows keep the proportions of a picture that fills all columns.
  private func rows(width: Int, height: Int) -> Int {
    let ratio = Terminal.cellHeight(of: STDOUT_FILENO)
    return max(1, Int((Double(columns * height) / (Double(width) * ratio)).rounded()))
  }

  /// Red, green and blue of every pixel of a PNG file.
  private func pixels(of file: URL) -> (width: Int, height: Int, bytes: [UInt8])? {
    var image = png_image()
    image.version = UInt32(PNG_IMAGE_VERSION)
    guard png_image_begin_read_from_file(&image, file.path) != 0 else { return nil }
    defer { png_image_free(&image) }
    image.format = UInt32(PNG_FORMAT_FLAG_COLOR)
    let (width, height) = (Int(image.width), Int(image.height))
    var bytes = [UInt8](repeating: 0, count: 3 * width * height)
    var background = png_color(red: 255, green: 255, blue: 255)
    guard png_image_finish_read(&image, &background, &bytes, 0, nil) != 0 else { return nil }
    return (width, height, bytes)
  }

  /// The size that the header of a PNG file gives.
  private func size(of png: Data) -> (width: Int, height: Int)? {
    guard png.count >= 24 else { return nil }
    func number(at offset: Int) -> Int {
      png.dropFirst(offset).prefix(4).reduce(0) { $0 << 8 | Int($1) }
    }
    let size = (number(at: 16), number(at: 20))
    return size.0 > 0 && size.1 > 0 ? size : nil
  }

  private func drawn(_ file: URL) -> String? {
    guard let (width, height, pixels) = pixels(of: file) else { return nil }
    let rows = rows(width: width, height: height)
    guard let config = chafa_canvas_config_new() else { return nil }
    defer { chafa_canvas_config_unref(config) }
    chafa_canvas_config_set_geometry(config, gint(columns), gint(rows))
    chafa_canvas_config_set_cell_geometry(config, 10, 20)
    chafa_canvas_config_set_pixel_mode(
      config, way == .sixel ? CHAFA_PIXEL_MODE_SIXELS : CHAFA_PIXEL_MODE_SYMBOLS)
    chafa_canvas_config_set_canvas_mode(
      config, way == .sixel ? CHAFA_CANVAS_MODE_TRUECOLOR : colours)
    guard let symbols = chafa_symbol_map_new() else { return nil }
    defer { chafa_symbol_map_unref(symbols) }
    chafa_symbol_map_add_by_tags(symbols, CHAFA_SYMBOL_TAG_BLOCK)
    chafa_symbol_map_add_by_tags(symbols, CHAFA_SYMBOL_TAG_QUAD)
    chafa_canvas_config_set_symbol_map(config, symbols)
    guard let canvas = chafa_canvas_new(config) else { return nil }
    defer { chafa_canvas_unref(canvas) }
    pixels.withUnsafeBufferPointer { pixels in
      chafa_canvas_draw_all_pixels(
        canvas, CHAFA_PIXEL_RGB8, pixels.baseAddress, gint(width), gint(height), gint(3 * width))
    }
    guard let printed = chafa_canvas_print(canvas, info) else { return nil }
    defer { g_string_free(printed, 1) }
    return String(cString: printed.pointee.str) + "\n"
  }
}

/// A reader's choice of how figures are shown in the terminal.
package enum ImageChoice: String, Sendable, CaseIterable {
  case auto, kitty, iterm, sixel, symbols, none
}
