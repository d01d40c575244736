import Foundation
import Testing
import Workbench

@Suite struct SignalTableTests {
  private func table(_ text: String) throws -> SignalTable {
    try SignalTable(Data(text.utf8), path: "a.csv")
  }

  @Test(
    "one column is read with or without header, comments, blank lines and Windows line ends",
    arguments: [
      "1\n-2.5\n3e2", "value\n1\n-2.5\n3e2\n", "\u{FEFF}# by hand\r\n1\r\n\r\n -2.5 \r\n300\r\n",
    ])
  func oneColumn(text: String) throws {
    let table = try table(text)
    #expect(table.values == [1, -2.5, 300])
    #expect(table.rate == nil && table.start == 0)
  }

  @Test(
    "two columns are time and value, and the times give the rate",
    arguments: ["t,v\n5,1\n5.5,2\n6,3", "5;1\n5.5;2\n6;3", "5\t1\n5.5\t2\n6\t3"])
  func twoColumns(text: String) throws {
    let table = try table(text)
    #expect(table.values == [1, 2, 3])
    #expect(table.rate == 2 && table.start == 5)
  }

  @Test("rounded times are even, a lost or repeated sample is not")
  func evenness() throws {
    let rounded = (0..<200).map { String(format: "%.2f,1", Double($0) / 30) }
    let rate = try #require(try table(rounded.joined(separator: "\n")).rate)
    // The last of 200 times is rounded by 0.005 in 6.6.
    #expect(abs(rate - 30) < 0.05)
    #expect(throws: SignalError.unevenTimes("a.csv", line: 5)) {
      try table("t,v\n0,1\n1,1\n2,1\n4,1\n5,1\n6,1")
    }
    #expect(throws: SignalError.unevenTimes("a.csv", line: 3)) { try table("0,1\n1,1\n1,1\n2,1") }
    #expect(throws: SignalError.unevenTimes("a.csv", line: 2)) { try table("3,1\n2,1\n1,1") }
  }

  @Test("what is not a finite number is named with its line")
  func badNumbers() {
    #expect(throws: SignalError.notFinite("a.csv", place: "line 2", text: "nan")) {
      try table("1\nnan\n2")
    }
    #expect(throws: SignalError.notFinite("a.csv", place: "line 1", text: "-inf")) {
      try table("-inf\n2")
    }
    #expect(throws: SignalError.notFinite("a.csv", place: "line 1", text: "1e999")) {
      try table("1e999\n2")
    }
    #expect(throws: SignalError.notANumber("a.csv", line: 3, text: "x")) { try table("v\n1\nx") }
    #expect(throws: SignalError.notANumber("a.csv", line: 2, text: "")) { try table("1,2\n2,") }
    #expect(throws: SignalError.badColumns("a.csv", line: 1, found: 3, wanted: "one or two")) {
      try table("1,2,3")
    }
    #expect(throws: SignalError.badColumns("a.csv", line: 2, found: 1, wanted: "2 as before")) {
      try table("1,2\n3")
    }
  }
}
