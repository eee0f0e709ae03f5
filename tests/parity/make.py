"""What transformers writes with small models made on the spot: the cases that the Rust engine is held against.

Weights are not stored: every value comes from its tensor's name and its place by a formula that both sides know
(`values` here, `Formula` in tests/parity.rs). Output distributions are peaky, and the token that ends a text has a larger
vector than the others, so that summaries differ and end by themselves at different lengths. A case whose tokens change
when the model runs in double precision rests on a near tie, and is left out.
"""

import json
import sys

import numpy as np
import torch
from transformers import (
    BartConfig, BartForConditionalGeneration, PegasusConfig, PegasusForConditionalGeneration, ProphetNetConfig,
    ProphetNetForConditionalGeneration, T5Config, T5ForConditionalGeneration,
)

VOCABULARY = 131
WIDTH = 32


def values(name, shape, scale, mean, seed):
    """`mean + scale × u`, u uniform in [-1, 1): 24 bits of splitmix64 over FNV-1a of the name, the seed, the place."""
    hash = 0xCBF29CE484222325
    for byte in name.encode():
        hash = (hash ^ byte) * 0x100000001B3 % 2**64
    with np.errstate(over="ignore"):
        z = np.arange(int(np.prod(shape)), dtype=np.uint64) + np.uint64((hash + seed * 0x9E3779B97F4A7C15) % 2**64)
        z = z * np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        z = z ^ (z >> np.uint64(31))
    u = (z >> np.uint64(40)).astype(np.float32) / np.float32(2**23) - np.float32(1)
    return (np.float32(mean) + np.float32(scale) * u).reshape(shape)


def shape_of(model, family, eos, peak, eos_factor):
    """The tensors of a model with the scale and mean of each: [name, shape, scale, mean, row, factor]."""
    out = []
    seen = set()
    for name, tensor in model.state_dict().items():
        if tensor.data_ptr() in seen or "embed_tokens" in name or (name == "lm_head.weight" and model.config.tie_word_embeddings):
            continue
        seen.add(tensor.data_ptr())
        shape = list(tensor.shape)
        row, factor = None, 1.0
        if "norm" in name:
            scale, mean = (0.3, 1.0) if name.endswith("weight") else (0.2, 0.0)
        elif "shared" in name or "word_embeddings" in name or name == "lm_head.weight":
            scale, mean, row, factor = peak, 0.0, eos, eos_factor
        elif "embed_positions" in name:
            if family == "pegasus":
                continue
            scale, mean = 1.0, 0.0
        elif "position_embeddings" in name or "ngram_embeddings" in name:
            scale, mean = 1.0, 0.0
        elif "relative_attention_bias" in name:
            scale, mean = 1.5, 0.0
        elif name == "final_logits_bias":
            scale, mean = 0.5, 0.0
        elif len(shape) == 2:
            scale, mean = 1.6 * float(np.sqrt(3 / shape[1])), 0.0
        else:
            scale, mean = 0.3, 0.0
        out.append([name, shape, scale, mean, row, factor])
    return out


def fill(model, tensors, seed):
    state = model.state_dict()
    for name, shape, scale, mean, row, factor in tensors:
        array = values(name, shape, scale, mean, seed)
        if row is not None:
            array[row] *= np.float32(factor)
        state[name].copy_(torch.from_numpy(array))


def bart(**more):
    return BartForConditionalGeneration(BartConfig(
        vocab_size=VOCABULARY, d_model=WIDTH, encoder_layers=2, decoder_layers=2, encoder_attention_heads=2,
        decoder_attention_heads=2, encoder_ffn_dim=64, decoder_ffn_dim=64, max_position_embeddings=96, bos_token_id=0,
        pad_token_id=1, eos_token_id=2, decoder_start_token_id=2, forced_eos_token_id=2, **more))


