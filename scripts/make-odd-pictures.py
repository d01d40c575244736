"""Writes pictures/odd to Tests/WKDTests/Golden: odd but legal files, and what Pillow reads from them.

Run with Pillow 13.0.0 and NumPy, and with cjpeg, jpegtran (libjpeg-turbo-progs) and tiffcp (libtiff-tools)
on the search path:

    python3 -m venv /tmp/odd && /tmp/odd/bin/pip install pillow==13.0.0 numpy
    /tmp/odd/bin/python scripts/make-odd-pictures.py Tests/WKDTests/Golden

odd.json holds for each file the shape, the depth, whether it has alpha, and the fingerprint (of WKD) of the
samples: planes of colours laid on white, then alpha; 16-bit samples are floats. Where Pillow keeps fewer bits
than the file, the samples that were put in take its place.
"""
import io
import json
import os
import struct
import subprocess
import sys
import zlib

import numpy as np
from PIL import Image, ImageOps

out = f"{sys.argv[1]}/pictures/odd"
os.makedirs(out, exist_ok=True)
for name in os.listdir(out):
    os.remove(f"{out}/{name}")
rng = np.random.default_rng(0)
wanted = {}


# --- What is expected -------------------------------------------------------------------------------
def on_white(colors, alpha, top):
    colors, alpha = colors.astype(np.int64), alpha.astype(np.int64)[..., None]
    return (colors * alpha + top * (top - alpha) + top // 2) // top


def keep(name, colors, alpha=None, depth=8):
    """Straight colours [H, W] or [H, W, C], and alpha [H, W]."""
    top = 2 ** depth - 1
    colors = np.asarray(colors)
    colors = colors[..., None] if colors.ndim == 2 else colors
    colors = colors if alpha is None else on_white(colors, np.asarray(alpha), top)
    kind = "<f4" if depth == 16 else "u1"
    planes = [colors.transpose(2, 0, 1).astype(kind)]
    planes += [] if alpha is None else [np.asarray(alpha).astype(kind)[None]]
    wanted[name] = {"shape": planes[0].shape, "depth": depth, "hasAlpha": alpha is not None,
                    "fingerprint": fingerprint(planes)}


def fingerprint(tensors):
    """WKD's Fingerprint of the tensors."""
    state = 0xcbf29ce484222325
    for tensor in tensors:
        data = tensor.tobytes()
        whole = len(data) // 8
        words = list(tensor.shape) + list(struct.unpack(f"<{whole}Q", data[:8 * whole]))
        for word in words + list(data[8 * whole:]):
            state = (state ^ word) * 0x100000001b3 % 2 ** 64
            state ^= state >> 29
    return f"{state:016x}"


def keep_as_pillow(name):
    image = Image.open(f"{out}/{name}")
    image.load()
    image = ImageOps.exif_transpose(image)
    if image.mode in ("I;16", "I;16B", "I"):
        return keep(name, np.asarray(image), depth=16)
    if image.mode == "1":
        image = image.convert("L")
    if image.mode == "RGBX":
        image = image.convert("RGB")
    if image.mode in ("RGBa", "La"):
        image = image.convert({"RGBa": "RGBA", "La": "LA"}[image.mode])
    if image.mode == "P" or "transparency" in image.info:
        has_alpha = "transparency" in image.info or image.palette and image.palette.mode == "RGBA"
        image = image.convert(("LA" if image.mode == "L" else "RGBA") if has_alpha else "RGB")
    if image.mode in ("CMYK", "YCbCr"):
        image = image.convert("RGB")
    samples = np.asarray(image)
    assert image.mode in ("L", "LA", "RGB", "RGBA"), (name, image.mode)
    if image.mode in ("LA", "RGBA"):
        return keep(name, samples[..., :-1], samples[..., -1])
    keep(name, samples)


def put(name, data):
    with open(f"{out}/{name}", "wb") as file:
        file.write(data)


def put_and_keep(name, data):
    put(name, data)
    keep_as_pillow(name)


# --- The picture: smooth, with an edge and some noise -------------------------------------------------
def photo(height, width):
    y, x = np.mgrid[0:height, 0:width]
    base = np.stack([6 * x + y, 240 - 4 * y + x, 128 + 90 * np.sin(x / 5) * np.cos(y / 4)], 2)
    base[(x - width / 2) ** 2 + (y - height / 2) ** 2 < height * width / 16] = (230, 40, 20)
    return np.clip(base + rng.normal(0, 6, base.shape), 0, 255).astype("u1")


rgb = photo(29, 37)
grey = rgb[..., 1]
fade = np.clip(np.add.outer(np.arange(29) * 6, np.arange(37) * 3), 0, 255).astype("u1")


def run(*command, data):
    return subprocess.run(command, input=data, capture_output=True, check=True).stdout


def ppm(samples):
    head = b"P6" if samples.ndim == 3 else b"P5"
    return head + b"\n%d %d\n255\n" % (samples.shape[1], samples.shape[0]) + samples.tobytes()


def cjpeg(*options, samples=rgb):
    return run("cjpeg", *options, data=ppm(samples))


def with_exif(jpeg, exif):
    part = b"Exif\0\0" + exif
    return jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(part) + 2) + part + jpeg[2:]


