"""Articles told again: with other names, so that the reader learns the words around them, and with words hidden."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from ingest.pieces import CLS, SEP, case_of, tokenizer
from ingest.reference import load_reference

if TYPE_CHECKING:
    import random
    from collections.abc import Iterable

    from graph.model import Record
    from training.align import Example

Pools = dict[str, list[tuple[str, str]]]


def make_pools(records: Iterable[Record]) -> Pools:
    """Names by type, each with a short one, from answers and from the reference list."""
    pools: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for record in records:
        for e in record.entities:
            short = [a for a in e.aliases if a[:1].isupper() and len(a) > 2 and not a.startswith("The ")]
            pools[e.type].add((e.name, min(short, key=len) if short else e.name))
    for known in load_reference().curated():
        short = [a for a in known.aliases if a[:1].isupper()]
        pools[known.type].add((known.name, short[0] if short else known.name))
    return {type_: sorted(names) for type_, names in pools.items()}


@lru_cache(maxsize=20_000)
def _pieces(name: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    encoded = tokenizer().encode(name, add_special_tokens=False)
    return tuple(encoded.ids), tuple(case_of(name[a:b]) for a, b in encoded.offsets)


def exchange_names(example: Example, pools: Pools, rng: random.Random, share: float = 0.5) -> Example:
    """The example with a `share` of its names exchanged for others of their types."""
    new = _chosen(example, pools, rng, share)
    if not new:
        return example
    ids: list[int] = []
    cases: list[int] = []
    tags: list[int] = []
    acts: list[int] = []
    first: dict[int, int] = {}
    last: dict[int, int] = {}
    k = 0
    while k < len(example.ids):
        at = len(ids)
        if k in new:
            end, name = new[k]
            own_ids, own_cases = _pieces(name)
            tag = example.tags[k]
            inside = tag + tag % 2  # begin is odd, inside the even number after it, outside 0
            ids += own_ids
            cases += own_cases
            tags += [tag, *[inside] * (len(own_ids) - 1)]
            acts += [0] * len(own_ids)
            for old in range(k, end + 1):
                first[old], last[old] = at, len(ids) - 1
            k = end + 1
        else:
            first[k] = last[k] = at
            ids.append(example.ids[k])
            cases.append(example.cases[k])
            tags.append(example.tags[k])
            acts.append(example.acts[k])
            k += 1
    return replace(
        example,
        ids=ids,
        cases=cases,
        tags=tags,
        acts=acts,
        spans=[(first[a], last[b], sort, key) for a, b, sort, key in example.spans],
        anchors=[replace(x, first=first[x.first], last=last[x.last]) for x in example.anchors],
        idle=[(first[a], last[b]) for a, b in example.idle],
    )


def _chosen(example: Example, pools: Pools, rng: random.Random, share: float) -> dict[int, tuple[int, str]]:
    """Last piece and new name for the first piece of each mention that is exchanged."""
    drawn: dict[str, tuple[str, str] | None] = {}
    new: dict[int, tuple[int, str]] = {}
    for a, b, sort, key in sorted(example.spans, key=lambda s: s[:2]):
        if sort != "mention" or not isinstance(key, str):
            continue
        type_ = example.types.get(key)
        if type_ in {None, "Facility"} or type_ not in pools:
            continue
        first_naming = key not in drawn
        if first_naming:
            drawn[key] = rng.choice(pools[type_]) if rng.random() < share else None
        name, said = drawn[key], example.written.get((a, b), "")
        if name is not None and said[:1].isupper():
            new[a] = (b, name[0] if first_naming or len(said.split()) > 2 else name[1])
    return new


def hide_words(example: Example, rng: random.Random, most: float = 0.15) -> Example:
    """The example with up to a share `most` of its pieces hidden, anchors aside, so that no one word decides."""
    share, mask = rng.uniform(0, most), tokenizer().token_to_id("[MASK]")
    kept = {k for anchor in example.anchors for k in range(anchor.first, anchor.last + 1)}
    return replace(
        example,
        ids=[
            mask if k not in kept and id_ not in {CLS, SEP} and rng.random() < share else id_
            for k, id_ in enumerate(example.ids)
        ],
    )
