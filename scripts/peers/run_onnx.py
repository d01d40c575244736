"""Checks ONNX models and runs each on images: run_onnx.py MODEL IMAGES.safetensors OUT.safetensors [MODEL ...]"""
import sys

import onnx
import onnxruntime
from safetensors.numpy import load_file, save_file

options = onnxruntime.SessionOptions()
options.log_severity_level = 3
for model, images, out in zip(*[iter(sys.argv[1:])] * 3):
    onnx.checker.check_model(model, full_check=True)
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    save_file(
        {name: session.run(["translation"], {"image": image})[0]
         for name, image in load_file(images).items()},
        out)
