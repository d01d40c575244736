"""Makes Tests/WKDTests/Golden/audit with Pillow 13.0. Run: python3 make-audit-golden.py OUT

A part of assets/chelsea.png as JPEG of three qualities, turned by EXIF, with a colour profile, in grey, and
saved with tables of another program; as WebP and TIFF turned and with a profile, and with and without losses.
"""
import pathlib
import sys

from PIL import Image, ImageCms

out = pathlib.Path(sys.argv[1])
out.mkdir(parents=True, exist_ok=True)
root = pathlib.Path(__file__).resolve().parent.parent
cat = Image.open(root / "assets" / "chelsea.png").convert("RGB").crop((150, 90, 246, 186))
for quality in (30, 75, 95):
    cat.save(out / f"q{quality}.jpg", quality=quality)
exif = Image.Exif()
exif[274] = 6
cat.save(out / "turned.jpg", quality=75, exif=exif)
cat.save(out / "turned.png", exif=exif)
profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("XYZ"))
print(ImageCms.getProfileDescription(profile))
cat.save(out / "profile.jpg", quality=75, icc_profile=profile.tobytes())
standard = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
cat.crop((0, 0, 16, 16)).save(out / "standard.png", icc_profile=standard.tobytes())
cat.convert("L").save(out / "grey.jpg", quality=75)
cat.save(out / "foreign.jpg", qtables=[[3 + i // 4 for i in range(64)], [5] * 64])

small = cat.crop((0, 0, 16, 16))
small.save(out / "turned.webp", quality=75, exif=exif, icc_profile=profile.tobytes())
small.save(out / "turned.tif", exif=exif, icc_profile=profile.tobytes(), compression="tiff_lzw")
small.save(out / "turned-big.tif", exif=exif, icc_profile=profile.tobytes(), big_tiff=True)
small.convert("CMYK").save(out / "inks.tif")
cat.save(out / "jpeg.tif", compression="jpeg", quality=30)
cat.save(out / "lossy.webp", quality=30)
with Image.open(out / "q30.jpg") as once:
    once.save(out / "once.webp", lossless=True)
    once.save(out / "once.tif", compression="tiff_deflate")
