"""Lets torchvision load where its compiled half cannot, as beside a CPU build of PyTorch: models need none of it."""
import torch

try:
    import torchvision  # noqa: F401
except RuntimeError:
    for name in ("nms", "qnms"):
        torch.library.define(f"torchvision::{name}", "(Tensor dets, Tensor scores, float threshold) -> Tensor")
