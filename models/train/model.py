"""The tagger: a small pre-norm transformer encoder that says of each word whether a careful cut keeps it."""

import dataclasses

import torch
import torch.nn.functional as functional
from torch import nn


@dataclasses.dataclass(frozen=True)
class Config:
    pieces: int = 8000  # vocabulary
    width: int = 256
    heads: int = 8
    layers: int = 4
    inner: int = 1024
    positions: int = 128
    window: int = 3  # words that the stem sees at once


def turns(positions, size):
    """Cosine and sine of the rotary position embedding (Su et al. 2021): [positions, size/2] each."""
    rates = 10000.0 ** (-torch.arange(0, size, 2, dtype=torch.float32) / size)
    angles = torch.arange(positions, dtype=torch.float32)[:, None] * rates
    return angles.cos(), angles.sin()


def rotate(x, cos, sin):
    """Turns the two halves of each head's vector against each other by an angle that grows with position."""
    a, b = x.chunk(2, -1)
    return torch.cat((a * cos - b * sin, b * cos + a * sin), -1)


class Layer(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.heads = c.heads
        self.attention_norm, self.inner_norm = nn.LayerNorm(c.width), nn.LayerNorm(c.width)
        self.qkv, self.out = nn.Linear(c.width, 3 * c.width), nn.Linear(c.width, c.width)
        self.up, self.down = nn.Linear(c.width, c.inner), nn.Linear(c.inner, c.width)

    def forward(self, x, cos, sin):
        batch, words, width = x.shape
        q, k, v = self.qkv(self.attention_norm(x)).view(batch, words, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        q, k = rotate(q, cos, sin).to(v.dtype), rotate(k, cos, sin).to(v.dtype)
        # Spelt out: on short sentences PyTorch's fused attention takes four times as long backwards on a CPU.
        q, k, v = (part.reshape(batch * self.heads, words, -1) for part in (q, k, v))
        scores = torch.bmm(q, k.transpose(1, 2)) * q.shape[-1] ** -0.5
        mixed = torch.bmm(scores.softmax(-1).to(v.dtype), v)
        mixed = mixed.view(batch, self.heads, words, -1).transpose(1, 2).reshape(batch, words, width)
        x = x + self.out(mixed)
        return x + self.down(functional.gelu(self.up(self.inner_norm(x)), approximate="tanh"))


class Tagger(nn.Module):
    """[batch, words, pieces] of piece ids, edge marks included → [batch, words, 3] logits.

    The three: keep; keep given that the word before was dropped; keep given that it was kept.
    A word is the sum of its pieces, so a sentence takes as many positions as it has words.
    """

    def __init__(self, c):
        super().__init__()
        self.config = c
        self.embed = nn.Embedding(c.pieces, c.width, padding_idx=0)
        self.place = nn.Embedding(c.positions, c.width)
        self.embed_norm = nn.LayerNorm(c.width)
        self.stem = nn.Linear(c.window * c.width, c.width)
        self.layers = nn.ModuleList(Layer(c) for _ in range(c.layers))
        self.norm = nn.LayerNorm(c.width)
        self.head = nn.Linear(c.width, 3)
        cos, sin = turns(c.positions, c.width // c.heads)
        self.register_buffer("cos", cos, persistent=False)
        self.register_buffer("sin", sin, persistent=False)
        for name, weight in self.named_parameters():
            if weight.dim() == 2:
                nn.init.normal_(weight, std=weight.shape[1] ** -0.5 if "embed" not in name and "place" not in name else 0.5)
            if name.endswith(("out.weight", "down.weight")):
                weight.data.div_((2 * c.layers) ** 0.5)
        with torch.no_grad():
            self.place.weight.mul_(0.1)
            self.head.weight.mul_(0.1)
            self.embed.weight[0].zero_()

    def states(self, ids):
        """The hidden states after the stem and after every layer."""
        words = ids.shape[1]
        x = self.embed(ids).sum(2) + self.place.weight[:words]
        x = self.embed_norm(x)
        x = functional.dropout(x, 0.1, self.training)
        padded = functional.pad(x, (0, 0, 1, 1))
        x = x + self.stem(torch.cat((padded[:, :-2], x, padded[:, 2:]), -1))
        found = [x]
        for layer in self.layers:
            x = layer(x, self.cos[:words], self.sin[:words])
            found.append(x)
        return found

    def forward(self, ids):
        return self.head(self.norm(self.states(ids)[-1]))
