/// The reason why a run cannot begin or go on in a folder; every case names its path.
public enum RunFolderError: Error, Equatable, CustomStringConvertible {
  /// The folder holds files, but no settings of a run.
  case foreign(String)
  /// Another process holds the folder.
  case busy(String)
  /// A file or a folder that cannot be read.
  case unreadable(String)
  /// A file or a folder that cannot be written.
  case unwritable(String)
  /// There is a file in the place of the folder.
  case file(String)
  /// The folder was removed, moved or replaced while it was held.
  case gone(String)
  /// The checkpoint is damaged; the one before it, where there is one.
  case damaged(String, previous: String?)
  /// Lines of a table are missing or changed that the checkpoint counts on.
  case lostLines(String)
  /// The checkpoint was written by a run with other settings.
  case ofAnotherRun(String)
  /// The run was begun with other settings; each difference in words.
  case changed(String, [String])

  /// Whether the remedy is another folder, which a program may say how to name.
  public var asksForAnotherFolder: Bool {
    switch self {
    case .foreign, .busy, .changed, .file, .lostLines: true
    case .unreadable, .unwritable, .gone, .damaged, .ofAnotherRun: false
    }
  }

  /// One sentence that says what is wrong and what to do.
  public var description: String {
    switch self {
    case .foreign(let path):
      "\(path) holds something that is no training run: choose another folder"
    case .busy(let path):
      "another process trains in \(path): wait for its end, or choose another folder"
    case .unreadable(let path):
      "cannot read \(path): check that it is what it should be, a file or a folder, and may be read"
    case .unwritable(let path):
      "cannot write \(path): check that its folder exists, may be written to and has room"
    case .gone(let path):
      "\(path) was removed, moved or replaced while the run trained, so nothing more was written: "
        + "put it back, and start the run again"
    case .lostLines(let path):
      "\(path) does not hold the lines that the checkpoint counts on: bring it back as it was, or choose "
        + "another folder to start anew"
    case .ofAnotherRun(let path):
      "\(path) was written by another run: put this run's own into its place, or remove it, and the run "
        + "begins anew"
    case .file(let path):
      "\(path) is a file, and the folder of a run is to be there: choose another folder"
    case .damaged(let path, let previous):
      "\(path) is damaged: "
        + (previous.map { "move \($0) into its place, and the run goes on from there" }
          ?? "remove it, and the run begins anew")
    case .changed(let path, let differences):
      "\(path) was begun with other settings (\(differences.joined(separator: "; "))): "
        + "repeat them to go on, or choose another folder to start anew"
    }
  }
}
