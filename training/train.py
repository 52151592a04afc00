"""Train the reader and write it for onnxruntime.

    python -m training.train SOURCE... [--epochs N] [--rate R] [--start NETWORK] [--save NETWORK] [--to FOLDER]
                             [--judge-only] [--decay D]

A SOURCE is a folder with answers or a file of training texts; a NETWORK is a file of weights to go on from or to keep,
or, to go on from, a folder that a reader was written to: `--start ingest/weights` is the shipped one.
With --judge-only, only what judges anchors is trained, on the names that the reader in use finds.
"""

from __future__ import annotations

import argparse
import math
import random
import time
from collections import defaultdict
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from ingest.pieces import CLS, OUTSIDE, SEP, bucket, chunks, seams, window
from ingest.reader import KINDS, MARKS, PARTS, PREDICATES, SUM, TYPES, marked
from training.align import Anchor, Example, Label
from training.augment import Pools, exchange_names, hide_words, make_pools
from training.examples import label, load_answers
from training.export import export
from training.network import Network
from training.weights import weights_in

BATCH = 4
MOST_ANCHORS = 12
MOST_PAIRS = 120
NEAR = 60
DROPOUT = 0.15
MISMARKED = 0.1
EXCHANGED = 0.5  # the share of articles, and of the names in them, that are exchanged


def train(
    examples: list[Example],
    pools: Pools,
    *,
    epochs: int,
    rate: float = 1.5e-4,
    seed: int = 0,
    start: Path | None = None,
    exchanged: float = EXCHANGED,
    judge_only: bool = False,
    decay: float = 0.0,
) -> Network:
    """A network trained on examples, from the pretrained encoder or from the weights in `start`.

    With `judge_only` only what judges anchors is trained, and how articles are read stays as it is. With a `decay` the
    network is the moving mean of its weights over the steps, each mean keeping that share of the one before. The same seed, start and machine give the same network.
    """
    torch.manual_seed(seed)
    rng = random.Random(seed)
    network = _begun(start)
    if judge_only:
        network.keep_reading()
    mean = AveragedModel(network, multi_avg_fn=get_ema_multi_avg_fn(decay)) if decay else None
    optimizer, schedule = _optimizer(network, rate, epochs * math.ceil(len(examples) / BATCH))
    for epoch in range(epochs):
        network.train()
        order, began = examples[:], time.monotonic()
        rng.shuffle(order)
        sums: dict[str, float] = defaultdict(float)
        for at in range(0, len(order), BATCH):
            batch = [_told_again(e, pools, rng, exchanged) for e in order[at : at + BATCH]]
            losses = _losses(network, batch, rng)
            optimizer.zero_grad()
            (sum(losses.values()) / len(batch)).backward()  # type: ignore[union-attr]
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            if mean is not None:
                mean.update_parameters(network)
            for name, loss in losses.items():
                sums[name] += float(loss.detach())
        told = ", ".join(f"{name} {total / len(order):.3f}" for name, total in sums.items())
        print(f"epoch {epoch + 1} of {epochs}: {told} ({time.monotonic() - began:.0f} s)", flush=True)
    if mean is not None:
        network.load_state_dict(mean.module.state_dict())
    network.eval()
    return network


def _begun(start: Path | None) -> Network:
    """The network to go on with: the pretrained encoder's, or one that was saved."""
    network = Network(DROPOUT)
    if start is not None:
        missing, _ = network.load_state_dict(weights_in(start), strict=False)
        if set(missing) - {"mark.weight", "known.weight"}:  # Older networks go on without these.
            raise SystemExit(f"{start}: no weights for {', '.join(missing)}")
    return network


def _told_again(example: Example, pools: Pools, rng: random.Random, exchanged: float) -> Example:
    if rng.random() < exchanged:
        example = exchange_names(example, pools, rng, exchanged)
    return hide_words(example, rng)


