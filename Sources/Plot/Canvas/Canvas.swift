// The only file that calls Cairo.

import CCairo
public import Foundation

/// A drawing surface: lines, shapes, text and images, written as PNG or SVG.
///
/// Coordinates are canvas units from the top left corner; y grows downwards. A canvas also records
/// the box of each text, so a layout can be checked without looking at pixels.
public final class Canvas {
  /// The output that a canvas is drawn for.
  public enum Target: Sendable {
    /// An image of pixels, `scale` of them for one canvas unit.
    case raster(scale: Double)
    /// An SVG document.
    case vector
    /// No output: text is measured and recorded only.
    case layout
  }

  /// The extent in canvas units.
  public let size: Size
  /// The boxes of all texts drawn so far, in order.
  public private(set) var texts: [TextBox] = []

  private let surface: OpaquePointer
  private let context: OpaquePointer
  private let scale: Double
  private let isVector: Bool
  /// The bytes that an SVG surface has written; other surfaces leave it empty.
  private let document = ByteSink()

  /// Creates an empty canvas.
  ///
  /// - Parameters:
  ///   - size: the extent in canvas units.
  ///   - target: the output, which decides whether ``png()`` or ``svg()`` gives it.
  public init(size: Size, target: Target) {
    self.size = size
    switch target {
    case .raster(let scale):
      self.scale = scale
      isVector = false
      surface = cairo_image_surface_create(
        CAIRO_FORMAT_RGB24, Int32(clamping: Int((size.width * scale).rounded(.up))),
        Int32(clamping: Int((size.height * scale).rounded(.up))))
    case .vector:
      scale = 1
      isVector = true
      surface = cairo_svg_surface_create_for_stream(
        ByteSink.append, Unmanaged.passUnretained(document).toOpaque(), size.width, size.height)
      cairo_svg_surface_set_document_unit(surface, CAIRO_SVG_UNIT_PX)
    case .layout:
      scale = 1
      isVector = false
      surface = cairo_recording_surface_create(CAIRO_CONTENT_COLOR_ALPHA, nil)
    }
    context = cairo_create(surface)
    cairo_scale(context, scale, scale)
    cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND)
    let options = cairo_font_options_create()
    // Hinted widths would make the layout depend on the scale.
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
    cairo_set_font_options(context, options)
    cairo_font_options_destroy(options)
  }

  deinit {
    cairo_destroy(context)
    cairo_surface_destroy(surface)
  }
}

// MARK: - Lines and shapes

extension Canvas {
  /// Draws one straight line.
  ///
  /// Vertical and horizontal lines are moved to whole pixels to stay crisp.
  public func line(from start: Point, to end: Point, stroke: Stroke) {
    var (start, end) = (start, end)
    if start.x == end.x { (start.x, end.x) = (crisp(start.x, stroke), crisp(start.x, stroke)) }
    if start.y == end.y { (start.y, end.y) = (crisp(start.y, stroke), crisp(start.y, stroke)) }
    polyline([start, end], stroke: stroke)
  }

  /// Draws straight lines from point to point.
  public func polyline(_ points: [Point], stroke: Stroke) {
    trace(points)
    paint(stroke)
  }

  /// Draws a closed shape with straight sides.
  public func polygon(_ points: [Point], fill: Color?, stroke: Stroke? = nil) {
    trace(points)
    cairo_close_path(context)
    paint(fill: fill, stroke: stroke)
  }

  /// Draws an upright rectangle, with rounded corners if `corner`, their radius, is above 0.
  public func rectangle(_ rect: Rect, corner: Double = 0, fill: Color?, stroke: Stroke? = nil) {
    let radius = min(corner, rect.width / 2, rect.height / 2)
    if radius > 0 {
      let inner = rect.grown(by: -radius)
      let quarter = Double.pi / 2
      cairo_new_sub_path(context)
      cairo_arc(context, inner.maxX, inner.minY, radius, -quarter, 0)
      cairo_arc(context, inner.maxX, inner.maxY, radius, 0, quarter)
      cairo_arc(context, inner.minX, inner.maxY, radius, quarter, 2 * quarter)
      cairo_arc(context, inner.minX, inner.minY, radius, 2 * quarter, 3 * quarter)
      cairo_close_path(context)
    } else {
      cairo_rectangle(context, rect.minX, rect.minY, rect.width, rect.height)
    }
    paint(fill: fill, stroke: stroke)
  }

  /// Draws a circle.
  public func circle(at center: Point, radius: Double, fill: Color?, stroke: Stroke? = nil) {
    cairo_new_sub_path(context)
    cairo_arc(context, center.x, center.y, radius, 0, 2 * .pi)
    paint(fill: fill, stroke: stroke)
  }

