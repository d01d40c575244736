import Foundation
import Markup
import WKD

/// The questions that an audit asks of pictures and names.
enum AuditChecks {
  /// Pictures that are there more than once.
  static func twins(_ pictures: [AuditedPicture]) -> [AuditFinding] {
    let groups = TwinSearch.groups(pictures)
    let places: [(AuditFinding.Kind, String)] = [
      (.trainingAndTest, "both in training and in test"), (.twoSets, "in two sets"),
      (.repeated, "more than once in a set"),
    ]
    return places.flatMap { kind, place in
      TwinSearch.Sameness.allCases.compactMap { sameness -> AuditFinding? in
        let found = groups.filter { $0.kind == kind && $0.sameness == sameness }
        guard !found.isEmpty else { return nil }
        return AuditFinding(
          kind, .finding,
          "\(counted(found.count, "picture")) \(place) (\(sameness.rawValue))",
          files: found.map(\.text))
      }
    }
  }

  /// Findings by the pixels.
  static func pixels(_ pictures: [AuditedPicture]) -> [AuditFinding] {
    let whole = pictures.compactMap { picture in picture.pixels.map { (picture, $0) } }
    var findings = [few(pictures), sizes(whole)].compactMap { $0 }
    let enlarged = whole.filter { $0.1.traces.isEnlarged }
    if !enlarged.isEmpty {
      findings.append(
        AuditFinding(
          .enlarged, .finding,
          "\(counted(enlarged.count, "picture")) of \(whole.count) "
            + "\(enlarged.count == 1 ? "holds" : "hold") almost nothing in the upper quarter of "
            + "their frequencies: enlarged from a smaller picture, or out of focus",
          files: enlarged.map(\.0.path)))
    }
    let blocked = whole.filter { $0.1.traces.hasBlocks }
    if !blocked.isEmpty {
      findings.append(
        AuditFinding(
          .onceJPEG, .finding,
          "\(counted(blocked.count, "file")) without losses show the squares of a JPEG that they "
            + "once were", files: blocked.map(\.0.path)))
    }
    let grey = whole.filter(\.1.isGrey)
    if !grey.isEmpty, grey.count < whole.count {
      findings.append(
        AuditFinding(
          .grey, .finding, "\(counted(grey.count, "grey picture")) among \(whole.count)",
          files: grey.map(\.0.path)))
    }
    return findings
  }

  private static func few(_ pictures: [AuditedPicture]) -> AuditFinding? {
    let names = Set(pictures.map(\.set)).sorted()
    let judged = names.filter { AuditedPicture.role(ofSet: $0) == .test }
    let counts = (judged.isEmpty ? names : judged).map { name in
      (name, pictures.filter { $0.set == name && $0.pixels != nil }.count)
    }
    let few = counts.filter { $0.1 <= InceptionFeatures.count }
    guard !few.isEmpty else { return nil }
    let named = few.map { "\($0.0.printable) \($0.1)" }.joined(separator: ", ")
    return AuditFinding(
      .fewPictures, .finding,
      "too few pictures to settle the covariance of Inception's \(InceptionFeatures.count) features "
        + "(\(named)): an FID is too large by an amount that depends on these numbers",
      count: few.count)
  }

  private static func sizes(
    _ pictures: [(AuditedPicture, AuditedPicture.Pixels)]
  ) -> AuditFinding? {
    let sizes = Set(pictures.map { [$0.1.width, $0.1.height] })
    let isSquare = sizes.allSatisfy { $0[0] == $0[1] }
    guard sizes.count > 1 || !isSquare else { return nil }
    let oblong = pictures.filter { $0.1.width != $0.1.height }
    let shapes = Set(pictures.map { Double($0.1.width) / Double($0.1.height) })
    var words: [String] = []
    if sizes.count > 1 {
      let areas = sizes.sorted { $0[0] * $0[1] < $1[0] * $1[1] }
      let ends = [areas[0], areas[areas.count - 1]].map { "\($0[0]) x \($0[1])" }
      words.append(
        "\(sizes.count) sizes from \(ends[0]) to \(ends[1]) and "
          + "\(counted(shapes.count, "aspect ratio")): the filter that makes them equal changes "
          + "an FID")
    }
    if !isSquare {
      words.append(
        "\(counted(oblong.count, "picture")) not square, which some programs cut and others squeeze"
      )
    }
    return AuditFinding(
      .sizes, .finding, words.joined(separator: "; "), files: oblong.map(\.0.path))
  }

