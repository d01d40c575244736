/// The known word that somebody most probably meant who typed another one; nil where none is near.
///
/// Capitals do not count. A word that is cut off means the one that goes on from it.
package func closest(to word: String, among known: [String]) -> String? {
  let word = word.lowercased()
  let longer = known.filter { word.count > 2 && $0.lowercased().hasPrefix(word) }
  if longer.count == 1 { return longer[0] }
  let all = known.map { (name: $0, distance: editDistance($0.lowercased(), word)) }
  guard let best = all.min(by: { $0.distance < $1.distance }) else { return nil }
  let isNear =
    best.distance <= max(1, word.count / 3) || isOneSlip(best.name.lowercased(), word)
  return isNear ? best.name : nil
}

/// Whether one slip of the hand leads from one word to the other: a letter too many, too few, or another
/// one, or two exchanged.
package func isOneSlip(_ name: String, _ word: String) -> Bool {
  editDistance(name, word) <= 1
    || (editDistance(name, word) == 2 && name.count == word.count && name.sorted() == word.sorted())
}

/// The number of letters to insert, delete or replace to turn one word into the other.
package func editDistance(_ first: String, _ second: String) -> Int {
  let target = Array(second)
  var row = Array(0...target.count)
  for (i, letter) in first.enumerated() {
    var diagonal = row[0]
    row[0] = i + 1
    for (j, other) in target.enumerated() {
      let replaced = diagonal + (letter == other ? 0 : 1)
      diagonal = row[j + 1]
      row[j + 1] = min(replaced, row[j] + 1, row[j + 1] + 1)
    }
  }
  return row[target.count]
}
