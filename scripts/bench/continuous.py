"""Times pywt.cwt on the work of the library's continuous benchmark; prints one line of JSON.

Run: OMP_NUM_THREADS=1 python3 continuous.py [--signal FILE --coefficients FILE]

65,536 samples, 64 scales from 2 to 512, morl, float64, method "fft": the best and the median of seven runs.
With --signal the float64 samples are read from a raw file, with --coefficients the result is written to one,
so that two programs can be compared on the same numbers.
"""
import argparse
import importlib.metadata
import json
import os
import statistics
import time

import numpy as np
import pywt

parser = argparse.ArgumentParser()
parser.add_argument("--signal")
parser.add_argument("--coefficients")
parser.add_argument("--repetitions", type=int, default=7)
arguments = parser.parse_args()

n = 65_536
if arguments.signal:
    signal = np.fromfile(arguments.signal, dtype=np.float64)
else:
    t = np.arange(n) / n
    signal = np.sin(2 * np.pi * (500 * t + 4000 * t**2))
scales = np.geomspace(2, 512, 64)
seconds = []
for _ in range(arguments.repetitions):
    start = time.perf_counter()
    coefficients, _ = pywt.cwt(signal, scales, "morl", method="fft")
    seconds.append(time.perf_counter() - start)
if arguments.coefficients:
    coefficients.tofile(arguments.coefficients)
print(json.dumps({
    "library": "PyWavelets", "version": importlib.metadata.version("PyWavelets"), "numpy": np.__version__,
    "threads": os.environ.get("OMP_NUM_THREADS", "default"), "samples": len(signal), "scales": len(scales),
    "best_s": min(seconds), "median_s": statistics.median(seconds), "largest": float(np.abs(coefficients).max()),
}))
