public import Foundation
import Literate

/// The places of a course's files as a page sees them: the links of a lesson lead from the lesson's folder.
public struct PageLinks: Sendable {
  /// The way from the page's folder to the folder of the course, such as `../..`.
  let root: String
  /// The way from the page's folder to the page of a chapter; nil where it has none there.
  let chapter: @Sendable (Int) -> String?
  /// The bytes of a file of the course, by its path there.
  let file: @Sendable (String) -> Data?
  /// The way from the page's folder to the page that another file of the course has become; nil where it is
  /// none.
  let page: @Sendable (String) -> String?

  /// Describes the place of a page.
  ///
  /// - Parameters:
  ///   - root: the way from the page's folder to the folder of the course, such as `../..`.
  ///   - chapter: gives the way to the page of a chapter.
  ///   - file: gives the bytes of a file, by its path in the course; pages for a browser hold pictures.
  ///   - page: gives the way to the page that another file has become, such as a glossary, by its path in the
  ///     course.
  public init(
    root: String = "../..", chapter: @escaping @Sendable (Int) -> String?,
    file: @escaping @Sendable (String) -> Data? = { _ in nil },
    page: @escaping @Sendable (String) -> String? = { _ in nil }
  ) {
    self.root = root
    self.chapter = chapter
    self.file = file
    self.page = page
  }

  /// The place of a page in the folder of its chapter, as reports and Markdown books have it.
  static func beside(root: String) -> PageLinks {
    PageLinks(root: root, chapter: { "../chapter-\($0)/README.md" })
  }
}

/// The links of one lesson, or of another text beside it, seen from a page.
struct LessonLinks {
  private let links: PageLinks
  private let folder: [String]

  /// Takes the path of the lesson's file in the course.
  init(_ links: PageLinks, of file: String) {
    self.links = links
    folder = file.split(separator: "/").dropLast().map(String.init)
  }

  /// The address from the page for one that is written in the lesson.
  func address(_ written: String) -> String {
    let link = FileLink(written)
    if link.path.isEmpty { return written }
    let place = place(of: link)
    let name = place.last ?? ""
    if place.dropLast().elementsEqual(folder),
      let number = name.prefixMatch(of: /([0-9]{2})-[A-Za-z0-9-]+\.md$/).flatMap({ Int($0.1) }),
      let page = links.chapter(number)
    {
      return page + link.suffix
    }
    if let page = links.page(place.joined(separator: "/")) { return page + link.suffix }
    // As it was written: a code host wants spaces and other signs escaped.
    let end = written.prefix { $0 != "#" && $0 != "?" }
    let way = Self.joined(folder, String(end))
    return (links.root.isEmpty ? "" : links.root + "/") + way.joined(separator: "/") + link.suffix
  }

  /// A picture as an address that holds all of it; nil where it is not there or no picture.
  func embedded(_ written: String) -> String? {
    let link = FileLink(written)
    let path = place(of: link).joined(separator: "/")
    let ending = path.split(separator: ".").last?.lowercased() ?? ""
    guard let type = Self.types[ending], let data = links.file(path) else { return nil }
    return "data:image/\(type);base64,\(data.base64EncodedString())"
  }

  private static let types = [
    "png": "png", "jpg": "jpeg", "jpeg": "jpeg", "gif": "gif", "webp": "webp", "svg": "svg+xml",
  ]

  private func place(of link: FileLink) -> [String] { Self.joined(folder, link.path) }

  /// A path from a folder, without the steps up that can be taken.
  private static func joined(_ folder: [String], _ path: String) -> [String] {
    path.split(separator: "/").map(String.init).reduce(into: folder) { place, step in
      switch step {
      case ".": break
      case ".." where place.last != nil && place.last != "..": place.removeLast()
      default: place.append(step)
      }
    }
  }
}
