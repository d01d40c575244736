import Foundation

/// Hands a picture to the program that the desktop shows pictures with.
enum FigureViewer {
  static func open(_ picture: URL) {
    #if os(macOS)
      let opener = "open"
    #else
      let opener = "xdg-open"
    #endif
    let outcome = try? Command.run([opener, picture.path])
    if outcome?.status != 0 { print("open it with a program of yours: \(picture.path)") }
  }
}
