/// Unicode's small letters and digits below and above the line.
enum MathScriptText {
  /// The text below the line, or nil where Unicode lacks one of its characters.
  static func lowered(_ text: String) -> String? {
    mapped(text, by: lower)
  }

  /// The text above the line, or nil where Unicode lacks one of its characters.
  static func raised(_ text: String) -> String? {
    mapped(text, by: upper)
  }

  private static func mapped(_ text: String, by table: [Character: Character]) -> String? {
    var result = ""
    for character in text {
      guard let small = table[character] else { return nil }
      result.append(small)
    }
    return result
  }

  private static let lower = table(
    from: "0123456789+−=()aehijklmnoprstuvxβγρφχ′",
    to: "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ′")

  private static let upper = table(
    from: "0123456789+−=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWβγδθφχ∗′†∘°⊤",
    to: "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵝᵞᵟᶿᵠᵡ*′†°°ᵀ")

  private static func table(from plain: String, to small: String) -> [Character: Character] {
    Dictionary(uniqueKeysWithValues: zip(plain, small))
  }
}
