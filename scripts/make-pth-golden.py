"""Makes the small PyTorch files that the tests read, and what they should hold as safetensors.

Made with torch 2.13.0, safetensors 0.8.0, Python 3.11. Run from the top of the repository:
    python3 scripts/make-pth-golden.py
"""
import collections
import pathlib
import pickle
import struct
import sys

import torch
from safetensors.torch import save_file

sys.path.insert(0, "scripts/peers")
from resnet_generator import ResnetGenerator

files = pathlib.Path("Tests/TorchTests/Golden")
models = pathlib.Path("Tests/WKDTests/Golden/models")
for folder in (files, models):
    folder.mkdir(parents=True, exist_ok=True)
torch.manual_seed(0)


def tensors():
    """Every kind of view and element type that a state dict is likely to hold."""
    matrix = torch.randn(4, 6)
    vector = torch.randn(10, dtype=torch.double)
    return collections.OrderedDict(
        plain=torch.randn(2, 3, 2, 2),
        transposed=matrix.t(),
        column=matrix[:, 2],
        corner=matrix[1:3, 2:5],
        tail=vector[7:],
        every_third=vector[1::3],
        repeated=torch.randn(3, 1).expand(3, 4),
        parameter=torch.nn.Parameter(torch.randn(3)),
        half=torch.randn(5).half(),
        bfloat16=torch.randn(5).bfloat16(),
        num_batches_tracked=torch.tensor(123456789012),
        int32=torch.tensor([-7, 2**31 - 1], dtype=torch.int32),
        int16=torch.tensor([-30000, 5], dtype=torch.int16),
        int8=torch.tensor([-128, 127], dtype=torch.int8),
        uint8=torch.tensor([[0], [255]], dtype=torch.uint8),
        bool=torch.tensor([True, False, True]),
        empty=torch.zeros(0, 3),
    )


def save(value, name, **options):
    torch.save(value, files / name, **options)


state = tensors()
widened = {torch.int32, torch.int16, torch.int8}
expected = {k: v.detach().long() if v.dtype in widened else v.detach() for k, v in state.items()}
save_file({k: v.clone().contiguous() for k, v in expected.items()}, files / "expected.safetensors")
save(state, "zip.pth")
save(state, "zip-protocol-4.pth", pickle_protocol=4)
save(state, "legacy.pth", _use_new_zipfile_serialization=False)
save(state, "legacy-protocol-5.pth", _use_new_zipfile_serialization=False, pickle_protocol=5)

# A whole checkpoint: dictionaries within the dictionary, numbers and texts beside.
layer = torch.nn.BatchNorm2d(2)
save({"net": layer.state_dict(), "epoch": 3, "name": "horse", "rate": 2e-4}, "nested.pth")
save_file(
    {f"net.{k}": v for k, v in layer.state_dict().items()}, files / "nested.safetensors")

# What is refused.
save({"when": pathlib.PurePosixPath("a")}, "path.pth")
save(torch.nn.Linear(1, 1), "module.pth")
save({"z": torch.zeros(1, dtype=torch.complex64)}, "complex.pth")
save({}, "nothing.pth")


class Shell:
    def __reduce__(self):
        import os

        return os.system, ("touch executed",)


save({"weight": Shell()}, "shell.pth")


class PairsPickler(pickle.Pickler):
    """Writes ordered dictionaries as Python 2 did: a call with the list of pairs."""

    def persistent_id(self, value):
        if isinstance(value, torch.storage.TypedStorage):
            return ("storage", torch.FloatStorage, "7", "cpu", value.size(), None)
        return None

    def reducer_override(self, value):
        if type(value) is collections.OrderedDict and value:
            return collections.OrderedDict, ([list(pair) for pair in value.items()],)
        return NotImplemented


pair = torch.tensor([1.5, -2.0])
with open(files / "python2.pth", "wb") as file:
    for value in (0x1950A86A20F9469CFC6C, 1001, {"little_endian": True}):
        pickle.dump(value, file, protocol=2)
    PairsPickler(file, protocol=2).dump(collections.OrderedDict(pair=pair))
    pickle.dump(["7"], file, protocol=2)
    file.write(struct.pack("<q", 2) + struct.pack("<2f", 1.5, -2.0))

# A generator as the reference implementation stored it when instance norm still kept statistics and
# training ran on several devices, with its answer to a picture.
generator = ResnetGenerator(3, 3, ngf=2, norm_layer=torch.nn.InstanceNorm2d, n_blocks=1)
for parameter in generator.parameters():
    torch.nn.init.normal_(parameter, 0, 0.3)
image = torch.rand(1, 3, 12, 16) * 2 - 1
with torch.no_grad():
    answer = generator(image)
save_file({"image": image, "answer": answer}, models / "answer.safetensors")
weights = generator.state_dict()
torch.save(weights, models / "generator.pth")
old = collections.OrderedDict()
for key, value in weights.items():
    old[f"module.{key}"] = value
for index, channels in ((2, 2), (5, 4), (8, 8)):
    old[f"module.model.{index}.running_mean"] = torch.randn(channels)
    old[f"module.model.{index}.running_var"] = torch.rand(channels)
    old[f"module.model.{index}.num_batches_tracked"] = torch.tensor(0)
torch.save(old, models / "generator-old.pth", _use_new_zipfile_serialization=False)
dropout = ResnetGenerator(
    3, 3, ngf=2, norm_layer=torch.nn.InstanceNorm2d, use_dropout=True, n_blocks=1)
dropout.load_state_dict(
    {k.replace("conv_block.5", "conv_block.6"): v for k, v in weights.items()})
torch.save(dropout.state_dict(), models / "generator-dropout.pth")
