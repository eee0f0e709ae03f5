"""Writes the trained weights as int8 safetensors, and the numbers that the Rust engine is checked against."""

import argparse
import hashlib
import pathlib

import numpy as np
import torch
from safetensors.numpy import save

import text
from model import Config, Tagger

# Written for this project; what the engine's tests compare states on.
SENTENCES = [
    "The harbour board , which met on Tuesday , approved the new ferry terminal at a cost of $ 40 million , officials said .",
    "Mara Quill will not stand again .",
]


def rounded(weight):
    """int8 rows, symmetric, with one scale each."""
    scale = weight.abs().amax(1).clamp(min=1e-8) / 127
    return torch.round(weight / scale[:, None]).to(torch.int8), scale


def ids_of(words, pieces):
    split = [(text.EDGE,), *map(pieces.split, words), (text.EDGE,)]
    return torch.tensor([[ids + (text.PAD,) * (text.MAX_PIECES - len(ids)) for ids in split]])


@torch.no_grad()
def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=pathlib.Path, required=True)
    parser.add_argument("--name", default="run")
    parser.add_argument("--vocabulary", type=pathlib.Path, required=True)
    parser.add_argument("--weights", type=pathlib.Path, required=True)
    parser.add_argument("--numbers", type=pathlib.Path, help="where to write the reference numbers")
    parser.add_argument("--random", action="store_true", help="untrained weights, to try the engine before there are any")
    options = parser.parse_args()

    torch.manual_seed(1)
    model = Tagger(Config()).eval()
    if not options.random:
        saved = torch.load(options.work / f"{options.name}.pt", map_location="cpu", weights_only=True)
        model.load_state_dict(saved["average"])
    c, state = model.config, model.state_dict()

    tensors = {"vocabulary": np.frombuffer(options.vocabulary.read_bytes(), np.uint8)}
    for name, weight in state.items():
        name = {"embed.weight": "pieces.weight", "place.weight": "places"}.get(name, name)
        if weight.dim() == 2 and not name.startswith(("places", "head")):
            weight, scale = rounded(weight)
            tensors[name.removesuffix("weight") + "scale"] = scale.numpy()
        tensors[name] = weight.contiguous().numpy()
    tensors["turns.cos"], tensors["turns.sin"] = model.cos.numpy(), model.sin.numpy()

    metadata = {name: str(getattr(c, name)) for name in ("width", "heads", "layers", "inner", "positions")}
    blank = save(tensors, metadata)
    # The tensors' bytes do not depend on the metadata, so their hash can be stated there.
    tail = blank[8 + int.from_bytes(blank[:8], "little"):]
    metadata["sha256"] = hashlib.sha256(tail).hexdigest()
    whole = save(tensors, metadata)
    options.weights.write_bytes(whole)
    line = f"{hashlib.sha256(whole).hexdigest()}  {options.weights.name}\n"
    options.weights.with_suffix(".sha256").write_text(line)
    print(len(whole), "bytes", line, end="")

    if options.numbers:
        pieces, numbers = text.Pieces(options.vocabulary), {}
        for at, sentence in enumerate(SENTENCES):
            ids = ids_of(sentence.split(), pieces)
            numbers[f"{at}.states"] = torch.cat(model.states(ids)).numpy()
            numbers[f"{at}.logits"] = model(ids)[0].numpy()
        for name, weight in state.items():
            if weight.dim() == 2 and not name.startswith(("place", "head")):
                bytes_, scale = rounded(weight)
                weight.copy_(bytes_ * scale[:, None])
        for at, sentence in enumerate(SENTENCES):
            numbers[f"{at}.states_of_rounded"] = torch.cat(model.states(ids_of(sentence.split(), pieces))).numpy()
        options.numbers.write_bytes(save(numbers, {str(at): sentence for at, sentence in enumerate(SENTENCES)}))


if __name__ == "__main__":
    main()