def exif(orientation, big=True):
    mark = ">" if big else "<"
    head = b"MM\0*" if big else b"II*\0"
    entry = struct.pack(mark + "HHIHH", 0x112, 3, 1, orientation, 0)
    return head + struct.pack(mark + "IH", 8, 1) + entry + b"\0\0\0\0"


# --- JPEG -------------------------------------------------------------------------------------------
for sampling in ("1x1", "2x1", "1x2", "2x2", "4x1", "1x4", "4x2", "2x4", "3x1", "1x3", "4x1,2x1,1x1",
                 "2x2,2x1,1x2", "2x2,1x2,1x1", "1x2,1x1,1x2", "1x1,2x2,1x1"):
    name = "jpeg-sampling-" + sampling.replace(",", "-") + ".jpg"
    put_and_keep(name, cjpeg("-quality", "90", "-sample", sampling))
plain = cjpeg("-quality", "85", "-sample", "2x2")
for turn in ("-rotate 90", "-rotate 180", "-flip horizontal", "-transpose"):
    for source in ("4x1", "2x1"):
        name = f"jpeg-turned-{source}-{turn.split()[-1].strip('-')}.jpg"
        put_and_keep(name, run("jpegtran", *turn.split(), data=cjpeg("-sample", source)))
put_and_keep("jpeg-progressive.jpg", cjpeg("-progressive", "-quality", "80"))
put_and_keep("jpeg-progressive-4x1.jpg", cjpeg("-progressive", "-sample", "4x1"))
put_and_keep("jpeg-arithmetic.jpg", cjpeg("-arithmetic"))
put_and_keep("jpeg-restarts.jpg", cjpeg("-restart", "1"))
put_and_keep("jpeg-quality-1.jpg", cjpeg("-quality", "1"))
put_and_keep("jpeg-grey.jpg", cjpeg("-grayscale"))
put_and_keep("jpeg-grey-2x2.jpg", cjpeg("-grayscale", "-sample", "2x2"))
put_and_keep("jpeg-grey-progressive.jpg", cjpeg("-grayscale", "-progressive"))
put_and_keep("jpeg-rgb.jpg", cjpeg("-rgb", "-quality", "95"))
put_and_keep("jpeg-one-pixel.jpg", cjpeg(samples=rgb[:1, :1].copy()))
put_and_keep("jpeg-one-column.jpg", cjpeg(samples=rgb[:, :1].copy()))
with open("/tmp/scans.txt", "w") as file:
    file.write("0;\n1;\n2;\n")
put_and_keep("jpeg-scans-apart.jpg", cjpeg("-scans", "/tmp/scans.txt"))
with open("/tmp/scans.txt", "w") as file:
    file.write("0 1 2: 0 0, 0, 0;\n" + "".join(
        f"{c}: {k} {k}, 0, 0;\n" for c in range(3) for k in (1, 2, 3, 4, 5)) + "".join(
        f"{c}: 6 63, 0, 0;\n" for c in range(3)))
