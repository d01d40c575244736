"""Checks an ONNX model and runs it on images: run_onnx.py MODEL IMAGES.safetensors OUT.safetensors"""
import sys

import onnx
import onnxruntime
from safetensors.numpy import load_file, save_file

model, images, out = sys.argv[1:]
onnx.checker.check_model(model, full_check=True)
session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
save_file(
    {name: session.run(["translation"], {"image": image})[0]
     for name, image in load_file(images).items()},
    out)
