import Foundation
import Markup
import SampleLessons
import Testing

@Suite("MathText")
struct MathTextTests {
  @Test(
    "formulas of the lessons become lines that read well",
    arguments: [
      (
        #"\int \psi(t)\,dt = 0, \qquad \int \psi(t)^2\,dt = 1 ."#,
        "∫ ψ(t) dt = 0,    ∫ ψ(t)² dt = 1."
      ),
      (
        #"\psi(t) = \frac{2}{\sqrt 3\,\pi^{1/4}}\,(1 - t^2)\,e^{-t^2/2} ."#,
        "ψ(t) = 2 / (√3 π^(1/4)) · (1 − t²) e^(−t²/2)."
      ),
      (#"t = \pm\sqrt 3"#, "t = ±√3"),
      (#"\int t^k \psi(t)\,dt"#, "∫ tᵏ ψ(t) dt"),
      (
        #"C_\psi = \int_0^\infty |\hat\psi(\omega)|^2/\omega\;d\omega"#,
        "C_ψ = ∫₀^∞ |ψ\u{302}(ω)|²/ω dω"
      ),
      (
        #"\psi_{a,b}(t) = \frac{1}{\sqrt a}\;\psi\!\left(\frac{t - b}{a}\right)."#,
        "ψ_(a,b)(t) = 1/√a · ψ((t − b)/a)."
      ),
      (#"\sqrt a\,(a\omega)^2 e^{-(a\omega)^2/2}"#, "√a (aω)² e^(−(aω)²/2)"),
      (#"\omega = 2\pi f/f_s"#, "ω = 2πf/fₛ"),
      (
        #"a^\* = \sqrt{\tfrac52}\;\frac{f_s}{2\pi f} \quad\text{with } \tfrac{1}{\sqrt a}"#,
        "a* = √(5/2) fₛ/(2πf)  with 1/√a"
      ),
      (#"2^{-j/2}\,\psi\!\left(2^{-j}t - k\right)"#, "2^(−j/2) ψ(2⁻ʲ t − k)"),
      (#"\left(\frac{p+q}{\sqrt2}\right)^2"#, "((p + q)/√2)²"),
      (#"\sigma\sqrt{2 \ln n}"#, "σ√(2 ln n)"),
      (#"p_i = \frac{e^{z_i / T}}{\sum_j e^{z_j / T}} ."#, "pᵢ = e^(zᵢ/T) / (∑ⱼ e^(zⱼ/T))."),
      (
        #"\underbrace{\mathrm{KL}\!\left(p_t^{(T)} \,\|\, p_s^{(T)}\right)}_{\text{soft}}"#,
        "KL(pₜ⁽ᵀ⁾ ‖ pₛ⁽ᵀ⁾) [soft]"
      ),
      (#"L_{\text{KD}} = \big\| G_t(x) \big\|_1"#, "L_KD = ‖Gₜ(x)‖₁"),
      (
        #"\sum_{l=1}^{3}\; \operatorname{mean}_{b \in \{LH, HL, HH\}}\Big|\Psi_l^b\Big|"#,
        "∑ₗ₌₁³ mean_(b ∈ {LH, HL, HH}) |Ψₗᵇ|"
      ),
      (#"L = L_{\text{original}} + \alpha L_{\text{WKD}}"#, "L = L_original + α L_WKD"),
      (#"|G_{BA}(G_{AB}(x)) - x|"#, "|G_BA(G_AB(x)) − x|"),
    ])
  func lessons(latex: String, text: String) {
    #expect(MathText.line(of: latex) == text)
  }

  @Test(
    "so do their neighbours",
    arguments: [
      (#"a_{ij} x^{-1}"#, "aᵢⱼ x⁻¹"), (#"\langle a, b \rangle"#, "⟨a, b⟩"),
      (#"\lVert x \rVert \approx 1 \times 2"#, "‖x‖ ≈ 1 × 2"), (#"\tfrac12 x"#, "½x"),
      (#"\frac{a}{bc}"#, "a/(bc)"), (#"\frac{\partial L}{\partial w}"#, "∂L/∂w"),
      (#"e^{i\pi} = -1"#, "e^(iπ) = −1"), (#"\sqrt{x_1} + \sqrt[3]{x}"#, "√(x₁) + ∛x"),
      (#"\cos^2 x + \log_2 n"#, "cos² x + log₂ n"), (#"1{,}000"#, "1,000"),
      (#"\lim_{n \to \infty} \frac{1}{n}"#, "lim_(n→∞) 1/n"),
      (#"\mathbf{x} \in \mathbb{R}^n"#, "x ∈ ℝⁿ"),
      (
        #"f(x) = \begin{cases} 1 & x > 0 \\ 0 & \text{otherwise} \end{cases}"#,
        "f(x) = {1, x > 0; 0, otherwise}"
      ),
      (#"\begin{aligned} a &= b \\ &= c \end{aligned} \tag{1.2}"#, "a = b = c   (1.2)"),
      (#"{a + b}^2"#, "(a + b)²"), (#"f'(x)"#, "f′(x)"), (#"\overline{AB}"#, "A\u{305}B\u{305}"),
      ("", ""),
    ])
  func neighbours(latex: String, text: String) {
    #expect(MathText.line(of: latex) == text)
  }

  @Test("LaTeX that cannot be read stays as it is", arguments: [#"\foo{x}"#, "{x", "x_1_2"])
  func unreadable(latex: String) {
    #expect(MathText.line(of: latex) == latex)
  }

  @Test("no formula of the lessons keeps LaTeX's commands or braces of groups")
  func complete() throws {
    for formula in try LessonFiles.formulas() {
      let line = MathText.line(of: formula.latex)
      #expect(!line.contains("\\"), "\(formula.latex)")
      #expect(!line.contains("\n"))
      #expect(line == line.trimmingCharacters(in: .whitespaces))
    }
  }
}
