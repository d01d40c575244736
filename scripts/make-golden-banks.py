"""Writes the oracle of the discrete wavelets to Tests/WKDTests/Golden: wavelet_banks.json, stationary.safetensors,
packets.safetensors and denoising.json.

Run: python3 scripts/make-golden-banks.py Tests/WKDTests/Golden   (PyWavelets 1.8.0, scikit-image 0.26, safetensors)
"""
import json
import sys
import warnings

import numpy as np
import pywt
from safetensors.numpy import save_file
from skimage.restoration import denoise_wavelet

warnings.simplefilter("ignore")
out = sys.argv[1]
rng = np.random.default_rng(11)

# Every discrete name that PyWavelets has, with a fingerprint of the bits of its filters: a wrong last bit shows.
names = pywt.wavelist(kind="discrete")
banks = {}
for name in names:
    parts = {}
    for key in ("dec_lo", "dec_hi", "rec_lo", "rec_hi"):
        bits = np.array(getattr(pywt.Wavelet(name), key), dtype="<f8") + 0.0  # -0 counts as 0
        words = bits.view("<u8").tolist()
        mixed = 14695981039346656037
        for word in words:
            mixed = ((mixed ^ word) * 1099511628211) % 2**64  # FNV-1a over words
        parts[key] = f"{len(words)}:{mixed:016x}"
    banks[name] = parts
thresholding = {"values": ["nan", "inf", "-inf", "-2.5", "-1", "-0.5", "0.25", "1", "1.5", "3"], "rules": {}}
values = np.array([float(v) for v in thresholding["values"]])
for rule in ("hard", "soft", "garrote", "less", "greater"):
    thresholding["rules"][rule] = [repr(float(v)) for v in pywt.threshold(values, 1.0, rule)]
thresholding["rules"]["firm"] = [repr(float(v)) for v in pywt.threshold_firm(values, 1.0, 2.0)]
with open(f"{out}/wavelet_banks.json", "w") as file:
    json.dump({"pywt": pywt.__version__, "banks": banks, "thresholding": thresholding}, file, indent=0)

# Stationary transforms, and the inverse of bands that are no transform of a signal.
arrays = {}
for name in ("haar", "db2", "db7", "sym4", "coif1", "bior2.2", "bior3.9", "rbio1.5", "dmey"):
    for n, levels in ((8, 3), (12, 2), (2, 1)):
        x = rng.standard_normal(n)
        key = f"{name}/{n}/{levels}"
        bands = pywt.swt(x, name, level=levels)[::-1]
        noisy = [(a + rng.standard_normal(n), d + rng.standard_normal(n)) for a, d in bands]
        arrays[f"{key}/signal"] = x
        arrays[f"{key}/bands"] = np.array(bands)
        arrays[f"{key}/energy"] = np.array(pywt.swt(x, name, level=levels, norm=True)[::-1])
        arrays[f"{key}/noisy"] = np.array(noisy)
        arrays[f"{key}/inverse"] = pywt.iswt(noisy[::-1], name)
    for shape, levels in (((4, 12), 2), ((6, 2), 1)):
        x = rng.standard_normal(shape)
        key = f"{name}/{shape[0]}x{shape[1]}/{levels}"
        bands = [(a, *d) for a, d in pywt.swt2(x, name, level=levels)[::-1]]
        noisy = [tuple(band + rng.standard_normal(shape) for band in level) for level in bands]
        arrays[f"{key}/image"] = x
        arrays[f"{key}/bands"] = np.array(bands)
        arrays[f"{key}/noisy"] = np.array(noisy)
        arrays[f"{key}/inverse"] = pywt.iswt2([(a, (h, v, d)) for a, h, v, d in noisy[::-1]], name)
save_file({k: np.ascontiguousarray(v, dtype=np.float64) for k, v in arrays.items()}, f"{out}/stationary.safetensors")

# Wavelet packets: all nodes of the last level in natural order, one after the other, in every mode.
arrays = {}
for name in ("haar", "db3", "bior2.2"):
    for mode in pywt.Modes.modes:
        for n, levels in ((13, 3), (16, 2)):
            x = rng.standard_normal(n)
            tree = pywt.WaveletPacket(x, name, mode=mode, maxlevel=levels)
            key = f"{name}/{mode}/{n}/{levels}"
            arrays[f"{key}/signal"] = x
            arrays[f"{key}/leaves"] = np.concatenate([node.data for node in tree.get_level(levels, "natural")])
        x = rng.standard_normal((5, 8))
        tree = pywt.WaveletPacket2D(x, name, mode=mode, maxlevel=2)
        key = f"{name}/{mode}/5x8/2"
        arrays[f"{key}/image"] = x
        arrays[f"{key}/leaves"] = np.concatenate([node.data.ravel() for node in tree.get_level(2, "natural")])
save_file({k: np.ascontiguousarray(v, dtype=np.float64) for k, v in arrays.items()}, f"{out}/packets.safetensors")

# Denoising by scikit-image, with the deviation of the noise given: its own estimate divides by 0.67449, and leaves
# out zeros. The picture stays within 0 and 1, where scikit-image cuts.
y, x = np.mgrid[0:16, 0:20]
clean = 0.5 + 0.2 * np.sin(x / 4) * np.cos(y / 3)
image = np.round(clean + 0.05 * rng.standard_normal(clean.shape), 4)
cases = []
for name in ("haar", "sym4"):
    for method in ("BayesShrink", "VisuShrink"):
        for rule in ("soft", "hard"):
            bands = pywt.wavedec2(image, name, level=2)
            sigma = float(np.median(np.abs(bands[-1][2])) / 0.6745)
            found = denoise_wavelet(
                image, sigma=sigma, wavelet=name, mode=rule, wavelet_levels=2, method=method, rescale_sigma=False)
            cases.append({
                "wavelet": name, "method": method, "rule": rule, "sigma": sigma, "found": np.round(found, 13).tolist()})
tree = pywt.WaveletPacket(np.zeros(16), "haar", maxlevel=3)
order = {str(level): [node.path for node in tree.get_level(level, "freq")] for level in (1, 2, 3)}
tree = pywt.WaveletPacket2D(np.zeros((8, 8)), "haar", maxlevel=2)
grid = [[node.path for node in row] for row in tree.get_level(2, "freq")]
with open(f"{out}/denoising.json", "w") as file:
    json.dump({"image": image.tolist(), "cases": cases, "frequency": order, "grid": grid}, file)
