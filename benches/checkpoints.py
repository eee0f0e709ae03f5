"""CPU-seconds a summary of a checkpoint in the shape of DistilBART-CNN-12-6: this crate, CTranslate2, transformers.

    python3 benches/checkpoints.py WORK [--quick] [--threads N] [--torch]
    python3 benches/checkpoints.py WORK --int8 [TEXTS]

WORK gets a Python with the rivals from PyPI, and the model (1.2 GB): random weights, since time does not depend on what
they say. 600 tokens in, just 60 out, greedy and with 4 beams, one text at a time and eight. Every engine runs in a process
of its own, on N threads (1), and is measured in CPU-seconds (user + system) a summary, the median of three passes after a
warm-up; peak memory is the process's. All figures of a table come from one run. --torch adds the engine torch: run
models/libtorch/setup first.

--int8 measures what rounding changes instead, in the same shape: with weights whose outputs are peaky, so that summaries
differ and end by themselves: plain; with eight columns that every norm makes eight or twenty times as large, and that the
layers after it weigh as much less, as trained models have some; and with eight that these do not weigh less. Such a model
is wild: it is measured beside them what it writes when its weights and what meets them are rounded to 16 bits.
"""

import argparse
import json
import os
import pathlib
import resource
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent.parent
PINS = ["torch==2.12.1", "transformers==4.57.1", "ctranslate2==4.8.5", "numpy==2.4.6"]
READ, WRITE = 600, 60
RUNS = [(1, 1), (1, 4), (8, 1), (8, 4)]


# Models whose outputs are peaky: how much larger eight columns are after every norm, and whether layers weigh them less.
PEAKY = {"plain": (1, False), "large8": (8, True), "large20": (20, True), "wild8": (8, False)}


def make_peaky(model, times, weighed):
    """As in tests/parity/make.py, at this width: the token that ends a text has a larger vector than the others."""
    import torch

    large = torch.randperm(model.config.d_model)[:8]
    with torch.no_grad():
        for name, tensor in model.named_parameters():
            if "norm" in name and name.endswith("weight"):
                tensor.uniform_(0.7, 1.3)
                tensor[large] *= times
            elif name.endswith("bias"):
                tensor.uniform_(-0.2, 0.2)
            elif "shared" in name or "embed_tokens" in name:
                tensor.normal_(0, 4 / model.config.d_model**0.5)
                tensor[model.config.eos_token_id] *= 3
            elif "embed_positions" in name:
                tensor.normal_(0, 0.1)
            else:
                tensor.normal_(0, 1.6 / tensor.shape[1]**0.5)
        for name, tensor in model.named_parameters():
            if weighed and name.endswith(("q_proj.weight", "k_proj.weight", "v_proj.weight", "fc1.weight", "shared.weight")):
                tensor[:, large] /= times
    model.generation_config.update(num_beams=4, max_length=142, no_repeat_ngram_size=3, length_penalty=2.0, early_stopping=True)


