"""Writes Sources/WKD/Wavelets/FilterTables.swift from PyWavelets' filter banks.

Run: python3 scripts/make-filters.py > Sources/WKD/Wavelets/FilterTables.swift   (needs PyWavelets)
Orthogonal banks are kept as their low-pass reconstruction filter alone, the other three follow from it;
a reverse biorthogonal bank is its biorthogonal one with both halves exchanged.
"""
import pywt


def literal(values):
    text, line = [], "      "
    for value in values:
        item = repr(float(value)) + ","
        if len(line) + len(item) + 1 > 98:
            text.append(line.rstrip())
            line = "      "
        line += item + " "
    return "\n".join([*text, line.rstrip()])


print(f"""// swift-format-ignore-file
// Made by scripts/make-filters.py from PyWavelets {pywt.__version__} (MIT licence); do not edit.
// Source of the values: Daubechies, "Ten lectures on wavelets", SIAM 1992.

enum FilterTables {{
  /// Low-pass reconstruction filters of the orthogonal families.
  static let orthogonal: [String: [Double]] = [""")
for family in ("db", "sym", "coif"):
    for name in pywt.wavelist(family):
        order = int(name[len(family):])
        if (family == "db" and not 2 <= order <= 20) or (family == "coif" and order > 5):
            continue
        print(f'    "{name}": [\n{literal(pywt.Wavelet(name).rec_lo)}\n    ],')
print("""  ]

  /// Low-pass decomposition and reconstruction filters of the biorthogonal family.
  static let biorthogonal: [String: (decomposition: [Double], reconstruction: [Double])] = [""")
for name in pywt.wavelist("bior"):
    w = pywt.Wavelet(name)
    print(f'    "{name}": (\n    [\n{literal(w.dec_lo)}\n    ],\n    [\n{literal(w.rec_lo)}\n    ]),')
print("  ]\n}")
