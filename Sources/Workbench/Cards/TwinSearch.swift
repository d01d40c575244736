/// The search for pictures that are in a data set more than once.
///
/// Every group is reported once, by the strictest sameness: bytes, then pixels, then likeness.
struct TwinSearch {
  /// How two pictures are the same.
  enum Sameness: String, CaseIterable {
    case bytes = "equal bytes"
    case pixels = "other bytes, equal pixels"
    case near = "near duplicates"
  }

  /// Pictures that are the same, at least two.
  struct Group {
    let sameness: Sameness
    let members: [AuditedPicture]

    var text: String { members.map(\.path).joined(separator: " = ") }

    /// The gravest relation among the members' sets.
    var kind: AuditFinding.Kind {
      let sets = Set(members.map(\.set))
      let roles = sets.map(AuditedPicture.role(ofSet:))
      if roles.contains(.training), roles.contains(.test) { return .trainingAndTest }
      return sets.count > 1 ? .twoSets : .repeated
    }
  }

  /// All groups, in the order of their first members.
  static func groups(_ pictures: [AuditedPicture]) -> [Group] {
    let same = grouped(pictures) { $0.digest }
    let kinds = same.map(\.[0])  // one of each file
    let alike = grouped(kinds) { picture in
      picture.pixels.map { "\($0.width) \($0.height) \($0.fingerprint)" }
    }
    let near = nearGroups(alike.map(\.[0]))
    return same.filter { $0.count > 1 }.map { Group(sameness: .bytes, members: $0) }
      + alike.filter { $0.count > 1 }.map { Group(sameness: .pixels, members: $0) }
      + near.map { Group(sameness: .near, members: $0) }
  }

  /// The pictures by their keys, in the order of the first of each; one without a key stands alone.
  private static func grouped(
    _ pictures: [AuditedPicture], by key: (AuditedPicture) -> String?
  ) -> [[AuditedPicture]] {
    var places: [String: Int] = [:]
    var groups: [[AuditedPicture]] = []
    for picture in pictures {
      guard let key = key(picture) else {
        groups.append([picture])
        continue
      }
      if let place = places[key] {
        groups[place].append(picture)
      } else {
        places[key] = groups.count
        groups.append([picture])
      }
    }
    return groups
  }

  /// Groups of at least two, joined by every near pair.
  private static func nearGroups(_ pictures: [AuditedPicture]) -> [[AuditedPicture]] {
    let likenesses = pictures.map { $0.pixels?.likeness }
    var parents = Array(pictures.indices)
    func root(_ index: Int) -> Int {
      var index = index
      while parents[index] != index { index = parents[index] }
      return index
    }
    for (index, likeness) in likenesses.enumerated() {
      guard let likeness else { continue }
      for other in index + 1..<max(index + 1, likenesses.count) {
        guard let second = likenesses[other], likeness.isNear(second) else { continue }
        let (first, last) = (root(index), root(other))
        parents[max(first, last)] = min(first, last)
      }
    }
    return Dictionary(grouping: pictures.indices, by: root).values.filter { $0.count > 1 }
      .map { $0.sorted() }.sorted { $0[0] < $1[0] }.map { $0.map { pictures[$0] } }
  }
}
