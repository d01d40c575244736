"""Times PyWavelets, pytorch_wavelets and ptwt on the works that `wkd-learn bench wavelets` times.

Run: python3 scripts/bench/wavelets.py inputs FILE          writes the inputs
     python3 scripts/bench/wavelets.py run FILE RESULTS THREADS   times the works, writes their numbers
Prints one JSON line: work -> [median, fastest] in seconds.
"""
import json
import sys

import numpy as np
import torch
from safetensors.numpy import load_file, save_file

from timing import timed


def make_inputs(path):
    rng = np.random.default_rng(0)
    save_file({
        "student": rng.standard_normal((8, 3, 256, 256)).astype(np.float32),
        "teacher": rng.standard_normal((8, 3, 256, 256)).astype(np.float32),
        "image": rng.standard_normal((1024, 1024)),
        "signal": rng.standard_normal(65_536),
        "scales": np.geomspace(2, 512, 64),
    }, path)


def run(path, results_path, threads):
    import ptwt
    import pywt
    from pytorch_wavelets import DWTForward

    torch.set_num_threads(threads)
    inputs = load_file(path)
    student = torch.from_numpy(inputs["student"]).requires_grad_()
    teacher = torch.from_numpy(inputs["teacher"])
    times, results = {}, {}

    for wave in ("haar", "db3"):
        transform = DWTForward(J=3, wave=wave, mode="zero")

        def step():
            student.grad = None
            _, ours = transform(student)
            with torch.no_grad():
                _, theirs = transform(teacher)
            loss = sum((a - b).abs().mean() for a, b in zip(ours, theirs))
            loss.backward()
            return loss

        times[f"loss {wave}"] = timed(step, 20)
        results[f"loss {wave}"] = np.array([step().item()])
        results[f"gradient {wave}"] = student.grad.numpy().copy()

    image = inputs["image"]
    times["forward"] = timed(lambda: pywt.wavedec2(image, "haar", mode="zero", level=3), 20)
    coarsest, *details = pywt.wavedec2(image, "haar", mode="zero", level=3)
    results["forward LL3"], results["forward HH1"] = coarsest, details[-1][2]

    def there_and_back():
        with torch.no_grad():
            bands = ptwt.wavedec2(student, pywt.Wavelet("db4"), mode="reflect", level=3)
            return bands, ptwt.waverec2(bands, pywt.Wavelet("db4"))

    times["round trip"] = timed(there_and_back, 20)
    bands, restored = there_and_back()
    results["round trip LL3"] = bands[0].numpy()
    results["round trip image"] = restored.numpy()

    signal, scales = inputs["signal"], inputs["scales"]
    times["continuous"] = timed(lambda: pywt.cwt(signal, scales, "morl", method="fft"), 7, 1)
    results["continuous"] = pywt.cwt(signal, scales, "morl", method="fft")[0]

    save_file({k: np.ascontiguousarray(v) for k, v in results.items()}, results_path)
    print(json.dumps(times))


if sys.argv[1] == "inputs":
    make_inputs(sys.argv[2])
else:
    run(sys.argv[2], sys.argv[3], int(sys.argv[4]))
