"""Makes what training needs from the raw sets: vocabulary, word ids and a warm start for the embeddings."""

import argparse
import collections
import pathlib

import numpy as np
import scipy.sparse
import scipy.sparse.linalg
import tokenizers
from tokenizers.models import WordPiece
from tokenizers.pre_tokenizers import WhitespaceSplit
from tokenizers.trainers import WordPieceTrainer

import text

LONGEST = 126  # words in a sentence; with an edge mark at either end, 128 positions


def vocabulary(counts, size, path):
    """Trains a WordPiece vocabulary on word counts and writes it one piece a line."""
    trainer = WordPieceTrainer(vocab_size=size, special_tokens=text.SPECIALS, continuing_subword_prefix=text.CONTINUED,
                               limit_alphabet=200, show_progress=False)
    learner = tokenizers.Tokenizer(WordPiece(unk_token="[UNK]", continuing_subword_prefix=text.CONTINUED))
    learner.pre_tokenizer = WhitespaceSplit()
    # Counts arrive dampened, which leaves the order of merges nearly as it is and is a tenth of the reading.
    learner.train_from_iterator((word for word, count in sorted(counts.items()) for _ in range(count)), trainer)
    ordered = sorted(learner.get_vocab().items(), key=lambda item: item[1])
    path.write_text("".join(piece + "\n" for piece, _ in ordered), encoding="utf-8")


def encode(sentences, pieces, path):
    """Writes sentences as flat arrays: pieces per word (padded), labels, and where each sentence starts."""
    words, labels, starts = [], [], [0]
    for sentence in sentences:
        if not 3 <= len(sentence["tokens"]) <= LONGEST:
            continue
        for word, keep in zip(sentence["tokens"], sentence["keep"]):
            ids = pieces.split(word)
            words.append(ids + (text.PAD,) * (text.MAX_PIECES - len(ids)))
            labels.append(keep)
        starts.append(len(words))
    np.savez(path, words=np.array(words, np.int16), labels=np.array(labels, np.int8), starts=np.array(starts, np.int64))


def warm_start(sentences, pieces, width, path):
    """Piece embeddings from counts alone: PPMI of a piece with the pieces one and two words to each side, by SVD.

    It costs two minutes and tells the model which words behave alike before it sees a label (Levy & Goldberg 2014).
    """
    size, rows, columns, word = len(pieces.vocabulary), [], [], 0
    for tokens in sentences:
        for ids in [(text.EDGE,), *map(pieces.split, tokens), (text.EDGE,)]:
            rows.extend([word] * len(ids))
            columns.extend(ids)
            word += 1
    shape = (word, size)
    text_matrix = scipy.sparse.csr_matrix((np.ones(len(rows), np.float32), (rows, columns)), shape)
    blocks = []
    for offset in (1, 2):
        after = text_matrix[:-offset].T @ text_matrix[offset:]
        blocks += [after, after.T]
    positive = []
    for block in blocks:
        block = block.tocoo()
        total, left, right = block.sum(), np.asarray(block.sum(1)).ravel(), np.asarray(block.sum(0)).ravel()
        # Contexts to the power .75, so that rare ones do not rule.
        smooth = right**0.75 * (total / (right**0.75).sum())
        value = np.log(block.data * total / (left[block.row] * smooth[block.col]))
        kept = value > 0
        positive.append(scipy.sparse.csr_matrix((value[kept], (block.row[kept], block.col[kept])), block.shape))
    u, s, _ = scipy.sparse.linalg.svds(scipy.sparse.hstack(positive).tocsr().astype(np.float32), k=width,
                                       random_state=1, tol=1e-2)
    embeddings = u * np.sqrt(s)
    embeddings /= embeddings.std()
    np.save(path, embeddings.astype(np.float32))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=pathlib.Path, required=True, help="folder with sentence_compression/ and senate/")
    parser.add_argument("--work", type=pathlib.Path, required=True)
    parser.add_argument("--vocabulary", type=pathlib.Path, required=True)
    parser.add_argument("--size", type=int, default=8000)
    parser.add_argument("--width", type=int, default=256)
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)

    compression = options.data / "sentence_compression"
    train = list(text.rows(compression / "train_vocab50k_lower.jsonl.gz"))
    if not options.vocabulary.exists():
        counts = collections.Counter(text.fold(word) for row in train for word in row["tokens"])
        counts = {word: round(count**0.75) for word, count in counts.items() if word not in text.SPECIALS}
        vocabulary(counts, options.size, options.vocabulary)
    pieces = text.Pieces(options.vocabulary)

    encode(train, pieces, options.work / "train.npz")
    encode(text.rows(compression / "val_vocab50k_lower.jsonl.gz"), pieces, options.work / "val.npz")
    encode(text.rows(compression / "test10k_raw.jsonl.gz"), pieces, options.work / "test.npz")

    senate = (text.WORD.findall(line) for row in text.rows(options.data / "senate" / "articles.jsonl.gz")
              for line in row["text"].split("\n"))
    running = [row["tokens"] for row in train]
    budget = 8_000_000
    for tokens in senate:
        running.append(tokens)
        budget -= len(tokens)
        if budget < 0:
            break
    warm_start(running, pieces, options.width, options.work / "embeddings.npy")


if __name__ == "__main__":
    main()
