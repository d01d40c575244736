import Foundation
import Testing

import Workbench

@Suite struct SignalTableTests {
  private func table(
    _ text: String, column: String? = nil, keepsGaps: Bool = false
  ) throws -> SignalTable {
    try SignalTable(Array(text.utf8), path: "a.csv", column: column, keepsGaps: keepsGaps)
  }

  @Test(
    "one column is read with or without header, comments, blank lines and any line ends",
    arguments: [
      "1\n-2.5\n3e2", "value\n1\n-2.5\n3e2\n", "\u{FEFF}# by hand\r\n1\r\n\r\n -2.5 \r\n300\r\n",
      "1\r-2.5\r300\r", "1,\n-2.5,\n3e2,\n", "\"1\"\n\"-2.5\"\n\"300\"\n", "+1\n-25e-1\n3.0D+02\n",
      "Device: 7\nmade by hand\nvalue (V)\n1\n-2.5\n300\n", "1\t\n-2.5\t\n300\t\n",
      "% MATLAB\n   1.0000000e+00\n  -2.5000000e+00\n   3.0000000e+02", "1;\n-2,5;\n300,0;\n",
    ])
  func oneColumn(text: String) throws {
    let table = try table(text)
    #expect(table.values == [1, -2.5, 300])
    #expect(table.times == nil)
  }

  @Test(
    "two columns are time and value, however they are separated",
    arguments: [
      "t,v\n5,1\n5.5,2\n6,3", "5;1\n5.5;2\n6;3", "5\t1\n5.5\t2\n6\t3", "5 1\n5.5 2\n6 3",
      "5,0;1,0\n5,5;2,0\n6,0;3,0", "5,0\t1,0\n5,5\t2,0\n6,0\t3,0", "5,0 1,0\n5,5 2,0\n6,0 3,0",
      "\"t\",\"v\"\n\"5\",\"1\"\n\"5.5\",\"2\"\n\"6\",\"3\"",
      "\"5,0\",\"1,0\"\n\"5,5\",\"2,0\"\n\"6,0\",\"3,0\"",
      "5, 1\n5.5, 2\n6, 3", "5,1,\n5.5,2,\n6,3,\n", "t,v,\n5,1,\n5.5,2,\n6,3,\n",
      "  5.000000000000000000e+00   1.000000000000000000e+00\n 5.5e+00 2.0e+00\n 6 3\n",
      "sep=;\nt;v\n5;1\n5,5;2\n6;3",
    ])
  func twoColumns(text: String) throws {
    let table = try table(text)
    #expect(table.values == [1, 2, 3])
    #expect(table.times == [5, 5.5, 6])
  }

  @Test("UTF-16 is read with and without its mark, in both orders")
  func wide() throws {
    let text = "t;v\r\n5;1\r\n5,5;2\r\n6;3\r\n"
    for isBig in [false, true] {
      for mark in [[], [UInt16(0xFEFF)]] {
        let bytes = (mark + Array(text.utf16)).flatMap { unit -> [UInt8] in
          let (high, low) = (UInt8(unit >> 8), UInt8(unit & 255))
          return isBig ? [high, low] : [low, high]
        }
        #expect(TableText.isText(bytes))
        let table = try SignalTable(bytes, path: "a")
        #expect(table.values == [1, 2, 3] && table.times == [5, 5.5, 6])
      }
    }
  }

  @Test("a single column with decimal commas is told from times and values")
  func decimalCommas() throws {
    let table = try table("0,000\n0,588\n-0,951\n0,002\n-0,586\n1,010")
    #expect(table.values == [0, 0.588, -0.951, 0.002, -0.586, 1.01] && table.times == nil)
    #expect(!table.notes.isEmpty)
    // Times that grow, whole numbers, and two channels of whole numbers stay two columns.
    for text in ["0,12\n1,15\n2,03", "0,512\n0,530\n0,511", "512,530\n511,528\n530,510"] {
      #expect(try self.table(text).times?.count == 3, "\(text)")
    }
  }