def pegasus(**more):
    return PegasusForConditionalGeneration(PegasusConfig(
        vocab_size=VOCABULARY, d_model=WIDTH, encoder_layers=2, decoder_layers=3, encoder_attention_heads=2,
        decoder_attention_heads=2, encoder_ffn_dim=48, decoder_ffn_dim=64, max_position_embeddings=96, pad_token_id=0,
        eos_token_id=1, decoder_start_token_id=0, forced_eos_token_id=1, scale_embedding=True,
        activation_function="relu", **more))


def t5(**more):
    return T5ForConditionalGeneration(T5Config(
        vocab_size=VOCABULARY, d_model=WIDTH, d_kv=16, num_heads=3, d_ff=64, num_layers=2, num_decoder_layers=2,
        relative_attention_num_buckets=8, relative_attention_max_distance=20, pad_token_id=0, eos_token_id=1,
        decoder_start_token_id=0, **more))


def prophetnet(**more):
    return ProphetNetForConditionalGeneration(ProphetNetConfig(
        vocab_size=VOCABULARY, hidden_size=WIDTH, num_encoder_layers=2, num_decoder_layers=2, num_encoder_attention_heads=2,
        num_decoder_attention_heads=2, encoder_ffn_dim=48, decoder_ffn_dim=64, max_position_embeddings=96, num_buckets=8,
        relative_max_distance=20, pad_token_id=0, bos_token_id=2, eos_token_id=2, decoder_start_token_id=2, **more))


# family, model, peak of the embeddings, factor of the ending token's vector
MODELS = {
    "bart": ("bart", bart, 1.2, 2.2),
    "bart_scaled": ("bart", lambda: bart(scale_embedding=True, activation_function="relu"), 1.2, 2.0),
    "pegasus": ("pegasus", pegasus, 1.2, 2.2),
    "t5": ("t5", lambda: t5(feed_forward_proj="relu", tie_word_embeddings=True), 7.0, 2.2),
    "flan_t5": ("t5", lambda: t5(feed_forward_proj="gated-gelu", tie_word_embeddings=False), 1.2, 2.2),
    "prophetnet": ("prophetnet", prophetnet, 1.2, 5.0),
    "prophetnet_far": (
        "prophetnet", lambda: prophetnet(ngram=3, activation_function="relu", tie_word_embeddings=False), 1.2, 3.4),
}

SETTINGS = [
    {"num_beams": 1, "max_length": 40},
    {"num_beams": 1, "max_length": 24, "min_length": 8, "no_repeat_ngram_size": 2},
    {"num_beams": 1, "max_new_tokens": 12, "min_new_tokens": 4, "repetition_penalty": 1.3},
    {"num_beams": 4, "max_length": 40, "length_penalty": 2.0, "early_stopping": True, "no_repeat_ngram_size": 3, "min_length": 6},
    {"num_beams": 4, "max_length": 40, "length_penalty": 1.0, "early_stopping": False},
    {"num_beams": 4, "max_length": 28, "length_penalty": 0.6, "early_stopping": "never", "no_repeat_ngram_size": 2},
    {"num_beams": 3, "max_length": 32, "length_penalty": -0.5, "early_stopping": "never"},
    {"num_beams": 4, "max_length": 30, "forced_bos_token_id": 0, "encoder_no_repeat_ngram_size": 3,
     "bad_words_ids": [[7], [9, 11], [12, 13, 14]]},
    {"num_beams": 2, "max_length": 24, "suppress_tokens": [5, 6], "begin_suppress_tokens": [8, 20, 21], "forced_bos_token_id": 4},
]


def texts(seed, family):
    """Texts of several lengths as tokens, opened and ended as the family's tokenizer does; one has nothing in it."""
    rng = np.random.default_rng(seed)
    out = []
    # ProphetNet has places for 95 tokens.
    for length in (0, 1, 7, 16, 17, 40, 94 if family == "prophetnet" else 90):
        body = [int(token) for token in rng.integers(4, VOCABULARY, length)]
        out.append([0, *body, 2] if family == "bart" else [*body, 2 if family == "prophetnet" else 1])
    return out