def make_model(folder, peaky=None):
    import torch
    from transformers import BartConfig, BartForConditionalGeneration

    torch.manual_seed(0)
    config = BartConfig(
        vocab_size=50264, d_model=1024, encoder_layers=12, decoder_layers=6, encoder_attention_heads=16,
        decoder_attention_heads=16, encoder_ffn_dim=4096, decoder_ffn_dim=4096, max_position_embeddings=1024,
        forced_bos_token_id=0, forced_eos_token_id=2)
    model = BartForConditionalGeneration(config)
    if peaky is not None:
        make_peaky(model, *PEAKY[peaky])
    model.save_pretrained(folder)
    # A tokenizer of single bytes, as BART's files have it: every token of the text is a byte.
    letters = [*range(ord("!"), ord("~") + 1), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    rest = [256 + at for at in range(256 - len(letters))]
    names = ["<s>", "<pad>", "</s>", "<unk>", *map(chr, letters), *map(chr, rest)]
    (folder / "vocab.json").write_text(json.dumps({name: at for at, name in enumerate(names)}), encoding="utf-8")
    (folder / "merges.txt").write_text("#version: 0.2\n", encoding="utf-8")


def convert(model, folder):
    """The model as CTranslate2 wants it, by its own converter; the vocabulary is filled up to the model's size."""
    from ctranslate2.converters.transformers import TransformersConverter

    class Tokenizer:
        bos_token, eos_token, unk_token = "<s>", "</s>", "<unk>"
        special_tokens_map = {}

        def __init__(self):
            self.vocab = json.loads((model / "vocab.json").read_text(encoding="utf-8"))
            self.vocab |= {f"<{at}>": at for at in range(len(self.vocab), 50264)}
            self.names = {at: name for name, at in self.vocab.items()}

        def get_vocab(self):
            return self.vocab

        def convert_ids_to_tokens(self, ids):
            return self.names[ids] if isinstance(ids, int) else [self.names[at] for at in ids]

    class Converter(TransformersConverter):
        def load_tokenizer(self, *_, **__):
            return Tokenizer()

        def load_model(self, model_class, name, **more):
            loaded = super().load_model(model_class, name, **more)
            # What the converter asks of configs of older versions.
            loaded.config.normalize_before = False
            return loaded

    Converter(str(model)).convert(str(folder), quantization="int8", force=True)


def texts(count):
    import random

    random.seed(7)
    return [[0, *(random.randrange(4, 260) for _ in range(READ - 2)), 2] for _ in range(count)]


def half(folder, count):
    """Cosines of the scores of a model and of itself with its linear layers' weights and inputs rounded to f16."""
    import torch
    from transformers import BartForConditionalGeneration

    model = BartForConditionalGeneration.from_pretrained(folder).eval()
    batch = torch.tensor(texts(count))
    with torch.inference_mode():
        told = model.generate(batch, num_beams=1, max_new_tokens=WRITE, do_sample=False)[:, :-1]
        plain = model(input_ids=batch, decoder_input_ids=told).logits
        linears = [layer for layer in model.modules() if isinstance(layer, torch.nn.Linear)]
        for layer in linears:
            layer.weight.copy_(layer.weight.half().float())
            layer.register_forward_pre_hook(lambda _, rows: (rows[0].half().float(),))
        rounded = model(input_ids=batch, decoder_input_ids=told).logits
    cosines = torch.nn.functional.cosine_similarity(plain, rounded, dim=-1)
    return f"in 16 bits: cosine {cosines.mean():.4f}, least {cosines.min():.4f}"


def measured(run, count):
    run()
    passes = []
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_SELF)
        run()
        after = resource.getrusage(resource.RUSAGE_SELF)
        passes.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
    return {"cpu_s": sorted(passes)[1] / count, "peak_mb": peak}


def rival(name, work, count, beams, threads):
    if name == "ctranslate2":
        import ctranslate2

        vocab = json.loads((work / "model" / "vocab.json").read_text(encoding="utf-8"))
        tokens = {at: token for token, at in vocab.items()}
        translator = ctranslate2.Translator(
            str(work / "ct2"), device="cpu", compute_type="int8", inter_threads=1, intra_threads=threads)
        batch = [[tokens[at] for at in text] for text in texts(count)]
        return measured(lambda: translator.translate_batch(
            batch, beam_size=beams, max_decoding_length=WRITE, min_decoding_length=WRITE, max_input_length=0), count)
    import torch
    from transformers import BartForConditionalGeneration

    torch.set_num_threads(threads)
    model = BartForConditionalGeneration.from_pretrained(work / "model").eval()
    batch = torch.tensor(texts(count))
    with torch.inference_mode():
        return measured(lambda: model.generate(
            batch, num_beams=beams, min_new_tokens=WRITE, max_new_tokens=WRITE, do_sample=False, early_stopping=True), count)


def nutgraf():
    return os.environ.get("NUTGRAF", str(HERE / "target/release/nutgraf"))