  /// Restricts everything that `body` draws to the inside of a rectangle.
  public func clipped(to rect: Rect, _ body: () -> Void) {
    cairo_save(context)
    cairo_rectangle(context, rect.minX, rect.minY, rect.width, rect.height)
    cairo_clip(context)
    body()
    cairo_restore(context)
  }

  private func trace(_ points: [Point]) {
    for (index, point) in points.enumerated() {
      if index == 0 {
        cairo_move_to(context, point.x, point.y)
      } else {
        cairo_line_to(context, point.x, point.y)
      }
    }
  }

  private func paint(fill: Color?, stroke: Stroke?) {
    if let fill {
      use(fill)
      cairo_fill_preserve(context)
    }
    if let stroke { paint(stroke) }
    cairo_new_path(context)
  }

  private func paint(_ stroke: Stroke) {
    use(stroke.color)
    cairo_set_line_width(context, stroke.width)
    cairo_set_line_cap(
      context, stroke.style == .dashed ? CAIRO_LINE_CAP_BUTT : CAIRO_LINE_CAP_ROUND)
    let dashes = stroke.style.pattern.map { $0 * stroke.width }
    cairo_set_dash(context, dashes, Int32(dashes.count), 0)
    cairo_stroke(context)
  }

  private func use(_ color: Color) {
    cairo_set_source_rgba(context, color.red, color.green, color.blue, color.alpha)
  }

  /// The nearest coordinate at which a line of this width covers whole pixels.
  private func crisp(_ place: Double, _ stroke: Stroke) -> Double {
    let pixels = max((stroke.width * scale).rounded(), 1)
    let isOdd = pixels.truncatingRemainder(dividingBy: 2) == 1
    return (isOdd ? (place * scale).rounded(.down) + 0.5 : (place * scale).rounded()) / scale
  }
}

// MARK: - Text

extension Canvas {
  /// The width of one line of text in canvas units.
  public func width(of text: String, font: Font) -> Double {
    select(font)
    var extents = cairo_text_extents_t()
    cairo_text_extents(context, text, &extents)
    return extents.x_advance
  }

  /// Draws one line of text; an empty one draws nothing.
  ///
  /// - Parameters:
  ///   - text: the letters, without line breaks.
  ///   - anchor: the point that the text is aligned to and turned about.
  ///   - font: the typeface and its size.
  ///   - color: the colour of the letters.
  ///   - horizontal: the part of the text's width that lies at the anchor.
  ///   - vertical: the part of the text's height that lies at the anchor.
  ///   - angle: the turn about the anchor.
  ///   - halo: the colour of an edge that keeps the letters legible on any ground; nil for none.
  public func text(
    _ text: String, at anchor: Point, font: Font, color: Color,
    horizontal: HorizontalAlignment = .center, vertical: VerticalAlignment = .center,
    angle: Angle = .zero, halo: Color? = nil
  ) {
    guard !text.isEmpty else { return }
    let width = width(of: text, font: font)
    let left = horizontal.start(ofWidth: width)
    let base = vertical.baseLine(ofSize: font.size)
    texts.append(
      TextBox(text, at: anchor, left: left, base: base, width: width, font: font, angle: angle))

    cairo_save(context)
    cairo_translate(context, anchor.x, anchor.y)
    cairo_rotate(context, angle.radians)
    cairo_move_to(context, left, base)
    if let halo {
      cairo_text_path(context, text)
      paint(fill: nil, stroke: Stroke(halo, width: font.size * 0.28))
      cairo_move_to(context, left, base)
    }
    use(color)
    cairo_show_text(context, text)
    cairo_restore(context)
    cairo_new_path(context)
  }

  private func select(_ font: Font) {
    cairo_select_font_face(
      context, font.family, CAIRO_FONT_SLANT_NORMAL,
      font.isBold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL)
    cairo_set_font_size(context, font.size)
  }
}

// MARK: - Images and output

