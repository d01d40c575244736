"""Writes wavelet_properties.json and thresholds.json to Tests/WKDTests/Golden with PyWavelets.

Run: python3 scripts/make-wavelet-golden.py Tests/WKDTests/Golden   (made with PyWavelets 1.8.0)
"""
import json
import sys

import numpy as np
import pywt

out = sys.argv[1]
names = pywt.wavelist(kind="discrete")
lengths = [0, 1, 2, 3, 5, 6, 7, 8, 13, 14, 15, 16, 38, 39, 64, 77, 78, 100, 255, 256, 1000, 4096]
properties = {}
for name in names:
    w = pywt.Wavelet(name)
    properties[name] = {
        "family": w.family_name, "orthogonal": w.orthogonal, "biorthogonal": w.biorthogonal,
        "symmetry": w.symmetry, "psi": w.vanishing_moments_psi, "phi": w.vanishing_moments_phi,
        "length": w.dec_len, "levels": [pywt.dwt_max_level(n, w) for n in lengths],
    }
with open(f"{out}/wavelet_properties.json", "w") as file:
    json.dump({"lengths": lengths, "wavelets": properties}, file)

values = np.round(np.random.default_rng(0).normal(size=40), 3).tolist() + [0.5, -0.5, 0.0, 1.0, -1.0]
thresholds = [0.25, 0.5, 1.0]
rules = {
    rule: [pywt.threshold(np.array(values), t, rule).tolist() for t in thresholds]
    for rule in ("hard", "soft", "garrote")
}
# VisuShrink, channel by channel, and what is left of a noisy ramp.
image = np.add.outer(np.arange(18.0), np.arange(21.0)) / 38
image = np.round(image + 0.05 * np.random.default_rng(1).normal(size=image.shape), 4)
pyramid = pywt.wavedec2(image, "db2", mode="symmetric", level=2)
deviation = float(np.median(np.abs(pyramid[-1][2])) / 0.6745)
threshold = deviation * np.sqrt(2 * np.log(image.size))
kept = [pyramid[0]] + [tuple(pywt.threshold(b, threshold, "soft") for b in d) for d in pyramid[1:]]
denoised = pywt.waverec2(kept, "db2", mode="symmetric")[: image.shape[0], : image.shape[1]]
with open(f"{out}/thresholds.json", "w") as file:
    json.dump({
        "values": values, "thresholds": thresholds, "rules": rules, "image": image.tolist(),
        "deviation": deviation, "threshold": float(threshold), "denoised": denoised.tolist(),
    }, file)
