"""Writes Sources/WKD/Wavelets/FilterTables.swift: PyWavelets' filter banks, and those of MATLAB that it lacks.

Run: python3 scripts/make-filters.py > Sources/WKD/Wavelets/FilterTables.swift   (needs PyWavelets)
An orthogonal bank is kept as its low-pass reconstruction filter alone, the other three follow from it; a reverse
biorthogonal bank is its biorthogonal one with both halves exchanged. The table is one text, which compiles at once;
`repr` gives the shortest digits that name the double, so that nothing is lost.
"""
import pywt

# Published low-pass filters that PyWavelets has not; orthonormal as far as their digits go.
# Beylkin, and Vaidyanathan to 12 digits: Wickerhauser, "Adapted wavelet analysis", 1994, as in WaveLab 850 and MATLAB.
# Fejer-Korovkin: Nielsen, "On the construction and frequency localization of finite orthogonal quadrature filters",
# 2001, as in the R package waveslim and in MATLAB.
PUBLISHED = {
    "beyl": [
        0.099305765374353, 0.424215360812961, 0.699825214056600, 0.449718251149468, -0.110927598348234,
        -0.264497231446384, 0.026900308803690, 0.155538731877093, -0.017520746266529, -0.088543630622924,
        0.019679866044322, 0.042916387274192, -0.017460408696028, -0.014365807968852, 0.010040411844631,
        0.0014842347824723, -0.002736031626258, 0.0006404853285212],
    "fk4": [0.653927555569765, 0.753272492839487, 0.0531792287790598, -0.0461657148152177],
    "fk6": [
        0.42791503242231, 0.812919643136907, 0.356369511070187, -0.146438681272577, -0.0771777574069701,
        0.0406258144232379],
    "fk8": [
        0.3492381118638, 0.782683620384065, 0.475265135079471, -0.0996833284505732, -0.15997809743403,
        0.0431066681065162, 0.0425816316775818, -0.0190001788537359],
    "fk14": [
        0.260371769291396, 0.686891477239599, 0.611554653959511, 0.0514216541421191, -0.245613928162192,
        -0.0485753390858553, 0.124282560921513, 0.0222267396224631, -0.0639973730391417, -0.00507437254997285,
        0.029779711590379, -0.00329747915270872, -0.00927061337444824, 0.00351410097043596],
    "fk18": [
        0.2214515194360345, 0.6335563639152345, 0.6509831067841178, 0.1423451789259654, -0.2461979800493986,
        -0.1136225515492217, 0.1278484507573520, 0.07070292322194529, -0.07524062280870671, -0.03972386789549200,
        0.04593660448589165, 0.01869540067916261, -0.02663249564356005, -0.006157329255229687,
        0.01363931324915134, -0.0003263608423390426, -0.004679884925355524, 0.001635793887541839],
    "fk22": [
        0.193896107759957, 0.589452190929428, 0.670084962942026, 0.21562984913477, -0.228028855771577,
        -0.164465715268843, 0.11154914372207, 0.110155264934066, -0.0660845167937792, -0.0718416819231261,
        0.0435423676255571, 0.0447752121844098, -0.0297428807492741, -0.0259708730890212, 0.020284486066678,
        0.0129642494110898, -0.0128859905624436, -0.00483843263644019, 0.00717380316527169, 0.00036128556221949,
        -0.00267699163858104, 0.000880577368638464],
    "vaid": [
        -0.000062906118, 0.000343631905, -0.000453956620, -0.000944897136, 0.002843834547, 0.000708137504,
        -0.008839103409, 0.003153847056, 0.019687215010, -0.014853448005, -0.035470398607, 0.038742619293,
        0.055892523691, -0.077709750902, -0.083928884366, 0.131971661417, 0.135084227129, -0.194450471766,
        -0.263494802488, 0.201612161775, 0.635601059872, 0.572797793211, 0.250184129505, 0.045799334111],
}


def lines(key, values):
    """The key, then its numbers on lines of at most 98 columns."""
    line, done = "    " + key, []
    for item in (repr(float(value)) for value in values):
        if len(line) + len(item) + 1 > 98:
            done.append(line)
            line = "     "
        line += " " + item
    return "\n".join([*done, line])


print(f"""// swift-format-ignore-file
// Made by scripts/make-filters.py from PyWavelets {pywt.__version__} (MIT licence); do not edit.
// Sources of the values: Daubechies, "Ten lectures on wavelets", SIAM 1992; for fk Nielsen, 2001; for beyl and
// vaid Wickerhauser, "Adapted wavelet analysis", 1994.

enum FilterTables {{
  /// A name and its taps, again and again: the low-pass reconstruction filter of an orthogonal bank, and of
  /// a biorthogonal one the low-pass filters of decomposition and reconstruction.
  static let text = \"\"\"""")
for name in pywt.wavelist(kind="discrete"):
    w = pywt.Wavelet(name)
    if w.short_family_name == "bior":
        print(lines(f"{name}/decomposition", w.dec_lo))
        print(lines(f"{name}/reconstruction", w.rec_lo))
    elif w.short_family_name != "rbio":
        print(lines(name, w.rec_lo))
for name, taps in PUBLISHED.items():
    print(lines(name, taps))
print('    """\n}')