extension Canvas {
  /// Draws a picture into a rectangle: enlarged pixels stay sharp, reduced ones are averaged.
  ///
  /// - Parameters:
  ///   - picture: the pixels, which are stretched to the shape of the rectangle.
  ///   - rect: the rectangle that the picture covers.
  public func image(_ picture: Picture, in rect: Rect) {
    // SVG viewers smooth enlarged pixels, so they get many small ones of the same colour.
    let picture = isVector ? picture.repeated(Int(rect.width * 2) / picture.width) : picture
    let image = cairo_image_surface_create(
      CAIRO_FORMAT_RGB24, Int32(picture.width), Int32(picture.height))
    defer { cairo_surface_destroy(image) }
    cairo_surface_flush(image)
    guard let bytes = cairo_image_surface_get_data(image) else { return }
    // Rows of four-byte pixels need no padding, so they follow each other directly.
    picture.words.withUnsafeBytes { words in
      UnsafeMutableRawBufferPointer(start: bytes, count: words.count).copyMemory(from: words)
    }
    cairo_surface_mark_dirty(image)

    let columns = Double(picture.width)
    let rows = Double(picture.height)
    let isEnlarged = rect.width * scale >= columns && rect.height * scale >= rows
    cairo_save(context)
    cairo_translate(context, rect.minX, rect.minY)
    cairo_scale(context, rect.width / columns, rect.height / rows)
    cairo_set_source_surface(context, image, 0, 0)
    cairo_pattern_set_filter(
      cairo_get_source(context), isEnlarged ? CAIRO_FILTER_NEAREST : CAIRO_FILTER_GOOD)
    // Without padding the pixels at the edge would fade out.
    cairo_pattern_set_extend(cairo_get_source(context), CAIRO_EXTEND_PAD)
    cairo_rectangle(context, 0, 0, columns, rows)
    cairo_fill(context)
    cairo_restore(context)
  }

  /// The drawing as the bytes of a PNG file.
  ///
  /// - Precondition: the canvas was created for ``Target/raster(scale:)``.
  /// - Throws: ``PlotError/cannotDraw(reason:)`` if the image is larger than the format allows.
  public func png() throws -> Data {
    let sink = ByteSink()
    let status = cairo_surface_write_to_png_stream(
      surface, ByteSink.append, Unmanaged.passUnretained(sink).toOpaque())
    try check(status)
    return sink.bytes
  }

  /// The drawing as pixels.
  ///
  /// - Precondition: the canvas was created for ``Target/raster(scale:)``.
  package var picture: Picture {
    cairo_surface_flush(surface)
    let width = Int(cairo_image_surface_get_width(surface))
    let height = Int(cairo_image_surface_get_height(surface))
    guard let bytes = cairo_image_surface_get_data(surface) else {
      misuse("Canvas.picture", found: "a canvas without pixels", wanted: "a raster canvas")
    }
    let words = UnsafeRawPointer(bytes).assumingMemoryBound(to: UInt32.self)
    return Picture(width: width, height: height, words: (0..<width * height).map { words[$0] })
  }

  /// The drawing as the bytes of an SVG document; nothing can be drawn afterwards.
  ///
  /// - Precondition: the canvas was created for ``Target/vector``.
  /// - Throws: ``PlotError/cannotDraw(reason:)`` if Cairo failed at any step of the drawing.
  public func svg() throws -> Data {
    cairo_surface_finish(surface)
    try check(cairo_surface_status(surface))
    return SVGNames.renumbered(document.bytes)
  }

  private func check(_ status: cairo_status_t) throws {
    guard status == CAIRO_STATUS_SUCCESS else {
      throw PlotError.cannotDraw(reason: String(cString: cairo_status_to_string(status)))
    }
  }
}

/// The bytes that Cairo writes to a stream.
private final class ByteSink {
  var bytes = Data()

  static let append: cairo_write_func_t = { sink, bytes, count in
    guard let sink, let bytes else { return CAIRO_STATUS_WRITE_ERROR }
    Unmanaged<ByteSink>.fromOpaque(sink).takeUnretainedValue().bytes.append(
      bytes, count: Int(count))
    return CAIRO_STATUS_SUCCESS
  }
}

/// Names in an SVG document of Cairo that do not depend on earlier drawings.
///
/// Cairo numbers surfaces through the whole life of a process, so that the same drawing would
/// give another document each time.
private enum SVGNames {
  /// Numbers the names of each kind from 0 in the order in which they appear.
  static func renumbered(_ document: Data) -> Data {
    let text = String(decoding: document, as: UTF8.self)
    return Data(["surface", "image", "pattern"].reduce(text, renumbered).utf8)
  }

  private static func renumbered(_ text: String, kind: String) -> String {
    var numbers: [Substring: Int] = [:]
    var result = ""
    for (index, piece) in text.components(separatedBy: kind).enumerated() {
      let old = piece.prefix(while: \.isNumber)
      if index == 0 || old.isEmpty {
        result += (index == 0 ? "" : kind) + piece
      } else {
        let new = numbers[old] ?? numbers.count
        numbers[old] = new
        result += "\(kind)\(new)" + piece.dropFirst(old.count)
      }
    }
    return result
  }
}
