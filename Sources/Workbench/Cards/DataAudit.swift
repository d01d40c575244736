import Foundation
import Markup
import WKD

/// An audit of the pictures of a data set: all that would make a Fréchet distance (FID) with them mean something
/// else, or come out differently elsewhere.
///
/// Every folder below that holds pictures is a set; one whose name begins with `train` is for training, with
/// `test` or `val` for testing.
///
/// ```swift
/// let root = FileManager.default.temporaryDirectory.appendingPathComponent("audited")
/// let data = Meadow.data(size: 64, train: 2, test: 2)
/// for (name, set) in [("trainA", data.trainA), ("testA", data.testA)] {
///   let folder = root.appendingPathComponent(name)
///   try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
///   for index in 0..<set.count {
///     try ImageFile.write(set.all[index], to: folder.appendingPathComponent("\(index).png"))
///   }
/// }
/// let report = try DataAudit(folders: [root.path]).run()
/// print(report.text)
/// try FileManager.default.removeItem(at: root)
/// ```
///
/// - Source: for the harm of resizing, quantising and JPEG, Parmar, Zhang and Zhu, "On aliased resizing and
///   surprising subtleties in GAN evaluation", CVPR 2022.
public struct DataAudit: Sendable {
  /// The paths of folders, each with pictures in it or in folders below.
  public var folders: [String]

  /// An audit of folders.
  ///
  /// - Parameter folders: paths; pictures of all of them are compared with one another.
  public init(folders: [String]) {
    self.folders = folders
  }

  /// Reads all pictures and looks at them.
  ///
  /// - Parameter observe: is called before the first picture and after every one with the number of those read
  ///   and of all.
  /// - Returns: sets and findings.
  /// - Throws: `ImageFolderError` for a folder that is not there or may not be read, and where no folder holds
  ///   a picture.
  public func run(observe: (_ read: Int, _ all: Int) -> Void = { _, _ in }) throws -> AuditReport {
    var files: [AuditFiles] = []
    for folder in folders {
      files += try AuditFiles.below(folder, isOnly: folders.count == 1)
    }
    let sets = files.filter { !$0.pictures.isEmpty }
    let count = sets.reduce(0) { $0 + $1.pictures.count }
    guard count > 0 else {
      throw ImageFolderError.empty(
        folders, leftOut: FileKinds(names: files.flatMap(\.others)).text)
    }
    var pictures: [AuditedPicture] = []
    observe(0, count)
    for set in sets {
      for name in set.pictures {
        pictures.append(
          AuditedPicture(
            set.folder.appendingPathComponent(name), path: set.path(of: name), set: set.name))
        observe(pictures.count, count)
      }
    }
    let findings =
      AuditChecks.twins(pictures) + AuditChecks.pixels(pictures) + AuditChecks.files(pictures)
      + AuditChecks.names(files)
    return AuditReport(
      folders: folders,
      sets: sets.map { set in
        AuditReport.PictureSet(name: set.name, pictures.filter { $0.set == set.name })
      },
      findings: findings.filter { $0.weight == .finding } + findings.filter { $0.weight == .note })
  }
}

/// The result of an audit.
public struct AuditReport: Codable, Sendable {
  /// One set of pictures.
  public struct PictureSet: Codable, Sendable, Equatable {
    /// The folder, relative to the audited one.
    public var name: String
    /// The number of pictures that can be read.
    public var pictures: Int
    /// The numbers of pictures by size: `256 x 256`.
    public var sizes: [String: Int]

    init(name: String, _ pictures: [AuditedPicture]) {
      self.name = name
      let sizes = pictures.compactMap(\.pixels).map { "\($0.width) x \($0.height)" }
      self.pictures = sizes.count
      self.sizes = Dictionary(sizes.map { ($0, 1) }, uniquingKeysWith: +)
    }
  }

  /// The paths of the audited folders.
  public var folders: [String]
  /// The sets in the order of their names.
  public var sets: [PictureSet]
  /// All findings, then all notes.
  public var findings: [AuditFinding]

  /// Whether there is something of the weight of a finding.
  public var hasFindings: Bool { findings.contains { $0.weight == .finding } }

  /// The report as lines for people: one a set, one a finding, and a summary.
  public var text: String {
    let lines = sets.map { set -> String in
      let sizes = set.sizes.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      let named = sizes.prefix(3).map { sizes.count == 1 ? $0.key : "\($0.value) of \($0.key)" }
      let more = sizes.count > 3 ? ", and \(sizes.count - 3) more sizes" : ""
      return "\(set.name.printable): \(counted(set.pictures, "picture")), "
        + "\(named.joined(separator: ", "))\(more)"
    }
    let grave = findings.filter { $0.weight == .finding }.count
    let summary =
      "\(counted(sets.reduce(0) { $0 + $1.pictures }, "picture")) in \(counted(sets.count, "set")): "
      + "\(counted(grave, "finding")), \(counted(findings.count - grave, "note"))"
    return (lines + [""] + findings.map { $0.line() } + (findings.isEmpty ? [] : [""]) + [summary])
      .joined(separator: "\n")
  }
}