def _optimizer(
    network: Network, rate: float, steps: int
) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LRScheduler]:
    """AdamW, faster for what is new than for the encoder; the rate rises for a tenth of the steps, then falls."""
    old = network.pretrained()
    trained = [p for p in network.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(
        [
            {"params": [p for p in trained if id(p) in old], "lr": rate},
            {"params": [p for p in trained if id(p) not in old], "lr": rate * 6},
        ],
        weight_decay=0.01,
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min(1.0, (s + 1) / (0.1 * steps)) * max(0.02, (steps - s) / steps)
    )
    return optimizer, schedule


def _losses(network: Network, batch: list[Example], rng: random.Random) -> dict[str, Tensor]:
    parts = [chunks(len(e.ids)) for e in batch]
    rows = [(e, a, b) for e, cut in zip(batch, parts, strict=True) for a, b in cut]
    ids, cases, mask = (
        torch.zeros(len(rows), max(b - a for _, a, b in rows), dtype=torch.long) for _ in range(3)
    )
    for n, (e, a, b) in enumerate(rows):
        ids[n, : b - a] = torch.tensor(e.ids[a:b])
        cases[n, : b - a] = torch.tensor(e.cases[a:b])
        mask[n, : b - a] = 1
    reading = network.word.weight.requires_grad
    with torch.autocast("cpu", torch.bfloat16), torch.set_grad_enabled(reading):
        x, y = network.encode(ids, cases, mask)
    x, y = x.float(), y.float()
    losses: dict[str, Tensor] = defaultdict(lambda: torch.zeros(()))
    row = 0
    for e, cut in zip(batch, parts, strict=True):
        lower, upper = (_stitch(t[row : row + len(cut)], cut) for t in (x, y))
        row += len(cut)
        tags, acts = network.tags(upper)
        if reading:
            for name, loss in _read(network, e, tags, acts, upper, rng).items():
                losses[name] = losses[name] + loss
        anchors = _with_idle(e, acts, rng)
        if anchors:
            for name, loss in _judged(network, e, anchors, lower, upper.detach(), rng).items():
                losses[name] = losses[name] + loss / 4
    return losses


def _read(
    network: Network, e: Example, tags: Tensor, acts: Tensor, upper: Tensor, rng: random.Random
) -> dict[str, Tensor]:
    """Losses of what is read once in an article: names, act words, lasting facts."""
    light = torch.ones(1 + 2 * len(TYPES))
    light[0] = 0.6
    heavy = torch.full((1 + len(KINDS),), 3.0)
    heavy[0] = 1.0
    return {
        "names": 3 * functional.cross_entropy(tags, torch.tensor(e.tags), weight=light),
        "acts": 3 * functional.cross_entropy(acts, torch.tensor(e.acts), weight=heavy),
        "relations": _related(network, e, upper, rng) / 4,
    }


def _stitch(rows: Tensor, cut: list[tuple[int, int]]) -> Tensor:
    return torch.cat([row[taken] for row, taken in zip(rows, seams(cut), strict=True)])


def _with_idle(e: Example, acts: Tensor, rng: random.Random) -> list[Anchor]:
    """The example's anchors, and words that are none: one act word and the two that the network takes for one."""
    taken = {k for a in e.anchors for k in range(a.first, a.last + 1)}
    told = 1 - torch.softmax(acts.detach(), -1)[:, 0]
    likely = [int(k) for k in told.argsort(descending=True)[:8]]
    wrong = [k for k in likely if k not in taken and e.ids[k] not in {CLS, SEP}][:2]
    idle = rng.sample(e.idle, min(1, len(e.idle)))
    anchors = [*e.anchors, *(Anchor(a, b, 2, Label()) for a, b in [*idle, *((k, k) for k in wrong)])]
    return rng.sample(anchors, MOST_ANCHORS) if len(anchors) > MOST_ANCHORS else anchors


def _marks(e: Example, rng: random.Random) -> list[int]:
    """What the pieces are marked with; some names are marked wrongly or not at all, as happens in use."""
    told = []
    for first, last, sort, key in e.spans:
        if sort != "mention":
            number = MARKS.index("target" if sort == "count" else sort)
        elif rng.random() < MISMARKED:
            number = rng.randrange(1 + len(TYPES))
        else:
            number = MARKS.index(e.types[str(key)])
        told.append((first, last, number))
    told += [(a.first, a.last, MARKS.index("sum")) for a in e.anchors if a.sort == SUM]
    return marked(len(e.ids), told)


def _judged(
    network: Network, e: Example, anchors: list[Anchor], lower: Tensor, upper: Tensor, rng: random.Random
) -> dict[str, Tensor]:
    windows = [window(len(e.ids), a.first, a.last) for a in anchors]
    size, wide = len(anchors), max(len(w) for w, _ in windows)
    index, mask, flag, mark = (torch.zeros(size, wide, dtype=torch.long) for _ in range(4))
    marks = torch.tensor(_marks(e, rng))
    distance = torch.full((size, wide), OUTSIDE)
    ends = torch.zeros(2, size, dtype=torch.long)
    seen: list[list[tuple[int, int, str, str | int]]] = []
    for n, (anchor, (pieces, low)) in enumerate(zip(anchors, windows, strict=True)):
        at = {piece: k for k, piece in enumerate(pieces)}
        index[n, : len(pieces)] = torch.tensor(pieces)
        mask[n, : len(pieces)] = 1
        mark[n, : len(pieces)] = marks[pieces]
        ends[0, n], ends[1, n] = at[anchor.first], at[anchor.last]
        flag[n, at[anchor.first] : at[anchor.last] + 1] = anchor.sort
        near = [p - anchor.first if p < anchor.first else max(0, p - anchor.last) for p in pieces]
        distance[n, : len(pieces)] = torch.tensor(
            [bucket(d) if p >= low else OUTSIDE for p, d in zip(pieces, near, strict=True)]
        )
        seen.append(
            [
                (at[a], at[b], sort, key)
                for a, b, sort, key in e.spans
                if a in at and b in at and at[b] - at[a] == b - a
            ]
        )
    most = max(1, *(len(s) for s in seen)) if seen else 1
    s0, s1 = (torch.zeros(size, most, dtype=torch.long) for _ in range(2))
    for n, spans in enumerate(seen):
        for k, (a, b, _, _) in enumerate(spans):
            s0[n, k], s1[n, k] = a, b
    with torch.autocast("cpu", torch.bfloat16):
        kinds, statuses, parts = network.judge(
            lower[index], upper[index], mask, flag, distance, mark, ends[0], ends[1], s0, s1
        )
    kinds, statuses, parts = kinds.float(), statuses.float(), parts.float()
    losses = {
        "kinds": functional.cross_entropy(
            kinds, torch.tensor([a.label.kind for a in anchors]), reduction="sum"
        )
    }
    told = torch.tensor([a.label.status for a in anchors])
    if (told >= 0).any():
        losses["statuses"] = functional.cross_entropy(statuses, told, ignore_index=-1, reduction="sum")
    losses["parts"] = _parts_loss(parts, seen, anchors)
    return losses


def _parts_loss(
    parts: Tensor, seen: list[list[tuple[int, int, str, str | int]]], anchors: list[Anchor]
) -> Tensor:
    """Loss of the parts of things (over all their mentions at once), periods, days and counts."""
    loss = torch.zeros(())
    for n, (spans, anchor) in enumerate(zip(seen, anchors, strict=True)):
        if not anchor.label.kind:
            continue
        by_thing: dict[str, list[int]] = defaultdict(list)
        for k, (_, _, sort, key) in enumerate(spans):
            if sort == "mention":
                by_thing[str(key)].append(k)
        if by_thing:
            logits = torch.stack([torch.logsumexp(parts[n, ks, :3], 0) for ks in by_thing.values()])
            right = torch.tensor(
                [[float(r in anchor.label.parts.get(key, ())) for r in range(3)] for key in by_thing]
            )
            loss = loss + functional.binary_cross_entropy_with_logits(logits, right, reduction="sum")
        for sort, true in (
            ("period", anchor.label.periods),
            ("day", anchor.label.days),
            ("count", anchor.label.counts),
        ):
            ks = [k for k, s in enumerate(spans) if s[2] == sort]
            if ks:
                column = PARTS.index("target" if sort == "count" else sort)
                right = torch.tensor([float(spans[k][3] in true) for k in ks])
                loss = loss + 0.5 * functional.binary_cross_entropy_with_logits(
                    parts[n, ks, column], right, reduction="sum"
                )
    return loss


def _related(network: Network, e: Example, upper: Tensor, rng: random.Random) -> Tensor:
    """Loss of the relations of an example: all pairs that are related and some that are not."""
    mentions = sorted({(a, b, str(key)) for a, b, sort, key in e.spans if sort == "mention"})
    pairs = []
    for n, one in enumerate(mentions):
        for two in mentions[n + 1 :]:
            if two[0] - one[1] > NEAR:
                break
            if one[2] != two[2]:
                pairs += [(one, two), (two, one)]
    true = {(a, b) for a, b, _ in e.relations}
    related = [p for p in pairs if (p[0][2], p[1][2]) in true]
    others = [p for p in pairs if (p[0][2], p[1][2]) not in true]
    pairs = related + (rng.sample(others, MOST_PAIRS) if len(others) > MOST_PAIRS else others)
    if not pairs:
        return torch.zeros(())
    i0, i1, j0, j1 = (
        torch.tensor(v) for v in zip(*((a[0], a[1], b[0], b[1]) for a, b in pairs), strict=True)
    )
    summed = torch.cat([torch.zeros(1, upper.shape[1]), upper.cumsum(0)])
    low, high = torch.minimum(i1, j1), torch.maximum(i0, j0)
    between = (summed[high + 1] - summed[low]) / (high + 1 - low).clamp(min=1)[:, None]
    apart = torch.tensor([bucket(b[0] - a[0]) for a, b in pairs])
    scores = network.relate(upper, i0, i1, j0, j1, between, apart)
    by_things: dict[tuple[str, str], list[int]] = defaultdict(list)
    for n, (a, b) in enumerate(pairs):
        by_things[a[2], b[2]].append(n)
    logits = torch.stack([torch.logsumexp(scores[rows], 0) for rows in by_things.values()])
    right = torch.tensor([[float((*k, p) in e.relations) for p in range(len(PREDICATES))] for k in by_things])
    return functional.binary_cross_entropy_with_logits(logits, right, reduction="sum")


def main() -> None:
    """Train on the sources of the command line and write the reader."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sources", nargs="+", type=Path)
    parser.add_argument("--epochs", type=int, default=14)
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--exchanged", type=float, default=EXCHANGED)
    parser.add_argument("--judge-only", action="store_true")
    parser.add_argument("--decay", type=float, default=0.0)
    parser.add_argument("--start", type=Path)
    parser.add_argument("--save", type=Path)
    parser.add_argument("--to", type=Path, default=Path("ingest/weights"))
    options = parser.parse_args()
    answers = load_answers(options.sources)
    examples = list(label(answers, own=options.judge_only))
    deals = sum(len(r.commitments) for r, _ in answers)
    print(f"{len(examples)} articles with {deals} commitments", flush=True)
    network = train(
        examples,
        make_pools(r for r, _ in answers),
        epochs=options.epochs,
        rate=options.rate,
        seed=options.seed,
        start=options.start,
        exchanged=options.exchanged,
        judge_only=options.judge_only,
        decay=options.decay,
    )
    if options.save is not None:
        options.save.parent.mkdir(parents=True, exist_ok=True)
        torch.save(network.state_dict(), options.save)
    export(network, options.to)


if __name__ == "__main__":
    main()
