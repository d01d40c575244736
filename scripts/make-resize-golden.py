#!/usr/bin/env python3
"""Writes pictures resized by Pillow's bicubic filter, for the tests of the reference's preprocessing.

    python -m venv .venv && .venv/bin/pip install pillow numpy safetensors
    .venv/bin/python scripts/make-resize-golden.py

The golden file was made with Pillow 13.0.0, numpy 2.4.6, safetensors 0.8.0.
"""
from pathlib import Path

import numpy as np
from PIL import Image
from safetensors.numpy import save_file

GOLDEN = Path(__file__).resolve().parent.parent / "Tests/WKDTests/Golden"
# Width and height before and after: shrunk, grown, one axis alone, odd ratios, a single column.
SIZES = [
    (50, 37, 32, 32), (20, 12, 33, 40), (31, 17, 31, 9), (31, 17, 8, 17), (97, 13, 20, 8),
    (9, 64, 16, 16), (1, 7, 8, 8),
]

random = np.random.default_rng(1)
tensors = {}
for index, (width, height, new_width, new_height) in enumerate(SIZES):
    # Noise over the whole range, so that the filter overshoots and is clipped.
    picture = random.integers(0, 256, (height, width, 3), dtype=np.uint8)
    resized = np.asarray(Image.fromarray(picture).resize((new_width, new_height), Image.BICUBIC))
    tensors[f"{index}.picture"] = np.ascontiguousarray(picture.transpose(2, 0, 1))
    tensors[f"{index}.resized"] = np.ascontiguousarray(resized.transpose(2, 0, 1))
save_file(tensors, GOLDEN / "bicubic.safetensors")