def told(model, ids, setting, pad):
    """What the model writes for texts in one padded batch, cut at the end of each."""
    longest = max(map(len, ids))
    batch = torch.tensor([text + [pad] * (longest - len(text)) for text in ids])
    mask = torch.tensor([[1] * len(text) + [0] * (longest - len(text)) for text in ids])
    if model.config.model_type == "prophetnet":
        # It makes its mask of this one, and nought times the least double is no single.
        mask = mask.to(model.dtype)
    found = model.generate(batch, attention_mask=mask, do_sample=False, **setting)
    return [cut(row.tolist(), pad, model.config.eos_token_id) for row in found]


def cut(row, pad, eos):
    """Without what fills the batch after the end."""
    for at in range(1, len(row)):
        if row[at] == eos:
            return row[: at + 1]
    while len(row) > 1 and row[-1] == pad:
        row.pop()
    return row


def main():
    torch.manual_seed(0)
    torch.set_grad_enabled(False)
    models = []
    dropped = 0
    for name, (family, make, peak, factor) in MODELS.items():
        for seed in (3,) if name == "prophetnet_far" else (1, 2, 3):
            model = make().eval()
            eos, pad = model.config.eos_token_id, model.config.pad_token_id
            tensors = shape_of(model, family, eos, peak, factor)
            fill(model, tensors, seed)
            ids = texts(seed, family)
            states, logits = [], []
            if family != "prophetnet":
                # Of the engine rewrite alone, which does not run ProphetNet.
                encoded = model.get_encoder()(torch.tensor([ids[5]])).last_hidden_state[0]
                start = torch.tensor([[model.config.decoder_start_token_id, 17, 30]])
                logits = model(input_ids=torch.tensor([ids[5]]), decoder_input_ids=start).logits[0]
                states = [round(float(value), 5) for value in encoded[::13].flatten()]
            runs = []
            for setting in SETTINGS:
                single = told(model, ids, setting, pad)
                double = told(model.double(), ids, setting, pad)
                model.float()
                alone = [told(model, [text], setting, pad)[0] for text in ids]
                for at, tokens in enumerate(single):
                    if tokens != double[at] or tokens != alone[at]:
                        dropped += 1
                        continue
                    runs.append({"setting": SETTINGS.index(setting), "text": at, "tokens": tokens})
            config = {key: value for key, value in model.config.to_dict().items() if key in KEEP and value is not None}
            models.append({
                "name": f"{name}-{seed}", "config": config, "seed": seed, "tensors": tensors, "texts": ids, "runs": runs,
                "states": states,
                "logits": [[round(float(value), 4) for value in row] for row in logits],
            })
            ends = sum(run["tokens"][-1] == eos for run in runs)
            lengths = sorted({len(run["tokens"]) for run in runs})
            print(f"{name}-{seed}: {len(runs)} runs, {ends} end by themselves, {len(set(map(str, (r['tokens'] for r in runs))))} differ, lengths {lengths}", file=sys.stderr)
    print(f"{dropped} near ties left out", file=sys.stderr)
    with open(sys.argv[1], "w", encoding="utf-8") as file:
        json.dump({"settings": SETTINGS, "models": models}, file, separators=(",", ":"))
        file.write("\n")


KEEP = {
    "model_type", "vocab_size", "d_model", "d_kv", "d_ff", "num_layers", "num_decoder_layers", "num_heads", "encoder_layers",
    "decoder_layers", "encoder_attention_heads", "decoder_attention_heads", "encoder_ffn_dim", "decoder_ffn_dim",
    "max_position_embeddings", "activation_function", "feed_forward_proj", "scale_embedding", "tie_word_embeddings",
    "relative_attention_num_buckets", "relative_attention_max_distance", "layer_norm_epsilon", "bos_token_id", "eos_token_id",
    "pad_token_id", "decoder_start_token_id", "forced_eos_token_id", "hidden_size", "num_encoder_layers",
    "num_encoder_attention_heads", "num_decoder_attention_heads", "num_buckets", "relative_max_distance", "ngram",
}

if __name__ == "__main__":
    main()