  @Test(
    "times of day and dates are seconds",
    arguments: [
      ("12:00:00.0", "12:00:00.5"), ("12:00:00,0", "12:00:00,5"), ("00:01.0", "00:01.5"),
      ("2024-01-31T23:59:59.75", "2024-02-01T00:00:00.25"),
      ("2024-01-31 12:00:00.0Z", "2024-01-31 12:00:00.5Z"),
      ("31.12.2024 23:59:59.5", "01.01.2025 00:00:00.0"),
      ("12/31/2024 11:59:59.5 PM", "01/01/2025 12:00:00 AM"),
      ("23:59:59.75", "00:00:00.25"),
      ("2024-01-31T12:00:00.0+01:00", "2024-01-31T12:00:00.5+01:00"),
      ("2024-02-28T23:59:59.5+00:00", "2024-02-29T00:00:00+00:00"),
      ("31-Dec-2024 23:59:59.5", "01-Jan-2025 00:00:00.0"),
    ])
  func clocks(first: String, second: String) throws {
    for text in ["\(first);1\n\(second);2", "\"\(first)\",1.5\n\"\(second)\",2.5"] {
      let times = try #require(try table("time\(text.contains(";") ? ";" : ",")v\n" + text).times)
      #expect(abs(times[1] - times[0] - 0.5) < 1e-9, "\(text): \(times)")
    }
    if !first.contains(","), !first.contains("M") {
      let times = try #require(try table("\(first) 1\n\(second) 2\n").times)
      #expect(abs(times[1] - times[0] - 0.5) < 1e-9)
    }
  }

  @Test(
    "dates alone are days, whatever their form",
    arguments: [
      ["2024-02-28", "2024-02-29", "2024-03-01"], ["2024/02/28", "2024/02/29", "2024/03/01"],
      ["28.02.2024", "29.02.2024", "01.03.2024"], ["02/28/2024", "02/29/2024", "03/01/2024"],
      ["28/02/2024", "29/02/2024", "01/03/2024"], ["28-Feb-2024", "29-FEB-2024", "01-mar-2024"],
      ["20240228", "20240229", "20240301"],
    ])
  func dates(days: [String]) throws {
    for text in ["date,v\n\(days[0]),1\n\(days[1]),2\n\(days[2]),3"] {
      let table = try table(text)
      #expect(table.times == [0, 86_400, 172_800] && table.values == [1, 2, 3])
      #expect(table.notes.count == 1)
    }
    // Newest first, as tables of prices are.
    let back = try table("date,v\n\(days[2]),3\n\(days[1]),2\n\(days[0]),1")
    #expect(back.times == [-172_800, -86_400, 0] && back.values == [1, 2, 3])
    #expect(back.lines == [4, 3, 2] && back.notes.count == 2)
  }

