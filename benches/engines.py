"""CPU-seconds of the tagger on one thread: this crate, onnxruntime in dynamic int8, PyTorch in f32.

    python3 -m venv venv && venv/bin/pip install -r models/train/requirements.txt onnx onnxscript onnxruntime
    venv/bin/python benches/engines.py SENTENCES

SENTENCES: one a line, spaces between the words. All three run the same weights on the same words. The two frameworks get
sentences of one length together, so they pad nothing, in whichever of three batch sizes suits them best.
"""

import os

os.environ["OMP_NUM_THREADS"] = "1"

import pathlib
import resource
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HERE / "models" / "train"))

import numpy as np
import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.numpy import load_file

import text
from model import Config, Tagger

PASSES = 5


def shipped():
    """The shipped weights in the model they came from, int8 turned back to f32."""
    tensors = load_file(HERE / "models" / "desk.safetensors")
    model, state = Tagger(Config()).eval(), {}
    for name in model.state_dict():
        stored = {"embed.weight": "pieces.weight", "place.weight": "places"}.get(name, name)
        value = tensors[stored].astype(np.float32)
        scale = tensors.get(stored.removesuffix("weight") + "scale")
        state[name] = torch.from_numpy(value if scale is None else value * scale[:, None])
    model.load_state_dict(state)
    return model


def batches(sentences, pieces, most):
    """Ids [sentences, words + 2, pieces] of sentences of one length, at most `most` at once."""
    by_length = {}
    for words in sentences:
        by_length.setdefault(len(words), []).append(words)
    for same in by_length.values():
        for at in range(0, len(same), most):
            rows = [[(text.EDGE,), *map(pieces.split, words), (text.EDGE,)] for words in same[at : at + most]]
            yield np.array([[ids + (0,) * (text.MAX_PIECES - len(ids)) for ids in row] for row in rows], np.int64)


def seconds(run, sentences, pieces):
    """CPU-seconds a pass, in the best batch size."""
    best = float("inf")
    for most in (1, 8, 32):
        ready = list(batches(sentences, pieces, most))
        for ids in ready:
            run(ids)
        begin = time.process_time()
        for _ in range(PASSES):
            for ids in ready:
                run(ids)
        best = min(best, (time.process_time() - begin) / PASSES)
    return best


def ours(sentences, passes):
    """CPU-seconds of the crate's own program over so many passes."""
    words = "\n".join(" ".join(words) for words in sentences)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([program(), str(passes)], input=words, text=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def program():
    return os.environ.get("TAG", str(HERE / "target" / "release" / "examples" / "tag"))


def main():
    torch.set_num_threads(1)
    if "TAG" not in os.environ:
        subprocess.run(["cargo", "build", "--quiet", "--release", "--example", "tag"], cwd=HERE, check=True)
    sentences = [line.split() for line in open(sys.argv[1], encoding="utf-8")]
    sentences = [words for words in sentences if 0 < len(words) <= 126]
    pieces, model = text.Pieces(HERE / "models" / "desk.vocab"), shipped()

    with torch.inference_mode():
        plain = seconds(lambda ids: model(torch.from_numpy(ids)), sentences, pieces)

    with tempfile.TemporaryDirectory() as folder:
        whole, small = os.path.join(folder, "f32.onnx"), os.path.join(folder, "int8.onnx")
        ids = next(batches(sentences, pieces, 2))
        shape = {0: torch.export.Dim("sentences", max=512), 1: torch.export.Dim("words", min=3, max=128)}
        example = torch.from_numpy(np.repeat(ids[:1], 3, 0))
        torch.onnx.export(model, (example,), whole, input_names=["ids"], output_names=["logits"],
                          dynamic_shapes=(shape,), dynamo=True, external_data=False, verbose=False)
        quantize_dynamic(whole, small, per_channel=True, weight_type=QuantType.QInt8)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        session = onnxruntime.InferenceSession(small, options, providers=["CPUExecutionProvider"])
        kinds = {}
        import onnx
        for node in onnx.load(small).graph.node:
            kinds[node.op_type] = kinds.get(node.op_type, 0) + 1
        print("int8 matrix products in the onnx graph:", kinds.get("MatMulInteger", 0) + kinds.get("DynamicQuantizeMatMul", 0))
        rounded = seconds(lambda ids: session.run(None, {"ids": ids}), sentences, pieces)

    own = (ours(sentences, PASSES + 1) - ours(sentences, 1)) / PASSES
    words = sum(map(len, sentences))
    for name, value in (("desk int8", own), ("onnxruntime int8", rounded), ("PyTorch f32", plain)):
        print(f"{name:17} {value:7.3f} CPU-s  {words / value:8.0f} words/CPU-s  {value / own:5.2f} × desk")


if __name__ == "__main__":
    main()
