"""Token F1 of the plain tagger on the first 1,000 test sentences; its threshold is chosen on the validation set."""

import argparse
import pathlib
import subprocess

import numpy as np
import torch

import text
from model import Config, Tagger
from train import Sentences, chances


@torch.no_grad()
def predict(model, sentences, chosen):
    """For each chosen sentence: keep probabilities alone, by the chain, and the labels."""
    found = {}
    for batch in sentences.batches(8192, np.random.default_rng(0), chosen):
        ids, labels = sentences.batch(batch)
        alone, chain = chances(model(ids))
        for row, index in enumerate(batch):
            found[int(index)] = (alone[row].numpy(), chain[row].numpy(), labels[row].numpy() > 0.5)
    return [found[int(index)] for index in chosen]


def f1(pairs):
    """Token F1 over all words together, and the mean of the sentences' own."""
    hits, said, true, each = 0, 0, 0, []
    for kept, labels in pairs:
        both = int((kept & labels).sum())
        hits, said, true = hits + both, said + int(kept.sum()), true + int(labels.sum())
        each.append(2 * both / max(1, int(kept.sum() + labels.sum())))
    return 2 * hits / (said + true), float(np.mean(each))


def expected(p):
    """The words to keep for the best expected F1, when each is kept with chance p by itself.

    With the words in order of chance, F1 of the first k is about 2 Σp(k) / (k + Σp) (Lewis 1995).
    """
    order = np.argsort(-p, kind="stable")
    gain = 2 * np.cumsum(p[order]) / (np.arange(1, len(p) + 1) + p.sum())
    kept = np.zeros(len(p), bool)
    kept[order[: int(gain.argmax()) + 1]] = True
    return kept


def closed(kept, words):
    """Moves the closing mark to where the test set has it.

    The training labels keep the sentence's own full stop and no comma; the test labels keep the first comma or full stop
    after the last kept word, and no other. Nothing else about punctuation can be learnt from the training set.
    """
    kept = kept.copy()
    marks = [at for at, word in enumerate(words) if word in (",", ".")]
    kept[marks] = False
    last = int(np.flatnonzero(kept).max(initial=-1))
    for mark in marks:
        if mark > last:
            kept[mark] = True
            break
    return kept


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=pathlib.Path, required=True)
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--name", default="run")
    parser.add_argument("--tag", type=pathlib.Path, help="the example program tag, to score the shipped weights in int8 too")
    parser.add_argument("--val", type=int, default=4000, help="validation sentences to choose the threshold on")
    options = parser.parse_args()
    model = Tagger(Config()).eval()
    saved = torch.load(options.work / f"{options.name}.pt", map_location="cpu", weights_only=True)
    model.load_state_dict(saved["average"])
    print("steps", saved["step"])

    rows = [row["tokens"] for row in text.rows(options.data / "sentence_compression" / "test10k_raw.jsonl.gz")]
    rows = [words for words in rows if 3 <= len(words) <= 126][:1000]
    val, test = Sentences(options.work / "val.npz", "cpu"), Sentences(options.work / "test.npz", "cpu")
    held = predict(model, val, np.random.default_rng(2).permutation(len(val.lengths))[: options.val])
    tried = predict(model, test, np.arange(1000))
    wordy = [np.array([any(c.isalnum() for c in word) for word in words]) for words in rows]
    engine = []
    if options.tag:
        lines = "\n".join(" ".join(words) for words in rows)
        done = subprocess.run([options.tag], input=lines, text=True, capture_output=True, check=True)
        chances_ = [np.array(line.split(), np.float32) for line in done.stdout.splitlines()]
        engine = [(p, None, item[2]) for p, item in zip(chances_, tried)]
    for name, column in (("alone", 0), ("chain", 1)):
        best, at = max((f1([(item[column] > t, item[2]) for item in held])[0], t) for t in np.arange(0.2, 0.6, 0.02))
        print(f"{name}: threshold {at:.2f}; validation F1 {best:.4f}; by expected F1 {f1([(expected(i[column]), i[2]) for i in held])}")
        runs = [("threshold", lambda p: p > at, tried), ("expected F1", expected, tried)]
        if engine and column == 0:
            runs.append(("threshold, int8 engine", lambda p: p > at, engine))
        for rule, pick, items in runs:
            kept = [pick(item[column]) for item in items]
            labels = [item[2] for item in items]
            line = [f1(zip(kept, labels)),
                    f1([(closed(k, words), y) for k, words, y in zip(kept, rows, labels)]),
                    f1([(k[w], y[w]) for k, w, y in zip(kept, wordy, labels)])]
            print("  test,", rule, *(f"{what} {a:.4f} (per sentence {b:.4f})"
                  for what, (a, b) in zip(("all tokens", "closing mark moved", "words only"), line)))


if __name__ == "__main__":
    main()
