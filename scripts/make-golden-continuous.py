"""Makes Tests/WKDTests/Golden/continuous.safetensors with PyWavelets 1.9. Run: python3 make-golden-continuous.py OUT"""
import sys

import numpy as np
import pywt
from safetensors.numpy import save_file

out = sys.argv[1]
rng = np.random.default_rng(7)
d = {}

# 1. wavelets: every family, with parameters that single precision holds exactly and one that it does not
names = (
    ["mexh", "morl"]
    + [f"{family}{order}" for family in ("gaus", "cgau") for order in range(1, 9)]
    + ["cmor1.5-1.0", "cmor0.7-2.3", "shan1.5-1.0", "shan0.5-2.0", "fbsp2-1.5-1.0", "fbsp3-1.0-0.5", "fbsp1-1.0-1.5"]
)
for name in names:
    w = pywt.ContinuousWavelet(name)
    psi, x = w.wavefun(7)
    d[f"wavefun.{name}.x"], d[f"wavefun.{name}.real"] = x, psi.real
    if w.complex_cwt:
        d[f"wavefun.{name}.imag"] = psi.imag
    d[f"central.{name}"] = np.array([pywt.central_frequency(w, precision=8), pywt.central_frequency(w, precision=12)])

# 2. transforms beyond those of cwt.safetensors; one length is odd, and scales are not sorted
t = np.arange(301) / 128.0
signal = np.sin(2 * np.pi * (6 * t + 9 * t**2)) + 0.1 * rng.standard_normal(t.size)
scales = np.array([24.0, 1.5, 2.0, 3.3, 5.7, 10.0, 17.1, 40.0])
d["signal"], d["scales"] = signal, scales
for name in ["gaus1", "gaus5", "cgau4", "shan1.5-1.0", "fbsp2-1.5-1.0"]:
    c, f = pywt.cwt(signal, scales, name, sampling_period=1 / 128, method="conv")
    d[f"cwt.{name}.real"], d[f"cwt.{name}.frequencies"] = c.real, f
    if np.iscomplexobj(c):
        d[f"cwt.{name}.imag"] = c.imag

# 3. scales at which the wavelet reaches far beyond the signal
for name in ["mexh", "gaus1", "cmor1.5-1.0"]:
    c, f = pywt.cwt(signal, [400.0, 20000.0], name, sampling_period=1 / 128, method="fft")
    d[f"far.{name}.real"] = c.real
    if np.iscomplexobj(c):
        d[f"far.{name}.imag"] = c.imag

save_file({k: np.ascontiguousarray(v, dtype=np.float64) for k, v in d.items()}, f"{out}/continuous.safetensors")
