"""Takes lib/ and include/ of LibTorch out of the wheels in a folder, checking every file's checksum.

Run: python3 scripts/unpack-libtorch.py WHEELS OUTPUT
"""
import pathlib
import re
import shutil
import sys
import zipfile

wheels, output = map(pathlib.Path, sys.argv[1:])
skipped = re.compile(r"torch/lib/(libtorch_python|libshm|libbackend_with_compiler|libjitbackend|libtorchbind|libaoti_custom)")


def target(name):
    """Where a file of a wheel goes, or None for one that is not needed."""
    if skipped.match(name):
        return None
    if match := re.match(r"torch/((?:lib|include)/.+)", name):
        return output / match[1]
    if match := re.match(r"nvidia/.*/(lib[^/]+\.so[^/]*)$", name):
        return output / "lib" / match[1]
    if match := re.match(r"torch/\.dylibs/(.+)", name):
        return output / "lib" / match[1]
    return None


for wheel in sorted(wheels.glob("*.whl")):
    with zipfile.ZipFile(wheel) as archive:
        for item in archive.infolist():
            if item.is_dir():
                continue
            if re.fullmatch(r"torch-[^/]*\.dist-info/METADATA", item.filename):
                lines = archive.read(item).decode().splitlines()
                wanted = [
                    re.sub(r"\[.*\]", "[cudart,cupti]", re.sub(r"[ ()]|;.*", "", line.split(":", 1)[1]))
                    for line in lines
                    if re.match(r"Requires-Dist: *(cuda-toolkit|nvidia-cuda-(runtime|cupti))", line)
                ]
                output.mkdir(parents=True, exist_ok=True)
                (output / "requirements").write_text("".join(f"{name}\n" for name in wanted))
            place = target(item.filename)
            if place is None or (place.exists() and place.stat().st_size == item.file_size):
                continue
            place.parent.mkdir(parents=True, exist_ok=True)
            with archive.open(item) as source, open(place, "wb") as copy:
                shutil.copyfileobj(source, copy, 1 << 20)  # raises on a wrong checksum
            if item.external_attr >> 16 & 0o111:
                place.chmod(0o755)
if not (output / "include/ATen/ATen.h").exists() or not any((output / "lib").glob("libtorch_cpu.*")):
    sys.exit(f"no LibTorch in {wheels}")
