"""Words and pieces: what training and the Rust engine must agree on to the letter."""

import functools
import gzip
import json
import re

SPECIALS = ["[PAD]", "[UNK]", "[NUM]", "[EDGE]"]
PAD, UNK, NUM, EDGE = range(4)
MAX_PIECES = 6  # a word longer than this is known by its first six pieces
CONTINUED = "~"  # marks a piece that continues a word; "##" would clash with the masked figures

# Words as the Penn Treebank cuts them, which is how the labelled sentences come.
WORD = re.compile(r"n't\b|'(?:s|re|ve|ll|d|m)\b|\w+(?:[-.&]\w+)*?(?=n't\b)|\w+(?:[-.&]\w+)*|\.\.\.|--|``|''|[^\w\s]", re.I)


def rows(path):
    """The objects of a gzipped JSONL file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def fold(word):
    """A word as the model knows it: lower case; any figure is just a figure."""
    if word == "<unk>":
        return "[UNK]"
    if re.search("[#0-9]", word):
        return "[NUM]"
    return word.lower()


class Pieces:
    """Greedy longest-match WordPiece over a vocabulary file, one piece a line."""

    def __init__(self, path):
        with open(path, encoding="utf-8") as lines:
            self.vocabulary = [line.rstrip("\n") for line in lines]
        self.ids = {piece: index for index, piece in enumerate(self.vocabulary)}
        self.split = functools.lru_cache(maxsize=None)(self._split)

    def _split(self, word):
        word = fold(word)
        if word in ("[UNK]", "[NUM]"):
            return (self.ids[word],)
        pieces, start = [], 0
        while start < len(word):
            mark = CONTINUED if start else ""
            for end in range(len(word), start, -1):
                found = self.ids.get(mark + word[start:end])
                if found is not None:
                    break
            else:
                return (UNK,)
            pieces.append(found)
            start = end
        return tuple(pieces[:MAX_PIECES])
