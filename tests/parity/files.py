"""Makes tests/data/model: one small model in every form that weights and tokenizers come in.

    python tests/parity/files.py FOLDER      (with what requirements.txt pins)

All weights hold the same numbers: two shards of safetensors with their index, half precision, and pytorch_model.bin as
PyTorch writes it today and as it did before 1.6. The tokenizers are trained on a few sentences of ours; tokens.json has
what transformers makes of some texts.
"""

import json

import pathlib
import sys

import torch
from transformers import BartConfig, BartForConditionalGeneration, ProphetNetConfig, ProphetNetForConditionalGeneration

from make import fill, shape_of


def bart():
    return BartForConditionalGeneration(BartConfig(
        vocab_size=300, d_model=32, encoder_layers=1, decoder_layers=1, encoder_attention_heads=2, decoder_attention_heads=2,
        encoder_ffn_dim=32, decoder_ffn_dim=32, max_position_embeddings=64, bos_token_id=0, pad_token_id=1, eos_token_id=2,
        decoder_start_token_id=2))


def main():
    folder = pathlib.Path(sys.argv[1])
    torch.set_grad_enabled(False)
    model = bart().eval()
    fill(model, shape_of(model, "bart", 2, 1.2, 2.2), 1)
    # As halves, so that every form holds the same numbers.
    model.half().float()
    state = {name: tensor.half() for name, tensor in model.state_dict().items() if "embed_tokens" not in name and name != "lm_head.weight"}
    for name, old in (("zip", False), ("old", True)):
        (folder / name).mkdir(parents=True, exist_ok=True)
        torch.save(state, folder / name / "pytorch_model.bin", _use_new_zipfile_serialization=not old)
    half = bart().half()
    half.load_state_dict(state, strict=False)
    half.tie_weights()
    half.save_pretrained(folder / "shards", max_shard_size="40KB")
    tokenizers(folder)
    prophetnet(folder / "pieces")


def prophetnet(folder):
    """A ProphetNet as the hub has them: pytorch_model.bin, in which tensors share their numbers, beside its tokens."""
    model = ProphetNetForConditionalGeneration(ProphetNetConfig(
        vocab_size=len(PIECES), hidden_size=32, num_encoder_layers=1, num_decoder_layers=1, num_encoder_attention_heads=2,
        num_decoder_attention_heads=2, encoder_ffn_dim=32, decoder_ffn_dim=32, max_position_embeddings=64, num_buckets=8,
        relative_max_distance=20, pad_token_id=0, bos_token_id=5, eos_token_id=5, decoder_start_token_id=5)).eval()
    fill(model, shape_of(model, "prophetnet", PIECES.index("."), 1.2, 2.2), 1)
    torch.save(model.half().state_dict(), folder / "pytorch_model.bin")
    model.config.save_pretrained(folder)


SENTENCES = [
    "The ferry that links the two shores of the Tamsin sound will stay in port until the spring, its owner said.",
    "Inspectors found cracks in the propeller shaft on Monday, and a bus will run in its place.",
    "“The shaft has carried us for 31 winters,” said Hedda Maas, who has run the line since 1994.",
    "The council of Hallam voted on Tuesday to rebuild its bridge in oak at a cost of $1.2 million.",
    "Prices rose 3.4 percent in February; the strike at the harbour went into its third week.",
]
TEXTS = [
    "The ferry will stay in port.", "Inspectors  found   cracks, on Monday.", "It's the owner's third winter: 1994–2026!", "",
    "Zürich’s mayor said “no” — twice.", "naïve café\tnew\nline", "$1.2 million, 3.4 percent", " leading and trailing ",
]


def tokenizers(folder):
    import sentencepiece
    from tokenizers import ByteLevelBPETokenizer
    from transformers import BartTokenizerFast, PegasusTokenizerFast, ProphetNetTokenizer, T5TokenizerFast

    byte = ByteLevelBPETokenizer()
    byte.train_from_iterator(SENTENCES, vocab_size=290, min_frequency=2, special_tokens=["<s>", "<pad>", "</s>", "<unk>"])
    (folder / "bpe").mkdir(exist_ok=True)
    byte.save_model(str(folder / "bpe"))
    (folder / "spiece").mkdir(exist_ok=True)
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(SENTENCES), model_prefix=str(folder / "spiece" / "spiece"), vocab_size=90, model_type="unigram",
        pad_id=0, eos_id=1, unk_id=2, bos_id=-1, normalization_rule_name=NORMALISER, hard_vocab_limit=False)
    (folder / "spiece" / "spiece.vocab").unlink()
    piece = str(folder / "spiece" / "spiece.model")
    bart = BartTokenizerFast(str(folder / "bpe" / "vocab.json"), str(folder / "bpe" / "merges.txt"))
    (folder / "json").mkdir(exist_ok=True)
    bart.backend_tokenizer.save(str(folder / "json" / "tokenizer.json"))
    (folder / "pieces").mkdir(exist_ok=True)
    (folder / "pieces" / "prophetnet.tokenizer").write_text("\n".join(PIECES) + "\n", encoding="utf-8")
    known = {
        "bpe": bart, "json": bart, "spiece-t5": T5TokenizerFast(piece, add_prefix_space=True),
        "spiece-pegasus": PegasusTokenizerFast(piece),
        "pieces-prophetnet": ProphetNetTokenizer(str(folder / "pieces" / "prophetnet.tokenizer")),
    }
    cases = [
        {"folder": name, "text": text, "tokens": ids, "back": tokenizer.decode(ids, skip_special_tokens=True)}
        for name, tokenizer in known.items() for text in TEXTS for ids in [tokenizer(text).input_ids]
    ]
    (folder / "tokens.json").write_text(json.dumps(cases, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


# ProphetNet's tokens: its marks, letters that open a word or go on, signs, and a few longer pieces.
LETTERS = [*"abcdefghijklmnopqrstuvwxyz0123456789"]
PIECES = [
    "[PAD]", "[unused1]", "[X_SEP]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *LETTERS, *(f"##{letter}" for letter in LETTERS),
    *".,;:!?$'\"()[]-–—“”’", "the", "ferry", "##ry", "port", "winter", "##s", "##ing", "##ed", "percent", "million", "on",
]

# The rules of T5 and Pegasus are "nmt_nfkc", whose table alone has 240 kB.
NORMALISER = "identity"


if __name__ == "__main__":
    main()
