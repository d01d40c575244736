"""Writes Tests/WKDTests/Golden/metrics.safetensors: kernel distance, Frechet distance and structural similarity by their
definitions in numpy, scipy and scikit-image.

Run: python3 scripts/make-metric-golden.py Tests/WKDTests/Golden/metrics.safetensors
Made with numpy 2.4.6, scipy 1.17.1, scikit-image 0.26.0, safetensors 0.8.0.
Keys: CASE.{first,second,kernel,error,frechet}; ssim.{images,references,values} and grey.{images,references,values}.
"""
import sys

import numpy as np
from safetensors.numpy import save_file
from scipy.linalg import sqrtm
from skimage.metrics import structural_similarity

rng = np.random.default_rng(11)
arrays = {}


def kernel_distance(x, y):
    """The unbiased squared maximum mean discrepancy, as two loops over pairs would have it."""
    k = lambda a, b: (a @ b.T / a.shape[1] + 1) ** 3
    n, m = len(x), len(y)
    xx, yy = k(x, x), k(y, y)
    return (xx.sum() - np.trace(xx)) / (n * (n - 1)) + (yy.sum() - np.trace(yy)) / (m * (m - 1)) - 2 * k(x, y).mean()


def jackknife_error(x, y):
    """Standard error of the kernel distance from leaving out one picture after the other."""
    parts = [[kernel_distance(np.delete(x, i, 0), y) for i in range(len(x))],
             [kernel_distance(x, np.delete(y, i, 0)) for i in range(len(y))]]
    return np.sqrt(sum((len(p) - 1) * np.var(p) for p in parts))


def frechet(x, y):
    a, b = np.cov(x, rowvar=False), np.cov(y, rowvar=False)
    return ((x.mean(0) - y.mean(0)) ** 2).sum() + np.trace(a + b - 2 * sqrtm(a @ b).real)


for case, (n, m, d) in {"small": (40, 40, 5), "uneven": (60, 45, 12), "wide": (150, 130, 96)}.items():
    mix = rng.standard_normal((d, d)) / np.sqrt(d)
    x = np.abs(rng.standard_normal((n, d)) @ mix)  # one-sided, as features after an activation are
    y = np.abs(rng.standard_normal((m, d)) @ mix * 1.2 + 0.3)
    arrays |= {f"{case}.first": x, f"{case}.second": y, f"{case}.kernel": kernel_distance(x, y),
               f"{case}.error": jackknife_error(x, y), f"{case}.frechet": frechet(x, y)}

for name, shape in {"ssim": (3, 3, 21, 34), "grey": (2, 1, 11, 11)}.items():
    references = np.cumsum(rng.uniform(-1, 1, shape), axis=-1)
    references /= np.abs(references).max()
    images = np.clip(references + rng.standard_normal(shape) * 0.15, -1, 1)
    values = [structural_similarity(a, b, channel_axis=0, data_range=2, gaussian_weights=True, sigma=1.5,
                                    use_sample_covariance=False) for a, b in zip(images, references)]
    arrays |= {f"{name}.images": images, f"{name}.references": references, f"{name}.values": np.array(values)}
save_file({k: np.ascontiguousarray(v, dtype=np.float64) for k, v in arrays.items()}, sys.argv[1])