def own(work, count, beams, threads, engine="rewrite"):
    command = [
        nutgraf(), "bench", str(work / "model"), "-j", str(threads),
        "--texts", str(count), "--beams", str(beams), "--read", str(READ), "--write", str(WRITE), "--format", "json",
        "--engine", engine]
    report = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    run = report["runs"][0]
    return {"cpu_s": run["cpu_ms"] / 1e3, "peak_mb": run["peak_mb"], "start_s": report["start_s"], "report": report}


def prepare(work):
    python = work / "python" / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(work / "python")], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", *PINS], check=True)
    return python


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("work", type=pathlib.Path)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--torch", action="store_true", help="the engine torch as well")
    parser.add_argument("--int8", type=int, nargs="?", const=20, metavar="TEXTS", help="what int8 changes, in so many texts (20)")
    parser.add_argument("--quick", action="store_true", help="one text at a time only")
    parser.add_argument("--step", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    work = arguments.work
    work.mkdir(parents=True, exist_ok=True)
    if arguments.step:
        step, *rest = arguments.step.split(",")
        if step == "make":
            make_model(work / "model")
        elif step in PEAKY:
            make_model(work / step, step)
        elif step == "half":
            print(half(work / rest[0], int(rest[1])))
        elif step == "convert":
            convert(work / "model", work / "ct2")
        else:
            print(json.dumps(rival(step, work, int(rest[0]), int(rest[1]), arguments.threads)))
        return
    python = os.environ.get("PYTHON") or str(prepare(work))
    environment = {**os.environ, "OMP_NUM_THREADS": str(arguments.threads), "HF_HUB_OFFLINE": "1"}

    def step(name):
        command = [python, __file__, str(work), "--step", name, "--threads", str(arguments.threads)]
        return subprocess.run(command, check=True, capture_output=name[0] in "ct" and "," in name, text=True, env=environment)

    models = {name: name for name in PEAKY} if arguments.int8 else {"model": "make"}
    for model, way in models.items():
        if not (work / model / "merges.txt").exists():
            step(way)
    if not arguments.int8 and not (work / "ct2" / "model.bin").exists():
        step("convert")
    if "NUTGRAF" not in os.environ:
        torch = [str(HERE / "models/libtorch/with")] if arguments.torch else []
        features = ["--features", "torch"] if arguments.torch else []
        subprocess.run([*torch, "cargo", "build", "--quiet", "--release", *features], cwd=HERE, check=True)
    if arguments.int8:
        for model in models:
            print(f"\n{model}", flush=True)
            command = [nutgraf(), "bench", str(work / model), "--likeness", str(arguments.int8)]
            subprocess.run([*command, "--read", str(READ), "--write", str(WRITE)], check=True)
            step(f"half,{model},{arguments.int8}")
        return
    print(f"{'texts':>5} {'beams':>5}  {'engine':<18} {'CPU-s/summary':>13} {'× nutgraf':>9} {'peak MB':>8}")
    for count, beams in RUNS[: 2 if arguments.quick else 4]:
        ours = own(work, count, beams, arguments.threads)
        rows = [("nutgraf int8", ours)]
        if arguments.torch:
            rows.append(("nutgraf torch f32", own(work, count, beams, arguments.threads, "torch")))
        for name, title in (("ctranslate2", "CTranslate2 int8"), ("transformers", "transformers f32")):
            rows.append((title, json.loads(step(f"{name},{count},{beams}").stdout.splitlines()[-1])))
        for title, found in rows:
            print(f"{count:5} {beams:5}  {title:<18} {found['cpu_s']:13.2f} {found['cpu_s'] / ours['cpu_s']:9.2f} {found['peak_mb']:8.0f}", flush=True)
        run, report = ours["report"]["runs"][0], ours["report"]
        print(f"             reading {run['read_gmacs']:.0f} of {report['machine_gmacs']:.0f} G multiply-adds/s, "
              f"weights {run['written_gb_per_s']:.1f} of {report['machine_gb_per_s']:.1f} GB/s, shares {run['read_share']:.2f} and "
              f"{run['written_share']:.2f}, ready after {ours['start_s']:.2f} s", flush=True)


if __name__ == "__main__":
    main()
