import Console

/// Errors around a chapter, each with its remedy.
package enum CourseError: ErrorWithStatus, Equatable, CustomStringConvertible {
  /// No chapter has this number.
  case noChapter(Int, known: [Int])
  /// The folder in `WKD_LEARN_HOME` holds no course.
  case badHome(String)
  /// No course was found around the program or the working folder.
  case noRoot
  /// A page cannot be read.
  case unreadablePage(String)
  /// A page is newer than the program.
  case changedPage(String)
  /// A report, or a book, cannot be written.
  case unwritable(folder: String, reason: String, isBook: Bool = false)
  /// A folder that holds something else stands where the report, or the book, belongs.
  case notAReport(folder: String, isBook: Bool = false)
  /// The data folder cannot be used.
  case noData(String)
  /// The program could not start itself.
  case noChild(reason: String)

  /// 2 where another command line would do.
  package var exitStatus: Int32 {
    switch self {
    case .noChapter, .noData: 2
    default: 1
    }
  }

  /// One sentence that says what is wrong and what to do.
  package var description: String {
    switch self {
    case .noChapter(let number, let known):
      if known.isEmpty {
        return "there is no chapter \(number), because no lesson was built in: build again"
      }
      return """
        there is no chapter \(number); chapters are \(list(known)): \
        try `\(String.typed("chapter", "\(known[known.count / 2])"))`
        """
    case .badHome(let path):
      return """
        WKD_LEARN_HOME is \(path), but there is no Package.swift with lessons: \
        set it to the folder of the course, or unset it
        """
    case .noRoot:
      return """
        the course's folder was not found: start wkd-learn inside it, \
        or set WKD_LEARN_HOME to the folder that holds Package.swift and lessons
        """
    case .unreadablePage(let file):
      return "\(file) cannot be read: bring the page back, or build again without it"
    case .changedPage(let file):
      return "\(file) has changed since wkd-learn was built: build again with `swift build`"
    case .unwritable(let folder, let reason, _):
      return "cannot write to \(folder) (\(reason)): choose another folder"
    case .notAReport(let folder, _):
      return """
        \(folder) holds something that was not written there by this command, and would be replaced: \
        move it away, or choose another folder
        """
    case .noData(let folder):
      return """
        there is no data folder \(folder) with trainA, trainB, testA and testB in it: \
        name one with --data DIR, or leave --data out
        """
    case .noChild(let reason):
      return "wkd-learn could not start itself (\(reason)): check its file and the free memory"
    }
  }
}

/// Numbers in words, those that follow one another as a range: `1 to 5 and 8`.
private func list(_ numbers: [Int]) -> String {
  var ranges: [ClosedRange<Int>] = []
  for number in numbers.sorted() {
    if let last = ranges.last, number == last.upperBound + 1 {
      ranges[ranges.count - 1] = last.lowerBound...number
    } else {
      ranges.append(number...number)
    }
  }
  let words = ranges.map { range in
    switch range.count {
    case 1: "\(range.lowerBound)"
    case 2: "\(range.lowerBound) and \(range.upperBound)"
    default: "\(range.lowerBound) to \(range.upperBound)"
    }
  }
  return words.count < 2
    ? words.joined() : words.dropLast().joined(separator: ", ") + " and " + (words.last ?? "")
}
