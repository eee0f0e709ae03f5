"""How far the trimmer may trust the tagger: what people kept of the spans that it would cut, by the chance asked for.

Uses the test sentences after the first 1,000, which are in true case as the rules need and which no figure is reported on.
"""

import argparse
import pathlib
import subprocess

import text


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--programs", type=pathlib.Path, required=True, help="folder of the examples trim and tag")
    options = parser.parse_args()

    def run(name, lines, *arguments):
        done = subprocess.run([options.programs / name, *arguments], input="\n".join(lines), text=True, capture_output=True, check=True)
        return done.stdout.splitlines()

    rows = list(text.rows(options.data / "sentence_compression" / "test10k_raw.jsonl.gz"))[1000:]
    labels = {" ".join(row["tokens"]): row["keep"] for row in rows}
    trimmed = [line.split("\t") for line in run("trim", labels, "1.0")]
    chances = run("tag", [sentence for sentence, _, _ in trimmed])
    spans = []
    for (sentence, _, cuts), line in zip(trimmed, chances):
        words, at = [], 0
        for word, chance, kept in zip(sentence.split(" "), map(float, line.split()), labels[sentence]):
            words.append((at, word, chance, kept))
            at += len(word.encode()) + 1
        for cut in cuts.split():
            start, end = map(int, cut.split("-"))
            inside = [(chance, kept) for at, word, chance, kept in words if start <= at < end and any(c.isalnum() for c in word)]
            spans.append((max(chance for chance, _ in inside), sum(kept for _, kept in inside), len(inside)))
    print(f"{len(rows)} sentences, {len(spans)} spans that the rules allow")
    print("chance under  spans  their words  words people kept  spans of which people kept none")
    for sure in (0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6, 1.01):
        found = [(kept, words) for chance, kept, words in spans if chance < sure]
        words = max(1, sum(words for _, words in found))
        none = sum(kept == 0 for kept, _ in found) / max(1, len(found))
        print(f"{sure:12.2f} {len(found):6} {words:12} {sum(kept for kept, _ in found) / words:18.3f} {none:32.3f}")


if __name__ == "__main__":
    main()
