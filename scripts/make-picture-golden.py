"""Writes pictures/ to Tests/WKDTests/Golden: one tiny file a format, and what Pillow reads from it.

Run: python3 scripts/make-picture-golden.py Tests/WKDTests/Golden   (made with Pillow and NumPy)
16-bit colour, which Pillow cannot write, is put together here chunk by chunk.
"""
import json
import os
import struct
import sys
import zlib

import numpy as np
from PIL import Image

out = f"{sys.argv[1]}/pictures"
os.makedirs(out, exist_ok=True)
rng = np.random.default_rng(0)
wanted = {}


def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(name, width, height, bits, color, rows, interlace=0, before=b""):
    header = struct.pack(">IIBBBBB", width, height, bits, color, 0, 0, interlace)
    with open(f"{out}/{name}", "wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + before
                   + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def keep(name, samples, depth=8):
    """Samples [H, W] or [H, W, 3] as [C, H, W]."""
    samples = np.asarray(samples)
    samples = samples[None] if samples.ndim == 2 else samples.transpose(2, 0, 1)
    wanted[name] = {"shape": samples.shape, "depth": depth, "samples": samples.ravel().tolist()}


def rows16(samples):
    return b"".join(b"\0" + row.astype(">u2").tobytes() for row in samples)


def on_white(rgb, alpha, top):
    share = alpha[..., None] / top
    return np.floor(rgb * share + top * (1 - share) + 0.5).astype(int)


grey16 = rng.integers(0, 65536, (5, 7))
png("grey16.png", 7, 5, 16, 0, rows16(grey16))
keep("grey16.png", grey16, 16)
gamma = chunk(b"gAMA", struct.pack(">I", 100000))
rgb16 = rng.integers(0, 65536, (5, 7, 3))
png("rgb16.png", 7, 5, 16, 2, rows16(rgb16), before=gamma)
keep("rgb16.png", rgb16, 16)
rgba16 = rng.integers(0, 65536, (4, 3, 4))
png("rgba16.png", 3, 4, 16, 6, rows16(rgba16))
keep("rgba16.png", on_white(rgba16[..., :3], rgba16[..., 3], 65535), 16)

bits = rng.integers(0, 2, (5, 9))
png("bits.png", 9, 5, 1, 0, b"".join(b"\0" + np.packbits(row).tobytes() for row in bits))
keep("bits.png", bits * 255)
palette = rng.integers(0, 256, (4, 3))
alphas = np.array([255, 0, 128, 255])
index = rng.integers(0, 4, (6, 5))
plain = b"".join(b"\0" + row.astype("u1").tobytes() for row in index)
colors = chunk(b"PLTE", palette.astype("u1").tobytes())
png("palette.png", 5, 6, 8, 3, plain, before=colors)
keep("palette.png", palette[index])
png("palette-alpha.png", 5, 6, 8, 3, plain,
    before=colors + chunk(b"tRNS", alphas.astype("u1").tobytes()))
keep("palette-alpha.png", on_white(palette[index], alphas[index], 255))

rgba = rng.integers(0, 256, (6, 5, 4)).astype("u1")
Image.fromarray(rgba).save(f"{out}/rgba.png")
keep("rgba.png", on_white(rgba[..., :3].astype(float), rgba[..., 3], 255))
la = rng.integers(0, 256, (6, 5, 2)).astype("u1")
Image.fromarray(la).save(f"{out}/la.png")
keep("la.png", on_white(la[..., :1].astype(float), la[..., 1], 255))

full = rng.integers(0, 256, (11, 13, 3))
passes = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2),
          (0, 1, 1, 2)]
rows = b"".join(b"\0" + row.astype("u1").tobytes() for x, y, dx, dy in passes
                for row in full[y::dy, x::dx] if full[y::dy, x::dx].size)
png("interlaced.png", 13, 11, 8, 2, rows, interlace=1)
keep("interlaced.png", full)

frames = [Image.fromarray(np.full((4, 4, 3), value, "u1")) for value in (10, 200)]
frames[0].save(f"{out}/animated.png", save_all=True, append_images=frames[1:])

smooth = np.add.outer(np.arange(16), np.arange(16))[..., None] * np.array([3, 5, 7, 2]) + 20
cmyk = Image.fromarray(smooth.astype("u1"), "CMYK")
cmyk.save(f"{out}/cmyk.jpg", quality=95)
keep("cmyk.jpg", np.asarray(Image.open(f"{out}/cmyk.jpg").convert("RGB")))
Image.fromarray(smooth[..., 0].astype("u1")).save(f"{out}/progressive.jpg", progressive=True)
keep("progressive.jpg", np.asarray(Image.open(f"{out}/progressive.jpg")))

for name, value in wanted.items():  # Pillow agrees wherever it keeps every bit
    if "16" in name or "alpha" in name or name in ("rgba.png", "la.png", "bits.png"):
        continue
    mode = "L" if value["shape"][0] == 1 else "RGB"
    read = np.asarray(Image.open(f"{out}/{name}").convert(mode))
    read = read[None] if mode == "L" else read.transpose(2, 0, 1)
    assert read.ravel().tolist() == value["samples"], name
assert np.array_equal(np.asarray(Image.open(f"{out}/grey16.png")), grey16)
with open(f"{out}/pictures.json", "w") as file:
    json.dump(wanted, file)