  @Test("days that stand first are told from months by any line, also the last")
  func dayFirst() throws {
    let lines = (1...13).map { day in
      "\(day < 10 ? "0" : "")\(day)/01/2024 12:00,\(day)"
    }
    let times = try #require(try table("time,v\n" + lines.joined(separator: "\n")).times)
    #expect(times.map { ($0 - times[0]) / 86_400 } == (0...12).map(Double.init))
    let american = try #require(
      try table("time,v\n" + lines.dropLast().joined(separator: "\n")).times)
    #expect(american[1] - american[0] == 31 * 86_400)
    // The first of each month; other numbers with two signs are no dates.
    #expect(try table("month,v\n2023-02,1\n2023-03,2").times == [0, 28 * 86_400])
    #expect(throws: SignalError.notANumber("a.csv", line: 2, text: "1.2.3")) {
      try table("time,v\n1.2.3,1\n1.2.4,2\n", column: "v")
    }
  }

  @Test("numbers of milliseconds, microseconds and nanoseconds since 1970 are told by their size")
  func epochs() throws {
    for (text, word) in [
      ("1700000000500", "milliseconds"), ("1700000000500000", "microseconds"),
      ("1700000000500000000", "nanoseconds"),
    ] {
      for header in ["", "timestamp,v\n", "x,v\n"] {
        let table = try table(header + "\(text.replacing("5", with: "0")),1\n\(text),2")
        #expect(table.times == [1_700_000_000, 1_700_000_000.5], "\(text)")
        #expect(table.notes.contains { $0.contains(word) })
      }
    }
    #expect(try table("1700000000,1\n1700000001,2").times == [1_700_000_000, 1_700_000_001])
    #expect(
      try table("time (s),v\n1700000000500,1\n1700000000501,2").times?[0] == 1_700_000_000_500)
  }

  @Test("milliseconds in the header are milliseconds")
  func units() throws {
    for (name, seconds) in [
      ("elapsed_ms", 0.001), ("ns", 1e-9), ("Time [min]", 60), ("hours", 3600), ("t (h)", 3600),
      ("days", 86_400), ("year", 31_557_600), ("h", 1), ("items", 1), ("depth", 1), ("seconds", 1),
    ] {
      let times = try #require(try table("\(name),v\n0,1\n10,2").times)
      #expect(abs(times[1] / (10 * seconds) - 1) < 1e-12, "\(name)")
    }
    #expect(try table("time (ms),v\n0,1\n10,2").times == [0, 0.01])
    #expect(try table("t_us,v\n0,1\n10,2").times == [0, 1e-5])
    #expect(try table("Time [s],v\n0,1\n10,2").times == [0, 10])
    #expect(try table("items,v\n0,1\n10,2").times == [0, 10])
  }

  @Test("a column is chosen by its name or its number")
  func columns() throws {
    let text = "time,x,Pressure,label\n0,1,5,a\n1,2,6,b\n2,3,7,c"
    #expect(try table(text, column: "pressure").values == [5, 6, 7])
    #expect(try table(text, column: "2").values == [1, 2, 3])
    #expect(try table(text, column: "3").times == [0, 1, 2])
    #expect(try table("9,1\n3,2\n5,3", column: "1").values == [9, 3, 5])
    #expect(try table("9,1\n3,2\n5,3", column: "1").times == nil)
    #expect(throws: SignalError.manyColumns("a.csv", names: ["time", "x", "Pressure", "label"])) {
      try table(text)
    }
    #expect(
      throws: SignalError.noColumn("a.csv", wanted: "y", names: ["time", "x", "Pressure", "label"])
    ) { try table(text, column: "y") }
    #expect(throws: SignalError.notANumber("a.csv", line: 2, text: "a")) {
      try table(text, column: "label")
    }
    #expect(throws: SignalError.noColumn("a.csv", wanted: "3", names: ["1", "2"])) {
      try table("1,2\n3,4", column: "3")
    }
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
    #expect(throws: SignalError.notFinite("a.csv", place: "line 2", text: "")) {
      try table("1,2\n2,\n3,4")
    }
    #expect(throws: SignalError.badColumns("a.csv", line: 2, found: 1, wanted: 2)) {
      try table("1,2\n3\n4,5\n6,7\n8,9")
    }
    #expect(throws: SignalError.notANumber("a.csv", line: 4, text: "END")) {
      try table("1,2\n3,4\n5,6\nEND")
    }
  }

  @Test("missing numbers are kept as gaps where they are asked for")
  func gaps() throws {
    let values = try table("0,1\n1,\n2,NaN\n3,n/a\n4,5", keepsGaps: true).values
    #expect(values.map(\.isNaN) == [false, true, true, true, false])
    // A sensor beyond its range knows no number either.
    #expect(
      try table("1\ninf\n-inf\n3", keepsGaps: true).values.map(\.isNaN) == [
        false, true, true, false,
      ])
  }

  @Test("messages hold no bytes that control a terminal")
  func controls() {
    for text in ["1\n2\n\u{1B}[31mred\u{1B}[0m\u{7}", "1\n2\n\u{9B}31m\u{0}x\u{202E}"] {
      do {
        _ = try table(text)
        Issue.record("taken")
      } catch {
        let controls: Set<Unicode.GeneralCategory> = [.control, .format]
        #expect(
          "\(error)".unicodeScalars.allSatisfy { !controls.contains($0.properties.generalCategory) }
        )
        #expect("\(error)".contains("line 3"))
      }
    }
  }

  @Test(
    "numbers are rounded as Swift rounds them",
    arguments: [
      "0", "-0.0", "1", "0.1", "123456789012345", "0.1234567890123456", "1.7976931348623157e299",
      "5e-324",
      "0.30000000000000004", "9007199254740993", "1e22", "1e23", "123456.789e-30", ".5", "5.",
      "+7e+2",
      "2.2250738585072014e-308", "000.000100", "899999999999999.9", "9000000000000000000001",
      "0.000000000000000000000000000001234567890123456789",
    ])
  func rounding(text: String) throws {
    let wanted = try #require(Double(text))
    let found = Array(text.utf8).withUnsafeBufferPointer { TableField($0, decimal: 46) }
    #expect(found == .number(wanted), "\(found)")
  }

  @Test(
    "what only looks like a number is none",
    arguments: [
      "", "-", ".", "e5", "1e", "1e+", "1.2.3", "1-2", "0x10", "1,5", "--1", "1 2", "12:",
    ])
  func noNumber(text: String) {
    let found = Array(text.utf8).withUnsafeBufferPointer { TableField($0, decimal: 46) }
    if case .number = found { Issue.record("\(text) is \(found)") }
  }
}