put_and_keep("jpeg-19-scans.jpg", cjpeg("-scans", "/tmp/scans.txt"))
inks = np.dstack([255 - rgb, fade // 3])
buffer = io.BytesIO()
Image.fromarray(inks, "CMYK").save(buffer, "jpeg", quality=95)
cmyk = buffer.getvalue()
put_and_keep("jpeg-cmyk.jpg", cmyk)
adobe = cmyk.index(b"Adobe")
for code in (1, 2, 7):
    put_and_keep(f"jpeg-cmyk-transform-{code}.jpg", cmyk[:adobe + 11] + bytes([code]) + cmyk[adobe + 12:])
put_and_keep("jpeg-cmyk-no-adobe.jpg", cmyk[:adobe - 4] + cmyk[adobe + 12:])
rgb_adobe = cjpeg("-rgb")
buffer = io.BytesIO()
for orientation in range(1, 9):
    put_and_keep(f"jpeg-exif-{orientation}.jpg", with_exif(plain, exif(orientation, orientation % 2 == 0)))
put_and_keep("jpeg-exif-9.jpg", with_exif(plain, exif(9)))
put_and_keep("jpeg-exif-broken.jpg", with_exif(plain, b"MM\0*\xff\xff\xff\xff"))
put_and_keep("jpeg-exif-cut.jpg", with_exif(plain, exif(6)[:15]))
sos, dht = plain.index(b"\xff\xda"), plain.index(b"\xff\xc4")
put_and_keep("jpeg-junk-before-marker.jpg", plain[:dht] + b"\0\0\0" + plain[dht:])
put_and_keep("jpeg-fill-bytes.jpg", plain[:dht] + b"\xff\xff\xff" + plain[dht:])
put_and_keep("jpeg-junk-before-end.jpg", plain[:-2] + b"\0\1\2" + plain[-2:])
put_and_keep("jpeg-junk-after-end.jpg", plain + b"appended" * 9)
put_and_keep("jpeg-comment.jpg", plain[:2] + b"\xff\xfe\0\x10" + b"14 characters" + b"!" + plain[2:])
put_and_keep("jpeg-jfif-2.jpg", plain.replace(b"JFIF\0\1", b"JFIF\0\2", 1))
put_and_keep("jpeg-spectrum-0.jpg", plain[:sos + 12] + b"\0" + plain[sos + 13:])
buffer = io.BytesIO()
Image.fromarray(rgb).save(buffer, "jpeg", quality=90, icc_profile=bytes(70000))
put_and_keep("jpeg-profile.jpg", buffer.getvalue())
thumbnail = with_exif(plain, exif(1) + cjpeg("-progressive", samples=rgb[:8, :8].copy()))
put_and_keep("jpeg-thumbnail.jpg", thumbnail)
no_end = plain[:-2]
put("jpeg-no-end.jpg", no_end)
put("jpeg-no-end-trailer.jpg", no_end + b"\0\0trailer" * 5)
for name in ("jpeg-no-end.jpg", "jpeg-no-end-trailer.jpg"):
    # Pillow wants the end; the pixels are those of the whole file.
    keep(name, np.asarray(Image.open(io.BytesIO(plain))))


# --- PNG --------------------------------------------------------------------------------------------
def chunk(name, data, sum_of=None):
    return (struct.pack(">I", len(data)) + name + data
            + struct.pack(">I", zlib.crc32(name + (data if sum_of is None else sum_of))))


passes = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]


def packed(samples, bits):
    """Filtered rows of [H, W, C]; the filters take turns."""
    rows, above = [], None
    pixel = max(1, samples.shape[2] * bits // 8)
    for y, row in enumerate(samples):
        if bits == 16:
            now = row.astype(">u2").tobytes()
        elif bits == 8:
            now = row.astype("u1").tobytes()
        else:
            pieces = (row.reshape(-1, 1) >> np.arange(bits - 1, -1, -1)) & 1
            now = np.packbits(pieces.astype("u1").ravel()).tobytes()
        if above is None:
            above = bytes(len(now))
        left = bytes(pixel) + now[:-pixel] if len(now) > pixel else bytes(len(now))
        corner = bytes(pixel) + above[:-pixel] if len(now) > pixel else bytes(len(now))
        kind = y % 5
        guess = {0: lambda a, b, c: 0, 1: lambda a, b, c: a, 2: lambda a, b, c: b,
                 3: lambda a, b, c: (a + b) // 2, 4: paeth}[kind]
        rows.append(bytes([kind]) + bytes((v - guess(a, b, c)) & 255
                                          for v, a, b, c in zip(now, left, above, corner)))
        above = now
    return b"".join(rows)


def paeth(a, b, c):
    p = a + b - c
    return min((abs(p - a), 0, a), (abs(p - b), 1, b), (abs(p - c), 2, c))[2]


def png(samples, bits, color, before=b"", after=b"", interlaced=False, pieces=None, end=True, front=b""):
    samples = samples[..., None] if samples.ndim == 2 else samples
    head = struct.pack(">IIBBBBB", samples.shape[1], samples.shape[0], bits, color, 0, 0, interlaced)
    if interlaced:
        rows = b"".join(packed(samples[y::dy, x::dx], bits) for x, y, dx, dy in passes
                        if samples[y::dy, x::dx].size)
    else:
        rows = packed(samples, bits)
    data = zlib.compress(rows)
    step = pieces or len(data)
    data = b"".join(chunk(b"IDAT", data[i:i + step]) for i in range(0, len(data), step))
    return (b"\x89PNG\r\n\x1a\n" + front + chunk(b"IHDR", head) + before + data + after
            + (chunk(b"IEND", b"") if end else b""))


for interlaced in (False, True):
    tag = "-interlaced" if interlaced else ""
    for bits in (1, 2, 4):
        levels = grey >> (8 - bits)
        put_and_keep(f"png-grey-{bits}{tag}.png", png(levels, bits, 0, interlaced=interlaced))
    for bits in (1, 2, 4, 8):
        index = grey >> (8 - min(bits, 6))
        colors = rng.integers(0, 256, (2 ** min(bits, 6), 3)).astype("u1")
        palette = chunk(b"PLTE", colors.tobytes())
        put_and_keep(f"png-palette-{bits}{tag}.png", png(index, bits, 3, palette, interlaced=interlaced))
        alphas = rng.integers(0, 256, len(colors) // 2).astype("u1").tobytes()
        put_and_keep(f"png-palette-alpha-{bits}{tag}.png",
                     png(index, bits, 3, palette + chunk(b"tRNS", alphas), interlaced=interlaced))
    put_and_keep(f"png-grey-alpha{tag}.png", png(np.dstack([grey, fade]), 8, 4, interlaced=interlaced))
    put_and_keep(f"png-rgba{tag}.png", png(np.dstack([rgb, fade]), 8, 6, interlaced=interlaced))
    wide = rgb.astype(int) * 257 + rng.integers(-100, 100, rgb.shape)
    wide = np.clip(wide, 0, 65535)
    put(f"png-rgb-16{tag}.png", png(wide, 16, 2, interlaced=interlaced))
    keep(f"png-rgb-16{tag}.png", wide, depth=16)
    put(f"png-rgba-16{tag}.png", png(np.dstack([wide, fade.astype(int) * 257]), 16, 6, interlaced=interlaced))
    keep(f"png-rgba-16{tag}.png", wide, fade.astype(int) * 257, depth=16)
    put_and_keep(f"png-grey-16{tag}.png", png(wide[..., 0], 16, 0, interlaced=interlaced))
put_and_keep("png-grey-transparent.png", png(grey, 8, 0, chunk(b"tRNS", struct.pack(">H", grey[3, 3]))))
put_and_keep("png-rgb-transparent.png", png(rgb, 8, 2, chunk(b"tRNS", struct.pack(">HHH", *rgb[3, 3]))))
opaque = {
    "png-trns-long.png": chunk(b"tRNS", bytes(40)), "png-trns-empty.png": chunk(b"tRNS", b""),
    "png-trns-bad-sum.png": chunk(b"tRNS", struct.pack(">HHH", *rgb[3, 3]), b"other"),
    "png-text-broken.png": chunk(b"zTXt", b"Comment\0\0not deflated"),
    "png-profile-broken.png": chunk(b"iCCP", b"x\0\0not deflated"),
    "png-text-bad-sum.png": chunk(b"tEXt", b"Comment\0text", b"other"),
    "png-one-frame.png": chunk(b"acTL", struct.pack(">II", 1, 0)) + chunk(
        b"fcTL", struct.pack(">IIIIIHHBB", 0, 37, 29, 0, 0, 1, 10, 0, 0)),
    "png-unknown-chunk.png": chunk(b"noNe", bytes(99)), "png-gamma.png": chunk(b"gAMA", struct.pack(">I", 9)),
    "png-exif-broken.png": chunk(b"eXIf", b"II*\0\xff\0\0\0"),
    "png-bits-and-ground.png": chunk(b"sBIT", b"\3\3\3") + chunk(b"bKGD", bytes(6)),
}
for name, before in opaque.items():
    put(name, png(rgb, 8, 2, before))
    keep(name, rgb)
put("png-grey-trns-long.png", png(grey, 8, 0, chunk(b"tRNS", bytes(8))))
keep("png-grey-trns-long.png", grey)
index = grey >> 4
colors = rng.integers(0, 256, (16, 3)).astype("u1")
palette = chunk(b"PLTE", colors.tobytes())
put("png-trns-before-palette.png", png(index, 4, 3, chunk(b"tRNS", bytes(3)) + palette))
keep("png-trns-before-palette.png", colors[index])
put_and_keep("png-many-pieces.png", png(rgb, 8, 2, pieces=7))
put_and_keep("png-junk-after-end.png", png(rgb, 8, 2) + b"appended" * 9)
put_and_keep("png-no-end.png", png(rgb, 8, 2, end=False))
for orientation in range(1, 9):
    put_and_keep(f"png-exif-{orientation}.png", png(rgb, 8, 2, chunk(b"eXIf", exif(orientation))))
put("png-exif-after.png", png(rgb, 8, 2, after=chunk(b"eXIf", exif(6))))
keep("png-exif-after.png", np.rot90(rgb, -1))
put_and_keep("png-one-pixel.png", png(rgb[:1, :1], 8, 2))
put_and_keep("png-one-pixel-interlaced.png", png(rgb[:1, :1], 8, 2, interlaced=True))


# --- WebP -------------------------------------------------------------------------------------------
def webp(name, samples, **options):
    Image.fromarray(samples).save(f"{out}/{name}", "webp", **options)
    keep_as_pillow(name)


rgba = np.dstack([rgb, fade])
webp("webp-lossy.webp", rgb, quality=80)
webp("webp-lossy-alpha.webp", rgba, quality=80)
webp("webp-lossless.webp", rgb, lossless=True)
webp("webp-lossless-alpha.webp", rgba, lossless=True, exact=True)
webp("webp-one-pixel.webp", rgb[:1, :1].copy(), lossless=True)
webp("webp-profile.webp", rgb, quality=50, icc_profile=bytes(999))
for orientation in (3, 6, 8):
    webp(f"webp-exif-{orientation}.webp", rgb, lossless=True, exif=exif(orientation))
webp("webp-exif-prefix.webp", rgb, lossless=True, exif=b"Exif\0\0" + exif(6))
still = open(f"{out}/webp-lossless-alpha.webp", "rb").read()
inner = still[still.index(b"VP8L"):]
size = b"".join(struct.pack("<I", side - 1)[:3] for side in (37, 29))
frame = bytes(6) + size + struct.pack("<I", 100)[:3] + b"\2" + inner
body = (b"WEBP" + b"VP8X" + struct.pack("<I", 10) + b"\x12\0\0\0" + size + b"ANIM" + struct.pack("<IIH", 6, 0, 0)
        + b"ANMF" + struct.pack("<I", len(frame)) + frame)
put_and_keep("webp-one-frame.webp", b"RIFF" + struct.pack("<I", len(body)) + body)


# --- TIFF -------------------------------------------------------------------------------------------
def tiff(name, samples, mode=None, **options):
    image = Image.fromarray(samples, mode) if mode else Image.fromarray(samples)
    image.save(f"{out}/{name}", "tiff", **options)
    keep_as_pillow(name)


def tiffcp(name, source, *options):
    subprocess.run(["tiffcp", *options, f"{out}/{source}", f"{out}/{name}"], check=True)
    wanted[name] = wanted[source]


def raw_tiff(name, samples, photometric, bits=8, extra=None, tags=(), big=False, planar=False, format=None):
    """A TIFF of one strip a plane, put together here."""
    mark = ">" if big else "<"
    samples = samples[..., None] if samples.ndim == 2 else samples
    height, width, count = samples.shape
    if bits in (8, 16, 32):
        kind = samples.dtype.str[1:] if bits == 32 else f"u{bits // 8}"
        planes = [samples[..., c] for c in range(count)] if planar else [samples]
        strips = [np.ascontiguousarray(p).astype(mark + kind).tobytes() for p in planes]
    else:
        pieces = (samples.reshape(height, -1, 1).astype(int) >> np.arange(bits - 1, -1, -1)) & 1
        strips = [b"".join(np.packbits(row.astype("u1").ravel()).tobytes() for row in pieces)]
    data, offsets = b"", []
    for strip in strips:
        offsets.append(8 + len(data))
        data += strip + b"\0" * (len(strip) % 2)
    entries = [(256, 4, [width]), (257, 4, [height]), (258, 3, [bits] * count), (259, 3, [1]),
               (262, 3, [photometric]), (273, 4, offsets), (277, 3, [count]), (278, 4, [height]),
               (279, 4, [len(s) for s in strips]), (284, 3, [2 if planar else 1])]
    entries += [(338, 3, extra)] if extra else []
    entries += [(339, 3, [format] * count)] if format else []
    entries = sorted(entries + list(tags))
    place = 8 + len(data)
    directory, rest = struct.pack(mark + "H", len(entries)), b""
    after = place + 2 + 12 * len(entries) + 4
    for tag, kind, values in entries:
        value = struct.pack(mark + ("H" if kind == 3 else "I") * len(values), *values)
        if len(value) > 4:
            field = struct.pack(mark + "I", after + len(rest))
            rest += value + b"\0" * (len(value) % 2)
        else:
            field = value.ljust(4, b"\0")
        directory += struct.pack(mark + "HHI", tag, kind, len(values)) + field
    put(name, (b"MM\0*" if big else b"II*\0") + struct.pack(mark + "I", place) + data + directory
        + bytes(4) + rest)


tiff("tiff-rgb.tif", rgb)
tiff("tiff-grey.tif", grey)
tiff("tiff-rgba.tif", rgba)
tiff("tiff-bits.tif", grey > 120)
tiff("tiff-fax.tif", grey > 120, compression="group4")
tiff("tiff-cmyk.tif", inks, "CMYK")
for name in ("tiff_lzw", "tiff_adobe_deflate", "packbits"):
    tiff(f"tiff-{name.replace('tiff_', '').replace('_', '-')}.tif", rgb, compression=name)
tiff("tiff-jpeg.tif", rgb, compression="jpeg", quality=90)
tiff("tiff-jpeg-grey.tif", grey, compression="jpeg", quality=90)
Image.fromarray(rgb).quantize(40).save(f"{out}/tiff-palette.tif")
keep_as_pillow("tiff-palette.tif")
tiffcp("tiff-tiles.tif", "tiff-rgb.tif", "-t", "-w", "16", "-l", "16", "-c", "none")
tiffcp("tiff-tiles-lzw.tif", "tiff-rgb.tif", "-t", "-w", "32", "-l", "16", "-c", "lzw:2")
tiffcp("tiff-tiles-apart.tif", "tiff-rgba.tif", "-t", "-w", "16", "-l", "16", "-p", "separate", "-c", "zip")
tiffcp("tiff-tiles-bits.tif", "tiff-bits.tif", "-t", "-w", "16", "-l", "16", "-c", "none")
tiffcp("tiff-apart.tif", "tiff-rgb.tif", "-p", "separate", "-c", "none")
tiffcp("tiff-apart-lzw.tif", "tiff-rgba.tif", "-p", "separate", "-c", "lzw:2", "-r", "5")
tiffcp("tiff-strips.tif", "tiff-rgb.tif", "-r", "3", "-c", "zip:2")
tiffcp("tiff-low-bit-first.tif", "tiff-bits.tif", "-f", "lsb2msb", "-c", "none")
tiffcp("tiff-high-byte-first.tif", "tiff-rgb.tif", "-B", "-c", "lzw")
tiffcp("tiff-8.tif", "tiff-rgb.tif", "-8", "-c", "none")
tiffcp("tiff-two-pages.tif", "tiff-rgb.tif", "-c", "lzw")
tiffcp("tiff-two-pages.tif", "tiff-grey.tif", "-a")
wanted["tiff-two-pages.tif"] = wanted["tiff-rgb.tif"]
for compression in ("lzma", "zstd"):
    tiffcp(f"tiff-{compression}.tif", "tiff-rgb.tif", "-c", compression)
for big in (False, True):
    tag = "-high-byte-first" if big else ""
    raw_tiff(f"tiff-rgb-16{tag}.tif", wide, 2, 16, big=big)
    keep(f"tiff-rgb-16{tag}.tif", wide, depth=16)
raw_tiff("tiff-grey-16.tif", wide[..., 0], 1, 16)
keep_as_pillow("tiff-grey-16.tif")
tiffcp("tiff-grey-16-lzw.tif", "tiff-grey-16.tif", "-c", "lzw:2")
raw_tiff("tiff-rgba-16-apart.tif", np.dstack([wide, fade.astype(int) * 257]), 2, 16, extra=[2], planar=True)
keep("tiff-rgba-16-apart.tif", wide, fade.astype(int) * 257, depth=16)
raw_tiff("tiff-white-is-0.tif", grey, 0)
keep_as_pillow("tiff-white-is-0.tif")
raw_tiff("tiff-white-is-0-16.tif", wide[..., 0], 0, 16)
keep("tiff-white-is-0-16.tif", 65535 - wide[..., 0], depth=16)
for bits in (1, 2, 4):
    for photometric in (0, 1):
        name = f"tiff-grey-{bits}-{photometric}.tif"
        raw_tiff(name, grey >> (8 - bits), photometric, bits)
        keep_as_pillow(name)
    colors = rng.integers(0, 65536, (3, 2 ** bits))
    raw_tiff(f"tiff-palette-{bits}.tif", grey >> (8 - bits), 3, bits,
             tags=[(320, 3, [int(v) for v in colors.ravel()])])
    keep_as_pillow(f"tiff-palette-{bits}.tif")
raw_tiff("tiff-grey-12.tif", wide[..., 0] >> 4, 1, 12)
keep("tiff-grey-12.tif", ((wide[..., 0] >> 4) * 65535 + 2047) // 4095, depth=16)
raw_tiff("tiff-no-description-of-alpha.tif", rgba, 2)
keep("tiff-no-description-of-alpha.tif", rgb, fade)
raw_tiff("tiff-unspecified-sample.tif", rgba, 2, extra=[0])
keep("tiff-unspecified-sample.tif", rgb)
raw_tiff("tiff-two-more-samples.tif", np.dstack([rgba, grey]), 2, extra=[0, 2])
keep("tiff-two-more-samples.tif", rgb, grey)
raw_tiff("tiff-grey-alpha.tif", np.dstack([grey, fade]), 1, extra=[2])
keep("tiff-grey-alpha.tif", grey, fade)
multiplied = (rgb.astype(int) * fade[..., None] + 127) // 255
raw_tiff("tiff-multiplied-alpha.tif", np.dstack([multiplied, fade]), 2, extra=[1])
keep("tiff-multiplied-alpha.tif", rgb, fade)
raw_tiff("tiff-cmyk-16.tif", inks.astype(int) * 257, 5, 16)
ink16 = inks.astype(np.int64) * 257
keep("tiff-cmyk-16.tif", ((65535 - ink16[..., :3]) * (65535 - ink16[..., 3:]) + 32767) // 65535, depth=16)
for orientation in range(1, 9):
    raw_tiff(f"tiff-orientation-{orientation}.tif", rgb, 2, tags=[(274, 3, [orientation])])
    keep_as_pillow(f"tiff-orientation-{orientation}.tif")

with open(f"{out}/odd.json", "w") as file:
    json.dump(wanted, file, indent=0)
print(len(wanted), "files,", sum(os.path.getsize(f"{out}/{n}") for n in os.listdir(out)), "bytes")
