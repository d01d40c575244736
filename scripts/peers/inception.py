"""Writes random weights (keys as in pt_inception-2015-12-05), and pictures with the features that pytorch-fid computes from
them: the true weights are not needed to tell whether two networks are the same one.

Run: python scripts/peers/inception.py WEIGHTS.safetensors PICTURES.safetensors   (packages of scripts/bench/requirements.txt)
"""
import sys

import vision  # noqa: F401  must come before torchvision
import torch
from pytorch_fid import inception as peer
from safetensors.torch import save_file
from torch import nn

weights, pictures = sys.argv[1:3]
published = sys.argv[3] if len(sys.argv) > 3 else None
torch.manual_seed(3)
torch.set_num_threads(2)
plain = peer._inception_v3(num_classes=1008, aux_logits=False, weights=None).eval()
for module in plain.modules():
    if isinstance(module, nn.Conv2d):
        nn.init.kaiming_normal_(module.weight, nonlinearity="relu")  # keeps signals alive through 90 layers
    if isinstance(module, nn.BatchNorm2d):
        nn.init.uniform_(module.weight, 0.5, 1.5)
        nn.init.normal_(module.bias, 0, 0.3)
        nn.init.normal_(module.running_mean, 0, 0.3)
        nn.init.uniform_(module.running_var, 0.5, 1.5)
state = {key: value.clone() for key, value in plain.state_dict().items()}
peer.load_state_dict_from_url = lambda *_, **__: state
network = peer.InceptionV3().eval()
images = torch.rand(3, 3, 72, 90)
images[1] = images[1].cumsum(2) / 90  # something smooth as well
images[2, :, 20:50, 30:] = 0.9
with torch.no_grad():
    features = network(images)[0][:, :, 0, 0]
save_file(state, weights)
save_file({"images": images, "features": features}, pictures)
if published:  # as the weights of FID are distributed
    torch.save(state, published)