  /// Findings by the heads of the files.
  static func files(_ pictures: [AuditedPicture]) -> [AuditFinding] {
    var findings = [jpeg(pictures)].compactMap { $0 }
    let add = {
      (
        kind: AuditFinding.Kind, weight: AuditFinding.Weight, text: String,
        matches: (AuditedPicture) -> Bool
      ) in
      let found = pictures.filter(matches)
      guard !found.isEmpty else { return }
      findings.append(
        AuditFinding(
          kind, weight, "\(counted(found.count, "file")) \(text)", files: found.map(\.path)))
    }
    add(.alpha, .finding, "with transparency, which is laid on white here and on black elsewhere") {
      $0.arrangement?.hasAlpha == true
    }
    add(
      .orientation, .finding, "that viewers turn by their orientation tag, and many programs do not"
    ) {
      $0.arrangement.map { $0.orientation != 1 } ?? false
    }
    add(.profile, .finding, "with a colour profile other than sRGB, which some programs apply") {
      $0.header.profile.map { !$0.lowercased().contains("srgb") } ?? ($0.header.gamma != nil)
    }
    add(.samples, .finding, "of 16 bits a sample or of inks, which programs convert differently") {
      $0.header.depth > 8 || $0.arrangement?.depth == 16 || $0.header.hasInks
    }
    let broken = pictures.filter { $0.pixels == nil }
    if !broken.isEmpty {
      findings.append(
        AuditFinding(
          .unreadable, .finding, "\(counted(broken.count, "file")) that cannot be read",
          files: broken.map { "\($0.path) (\($0.error ?? "not known"))" }))
    }
    return findings
  }

  private static func jpeg(_ pictures: [AuditedPicture]) -> AuditFinding? {
    let known = pictures.compactMap { picture in
      picture.header.quality.map { (picture, $0) }
    }
    guard !known.isEmpty else { return nil }
    let files = pictures.filter { $0.header.format == .jpeg }
    let values = known.map(\.1.value).sorted()
    let (low, high) = (values[0], values[values.count - 1])
    let foreign = known.filter { !$0.1.isExact }.count
    let means = Dictionary(grouping: known, by: \.0.set).mapValues { set in
      Double(set.reduce(0) { $0 + $1.1.value }) / Double(set.count)
    }
    let spread = (means.values.max() ?? 0) - (means.values.min() ?? 0)
    let sets = means.sorted { $0.key < $1.key }
      .map { String(format: "%@ %.0f", $0.key.printable, $0.value) }.joined(separator: ", ")
    let text =
      "\(files.count) of \(pictures.count) files are JPEG, of quality "
      + (low == high ? "\(low)" : "\(low) to \(high), in the middle \(values[values.count / 2])")
      + " by their tables" + (foreign > 0 ? " (\(foreign) with tables of another program)" : "")
    let isMixed = files.count < pictures.count
    guard spread > 5 || isMixed || high - low > 10 else {
      return AuditFinding(
        .jpeg, .note, text + ": do not save them again before measuring", count: files.count)
    }
    return AuditFinding(
      .jpeg, .finding,
      text + (spread > 5 ? ", in the mean of a set \(sets)" : "")
        + ": an FID measures the losses too",
      count: files.count)
  }

  /// Findings by the names, and what is passed over.
  static func names(_ folders: [AuditFiles]) -> [AuditFinding] {
    var findings: [AuditFinding] = []
    let others = folders.flatMap { folder in folder.others.map(folder.path(of:)) }
    let hidden = folders.flatMap { folder in folder.hidden.map(folder.path(of:)) }
    let isOddFolder = { (folder: AuditFiles) in
      folder.pictures.isEmpty && folder.others.isEmpty && folder.hidden.isEmpty
        && AuditedPicture.role(ofSet: folder.name) != .other
    }
    let left = others + hidden + folders.filter(isOddFolder).map { "\($0.name)/ (no picture)" }
    if !left.isEmpty {
      let kinds = [
        FileKinds(names: others).text, hidden.isEmpty ? "" : "\(hidden.count) hidden",
      ].filter { !$0.isEmpty }.joined(separator: ", ")
      findings.append(
        AuditFinding(
          .leftOut, .note,
          "\(counted(left.count, "file")) passed over, since they are no pictures "
            + "that are read" + (kinds.isEmpty ? "" : " (\(kinds))"), files: left))
    }
    let locked = folders.flatMap { folder in folder.locked.map(folder.path(of:)) }
    if !locked.isEmpty {
      findings.append(
        AuditFinding(
          .unreadable, .finding, "\(counted(locked.count, "folder")) that may not be read",
          files: locked))
    }
    let alike = folders.flatMap { folder in
      Dictionary(grouping: folder.pictures) {
        $0.precomposedStringWithCanonicalMapping.lowercased()
      }.values.filter { $0.count > 1 }.map { names in
        names.sorted().map(folder.path(of:)).joined(separator: " = ")
      }
    }.sorted()
    if !alike.isEmpty {
      findings.append(
        AuditFinding(
          .names, .finding,
          "\(counted(alike.count, "name")) that Windows or macOS cannot tell apart",
          files: alike))
    }
    let moved = folders.filter { isOrderedElsewhere($0.pictures) }
    if !moved.isEmpty {
      findings.append(
        AuditFinding(
          .names, .note,
          "the names of \(counted(moved.count, "set")) stand in another order where case or numbers "
            + "in names count: a part of a set, or pairs by order, would be others",
          files: moved.map(\.name)))
    }
    return findings
  }

  /// Whether an order by letters of either case, or by the numbers in the names, differs from that by bytes.
  private static func isOrderedElsewhere(_ names: [String]) -> Bool {
    let letters = zip(names, names.dropFirst()).contains { $0.lowercased() > $1.lowercased() }
    let numbers = zip(names, names.dropFirst()).contains { first, second in
      first.compare(second, options: .numeric) == .orderedDescending
    }
    return letters || numbers || names.contains { !$0.utf8.allSatisfy { $0 < 128 } }
  }
}
