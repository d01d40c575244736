"""Times plain PyTorch on the training steps and translations that `wkd-learn bench training` times.

Run: python3 scripts/bench/training.py inputs FILE          writes first weights and pictures
     python3 scripts/bench/training.py run FILE RESULTS THREADS   times the works, writes their numbers
Prints one JSON line: work -> [median, fastest] in seconds.

The step is that of the CycleGAN reference with the published wavelet distillation: six forwards of
the students' generators, the teacher without gradients, torch.optim.Adam, no image pool.
"""
import json
import sys

import numpy as np
import torch
import torch.nn.functional as F
from safetensors.torch import load_file, save_file
from torch import nn

from timing import timed

# Generators as (base width, blocks), the discriminator as (base width, layers); `checked` steps are
# compared, then `timed` ones are timed.
WORKS = {
    "small": dict(student=(8, 3), teacher=(24, 4), discriminator=(16, 3), pixels=64, batch=4,
                  checked=3, timed=8),
    "small, two layers": dict(student=(8, 3), teacher=(24, 4), discriminator=(16, 2), pixels=64,
                              batch=4, checked=3, timed=8),
    "paper": dict(student=(24, 9), teacher=(64, 9), discriminator=(32, 3), pixels=256, batch=1,
                  checked=2, timed=3),
}
TRANSLATED = "paper"  # the work whose generators also translate
WEIGHT = 0.1  # of the distillation


def block(width):
    return nn.Sequential(
        nn.ReflectionPad2d(1), nn.Conv2d(width, width, 3), nn.InstanceNorm2d(width), nn.ReLU(),
        nn.ReflectionPad2d(1), nn.Conv2d(width, width, 3), nn.InstanceNorm2d(width))


