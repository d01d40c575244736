"""Makes Tests/WorkbenchTests/Golden/sound with soundfile 0.14 (libsndfile 1.2.2). Run: python3 make-golden-sound.py OUT

Each file holds a tenth of a second of 440 Hz at half height in its first channel, at 16,000 samples a second.
"""
import struct
import sys

import numpy as np
import soundfile as sf

out = sys.argv[1]
rate, count = 16000, 1600
tone = 0.5 * np.sin(2 * np.pi * 440 * np.arange(count) / rate)
both = np.c_[tone, np.roll(tone, 9) / 2]

for name, form, subtype in [
    ("u8.wav", "WAV", "PCM_U8"),
    ("24.wav", "WAV", "PCM_24"),
    ("float.wav", "WAV", "FLOAT"),
    ("alaw.wav", "WAV", "ALAW"),
    ("ulaw.wav", "WAV", "ULAW"),
    ("adpcm.wav", "WAV", "IMA_ADPCM"),
    ("extensible.wav", "WAVEX", "PCM_16"),
    ("rf64.wav", "RF64", "PCM_16"),
    ("w64.w64", "W64", "PCM_16"),
    ("be.aiff", "AIFF", "PCM_16"),
    ("au.au", "AU", "PCM_16"),
    ("caf.caf", "CAF", "PCM_16"),
    ("flac.flac", "FLAC", "PCM_16"),
    ("vorbis.ogg", "OGG", "VORBIS"),
    ("opus.opus", "OGG", "OPUS"),
    ("mpeg.mp3", "MP3", "MPEG_LAYER_III"),
]:
    sf.write(f"{out}/{name}", tone if name in ("mpeg.mp3", "opus.opus", "adpcm.wav") else both, rate, format=form, subtype=subtype)


def wave(name, bits, width, pack, valid=None, mark=b"RIFF"):
    """A WAV file of one channel with any number of bits."""
    order = ">" if mark == b"RIFX" else "<"
    data = b"".join(pack(x) for x in tone)
    fields = struct.pack(order + "HHIIHH", 0xFFFE if valid else 1, 1, rate, rate * width, width, bits)
    if valid:
        fields += struct.pack("<HHI", 22, valid, 4) + bytes.fromhex("0100000000001000800000aa00389b71")
    body = b"WAVEfmt " + struct.pack(order + "I", len(fields)) + fields + b"data" + struct.pack(order + "I", len(data)) + data
    open(f"{out}/{name}", "wb").write(mark + struct.pack(order + "I", len(body)) + body)


wave("12.wav", 12, 2, lambda x: struct.pack("<h", int(x * 2047) << 4))
wave("20.wav", 20, 3, lambda x: (int(x * 524287) << 4).to_bytes(3, "little", signed=True))
wave("24-in-32.wav", 32, 4, lambda x: struct.pack("<i", int(x * 8388607) << 8), valid=24)
wave("rifx.wav", 16, 2, lambda x: struct.pack(">h", int(x * 32767)), mark=b"RIFX")
