"""Writes Tests/WKDTests/Golden/modes.safetensors: every boundary mode of PyWavelets on short and odd signals and images.

Run: python3 scripts/make-mode-golden.py Tests/WKDTests/Golden/modes.safetensors   (PyWavelets, numpy, safetensors)
Keys: WAVELET.MODE.LENGTH.{signal,cA2,cD2,cD1} and WAVELET.MODE.HxW.{image,LL1,LH1,HL1,HH1}.
"""
import sys
import warnings

import numpy as np
import pywt
from safetensors.numpy import save_file

warnings.simplefilter("ignore")  # two levels of one sample are deeper than PyWavelets likes
rng = np.random.default_rng(7)
arrays = {}
for name in ("haar", "db3", "sym8", "bior3.5", "coif3"):
    for mode in pywt.Modes.modes:
        for length in (1, 2, 3, 7, 16, 29):
            signal = rng.standard_normal(length)
            key = f"{name}.{mode}.{length}"
            try:
                parts = pywt.wavedec(signal, name, mode=mode, level=2)
            except ValueError:
                continue  # PyWavelets does not reflect a single sample
            arrays |= {f"{key}.signal": signal} | {f"{key}.{p}": v for p, v in zip(("cA2", "cD2", "cD1"), parts)}
        for shape in ((1, 5), (9, 14)):
            image = rng.standard_normal(shape)
            key = f"{name}.{mode}.{shape[0]}x{shape[1]}"
            try:
                ll, (lh, hl, hh) = pywt.dwt2(image, name, mode=mode)
            except ValueError:
                continue
            arrays |= {f"{key}.image": image, f"{key}.LL1": ll, f"{key}.LH1": lh, f"{key}.HL1": hl, f"{key}.HH1": hh}
save_file({k: np.ascontiguousarray(v) for k, v in arrays.items()}, sys.argv[1])
