"""Trains the tagger; started again, it goes on from its last checkpoint.

The learning rate warms up, holds, and falls to nothing over the last part of the run, so the number of steps may be
changed while a run still holds: a run that turns out slower than planned is shortened, not thrown away.
"""

import argparse
import json
import pathlib
import time

import numpy as np
import torch
import torch.nn.functional as functional

import text
from model import Config, Tagger


class Sentences:
    """Encoded sentences, served in batches of one length, so that nothing is padded."""

    def __init__(self, path, device):
        data = np.load(path)
        self.words = torch.from_numpy(data["words"].astype(np.int64))
        self.labels = torch.from_numpy(data["labels"].astype(np.float32))
        self.starts, self.device = data["starts"], device
        self.lengths = np.diff(self.starts)

    def batch(self, chosen):
        """Ids [sentences, words + 2, pieces] with an edge mark at either end, labels [sentences, words]."""
        length = int(self.lengths[chosen[0]])
        index = torch.from_numpy(self.starts[chosen][:, None] + np.arange(length))
        edge = torch.zeros(len(chosen), 1, text.MAX_PIECES, dtype=torch.int64)
        edge[:, :, 0] = text.EDGE
        ids = torch.cat((edge, self.words[index], edge), 1)
        # Most words have few pieces: drop columns that this batch leaves empty.
        ids = ids[:, :, : int((ids != text.PAD).sum(2).max())]
        return ids.to(self.device), self.labels[index].to(self.device)

    def batches(self, words, rng, chosen=None):
        """Sentences in random batches of about `words` words; what does not fill half a batch waits for the next epoch."""
        order = np.arange(len(self.lengths)) if chosen is None else chosen
        order = rng.permutation(order)
        order = order[np.argsort(self.lengths[order], kind="stable")]
        found = []
        for length in np.unique(self.lengths[order]):
            same = order[self.lengths[order] == length]
            size = max(1, words // (int(length) + 2))
            found += [same[at : at + size] for at in range(0, len(same), size)]
            if len(found[-1]) < size / 2 and chosen is None:
                found.pop()
        return [found[index] for index in rng.permutation(len(found))]


def losses(logits, labels):
    """Three predictions of one label: alone, and given the word before (whichever it was)."""
    logits = logits[:, 1:-1].float()
    before = functional.pad(labels[:, :-1], (1, 0)) > 0.5
    chained = torch.where(before, logits[..., 2], logits[..., 1])
    loss = functional.binary_cross_entropy_with_logits
    return loss(logits[..., 0], labels) + loss(chained, labels)


def chances(logits):
    """Keep probabilities [sentences, words]: alone, and by the chain from left to right."""
    p = logits[:, 1:-1].float().sigmoid()
    chain, previous = [], torch.zeros_like(p[:, 0, 0])
    for word in range(p.shape[1]):
        previous = previous * p[:, word, 2] + (1 - previous) * p[:, word, 1]
        chain.append(previous)
    return p[..., 0], torch.stack(chain, 1)


@torch.no_grad()
def validate(model, sentences, chosen, cast):
    """Token F1 at the best threshold, alone and chained, and the loss."""
    model.eval()
    alone, chain, labels, loss, count = [], [], [], 0.0, 0
    for batch in sentences.batches(8192, np.random.default_rng(0), chosen):
        ids, wanted = sentences.batch(batch)
        with cast:
            logits = model(ids)
        loss, count = loss + float(losses(logits, wanted)) * wanted.numel(), count + wanted.numel()
        a, c = chances(logits)
        alone.append(a.flatten()), chain.append(c.flatten()), labels.append(wanted.flatten())
    labels = torch.cat(labels) > 0.5
    result = {"loss": loss / count}
    for name, p in (("alone", torch.cat(alone)), ("chain", torch.cat(chain))):
        best = max((float(2 * ((p > t) & labels).sum() / ((p > t).sum() + labels.sum())), t) for t in np.arange(0.2, 0.6, 0.02))
        result[name], result[name + "_at"] = best[0], float(best[1])
    model.train()
    return result


def rate(step, steps, warm, fall):
    """Warm up, hold, fall: the share of the peak learning rate at a step."""
    return min(1.0, (step + 1) / warm, max(0.0, (steps - step) / (fall * steps)))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=pathlib.Path, required=True)
    parser.add_argument("--steps", type=int, default=3600)
    parser.add_argument("--words", type=int, default=4096, help="words in a batch")
    parser.add_argument("--peak", type=float, default=2e-3)
    parser.add_argument("--decay", type=float, default=0.05)
    parser.add_argument("--fall", type=float, default=0.4, help="share of the run over which the rate falls")
    parser.add_argument("--warm", type=int, default=300, help="steps over which the rate rises")
    parser.add_argument("--optimiser", choices=["adamw", "muon"], default="muon")
    parser.add_argument("--layers", type=int, default=4)
    parser.add_argument("--cold", action="store_true", help="start from random embeddings")
    parser.add_argument("--seed", type=int, default=20)
    parser.add_argument("--every", type=int, default=250, help="steps between checkpoints")
    parser.add_argument("--name", default="run")
    parser.add_argument("--stop", type=int, default=10**9)
    options = parser.parse_args()

    torch.manual_seed(options.seed)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    train, val = Sentences(options.work / "train.npz", device), Sentences(options.work / "val.npz", device)
    watched = np.random.default_rng(1).permutation(len(val.lengths))[:2000]

    model = Tagger(Config(layers=options.layers))
    if not options.cold:
        with torch.no_grad():
            model.embed.weight.copy_(0.5 * torch.from_numpy(np.load(options.work / "embeddings.npy")))
            model.embed.weight[text.PAD].zero_()
    model.to(device)
    average = {name: value.clone() for name, value in model.state_dict().items()}

    matrices, others = [], []
    for name, weight in model.named_parameters():
        matrix = weight.dim() == 2 and not name.startswith(("embed", "place", "head"))
        (matrices if matrix and options.optimiser == "muon" else others).append(weight)
    optimisers = [torch.optim.AdamW(others, lr=options.peak, betas=(0.9, 0.98), weight_decay=options.decay, fused=True)]
    if matrices:
        optimisers.append(torch.optim.Muon(matrices, lr=options.peak, weight_decay=options.decay, momentum=0.95,
                                           adjust_lr_fn="match_rms_adamw"))

    checkpoint, log, step = options.work / f"{options.name}.pt", options.work / f"{options.name}.jsonl", 0
    if checkpoint.exists():
        saved = torch.load(checkpoint, map_location=device, weights_only=True)
        model.load_state_dict(saved["model"])
        average, step = saved["average"], saved["step"]
        for optimiser, state in zip(optimisers, saved["optimisers"]):
            optimiser.load_state_dict(state)

    def save():
        state = {"model": model.state_dict(), "average": average, "step": step,
                 "optimisers": [optimiser.state_dict() for optimiser in optimisers]}
        torch.save(state, checkpoint.with_suffix(".part"))
        checkpoint.with_suffix(".part").replace(checkpoint)

    model.train()
    cast = torch.autocast(device, torch.bfloat16)
    began, seen, running, epoch, queue = time.time(), 0, 0.0, -1, []
    ahead, done = 0, 0  # batches handed out, of which a resumed run skips what it has seen, and steps made
    while step < min(options.steps, options.stop):
        if not queue:
            epoch += 1
            queue = train.batches(options.words, np.random.default_rng((options.seed, epoch)))
        chosen = queue.pop()
        ahead += 1
        if ahead <= step:
            continue
        ids, labels = train.batch(chosen)
        with cast:
            logits = model(ids)
        loss = losses(logits, labels)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        for optimiser in optimisers:
            for group in optimiser.param_groups:
                group["lr"] = options.peak * rate(step, options.steps, options.warm, options.fall)
            optimiser.step()
            optimiser.zero_grad(set_to_none=True)
        step, done = step + 1, done + 1
        with torch.no_grad():
            share = max(0.002, 1 / (step + 1))
            torch._foreach_lerp_(list(average.values()), list(model.state_dict().values()), share)
        running, seen = 0.98 * running + 0.02 * loss.item(), seen + labels.numel()
        if step % 50 == 0:
            line = {"step": step, "loss": round(running / (1 - 0.98 ** done), 4), "epoch": epoch,
                    "words_per_second": round(seen / (time.time() - began)), "minutes": round((time.time() - began) / 60, 1)}
            if step % options.every == 0:
                held = {name: value.clone() for name, value in model.state_dict().items()}
                line["val"] = validate(model, val, watched, cast)
                model.load_state_dict(average)
                line["val_average"] = validate(model, val, watched, cast)
                model.load_state_dict(held)
                save()
            with log.open("a") as lines:
                print(json.dumps(line), file=lines)
    save()


if __name__ == "__main__":
    main()