class Residual(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.conv_block = block(width)

    def forward(self, x):
        return x + self.conv_block(x)


class Generator(nn.Module):
    def __init__(self, width, blocks):
        super().__init__()
        layers = [nn.ReflectionPad2d(3), nn.Conv2d(3, width, 7), nn.InstanceNorm2d(width), nn.ReLU()]
        for k in (1, 2):
            layers += [nn.Conv2d(k * width, 2 * k * width, 3, 2, 1), nn.InstanceNorm2d(2 * k * width),
                       nn.ReLU()]
        layers += [Residual(4 * width) for _ in range(blocks)]
        for k in (4, 2):
            layers += [nn.ConvTranspose2d(k * width, k * width // 2, 3, 2, 1, 1),
                       nn.InstanceNorm2d(k * width // 2), nn.ReLU()]
        layers += [nn.ReflectionPad2d(3), nn.Conv2d(width, 3, 7), nn.Tanh()]
        self.model = nn.Sequential(*layers)

    def forward(self, x):
        return self.model(x)


class Discriminator(nn.Module):
    def __init__(self, width, depth):
        super().__init__()
        layers = [nn.Conv2d(3, width, 4, 2, 1), nn.LeakyReLU(0.2)]
        for k in range(1, depth + 1):
            ins, outs = width * min(2 ** (k - 1), 8), width * min(2**k, 8)
            layers += [nn.Conv2d(ins, outs, 4, 1 if k == depth else 2, 1), nn.InstanceNorm2d(outs),
                       nn.LeakyReLU(0.2)]
        layers += [nn.Conv2d(outs, 1, 4, 1, 1)]
        self.model = nn.Sequential(*layers)

    def forward(self, x):
        return self.model(x)


def networks(student, teacher, discriminator, **_):
    return {"student.G_A": Generator(*student), "student.G_B": Generator(*student),
            "student.D_A": Discriminator(*discriminator), "student.D_B": Discriminator(*discriminator),
            "teacher.G_A": Generator(*teacher), "teacher.G_B": Generator(*teacher)}


def make_inputs(path):
    torch.manual_seed(0)
    tensors = {}
    for name, work in WORKS.items():
        pixels, batch, checked = work["pixels"], work["batch"], work["checked"]
        for net, module in networks(**work).items():
            for key, parameter in module.named_parameters():
                scale = 0.02 if parameter.dim() > 1 else 0
                tensors[f"{name}.{net}.{key}"] = scale * torch.randn_like(parameter).detach()
        for side in "AB":
            # Smooth pictures, as real ones are: noise would make every band equally loud.
            coarse = torch.randn(checked, 3 * batch, pixels // 8, pixels // 8)
            pictures = F.interpolate(coarse, (pixels, pixels), mode="bicubic")
            tensors[f"{name}.real_{side}"] = torch.tanh(pictures).reshape(
                checked, batch, 3, pixels, pixels).contiguous()
    save_file(tensors, path, {"works": json.dumps(WORKS), "weight": str(WEIGHT)})


def squares(judged, target):
    return ((judged - target) ** 2).mean()


class Step:
    """The training step of one work, on its pictures in turn."""

    def __init__(self, name, inputs):
        from pytorch_wavelets import DWTForward

        self.nets = networks(**WORKS[name])
        for net, module in self.nets.items():
            prefix = f"{name}.{net}."
            module.load_state_dict(
                {k[len(prefix):]: v.clone() for k, v in inputs.items() if k.startswith(prefix)})
        self.a, self.b = inputs[f"{name}.real_A"], inputs[f"{name}.real_B"]
        self.transform = DWTForward(J=3, wave="haar", mode="zero")
        adam = lambda *nets: torch.optim.Adam(
            [p for n in nets for p in self.nets[f"student.{n}"].parameters()], 2e-4, (0.5, 0.999))
        self.generators, self.discriminators = adam("G_A", "G_B"), adam("D_A", "D_B")
        self.count = 0

    def __call__(self):
        n = self.nets
        ab, ba, judge_b, judge_a = (n[f"student.{k}"] for k in ("G_A", "G_B", "D_A", "D_B"))
        a, b = self.a[self.count % len(self.a)], self.b[self.count % len(self.b)]
        self.count += 1
        with torch.no_grad():
            taught = n["teacher.G_A"](a), n["teacher.G_B"](b)
        for p in [*judge_a.parameters(), *judge_b.parameters()]:
            p.requires_grad_(False)
        self.generators.zero_grad()
        fake_b, fake_a = ab(a), ba(b)
        losses = {
            "G_A": squares(judge_b(fake_b), 1), "G_B": squares(judge_a(fake_a), 1),
            "cycle_A": (ba(fake_b) - a).abs().mean(), "cycle_B": (ab(fake_a) - b).abs().mean(),
            "idt_A": (ab(b) - b).abs().mean(), "idt_B": (ba(a) - a).abs().mean(),
            "distillation": WEIGHT * sum(self.bands(x, y) for x, y in zip((fake_b, fake_a), taught))}
        total = (losses["G_A"] + losses["G_B"] + 10 * (losses["cycle_A"] + losses["cycle_B"])
                 + 5 * (losses["idt_A"] + losses["idt_B"]) + losses["distillation"])
        total.backward()
        self.generators.step()

        for p in [*judge_a.parameters(), *judge_b.parameters()]:
            p.requires_grad_(True)
        self.discriminators.zero_grad()
        for key, judge, real, fake in (("D_A", judge_b, b, fake_b), ("D_B", judge_a, a, fake_a)):
            losses[key] = 0.5 * (squares(judge(real), 1) + squares(judge(fake.detach()), 0))
        (losses["D_A"] + losses["D_B"]).backward()
        self.discriminators.step()
        return {key: loss.item() for key, loss in losses.items()}

    def bands(self, student, teacher):
        _, ours = self.transform(student)
        with torch.no_grad():
            _, theirs = self.transform(teacher)
        return sum((x - y).abs().mean() for x, y in zip(ours, theirs))


def run(path, results_path, threads):
    torch.set_num_threads(threads)
    inputs = load_file(path)
    times, results = {}, {}
    for name, work in WORKS.items():
        step = Step(name, inputs)
        for index in range(work["checked"]):
            for key, loss in step().items():
                results[f"{name}.{index}.{key}"] = torch.tensor(loss, dtype=torch.float64)
        times[name] = timed(step, work["timed"], 0)
        if name == TRANSLATED:
            picture = step.a[0]
            fresh = Step(name, inputs).nets
            with torch.no_grad():
                for role in ("teacher", "student"):
                    network = fresh[f"{role}.G_A"]
                    times[f"translate {role}"] = timed(lambda: network(picture), 7)
                    results[f"translate {role}"] = network(picture)
    save_file(results, results_path)
    print(json.dumps(times))


if __name__ == "__main__":
    if sys.argv[1] == "inputs":
        make_inputs(sys.argv[2])
    else:
        run(sys.argv[2], sys.argv[3], int(sys.argv[4]))
