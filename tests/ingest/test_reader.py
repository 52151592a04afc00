from __future__ import annotations

import numpy as np
import pytest

from ingest.layout import blocks
from ingest.pieces import cut
from ingest.reader import ACT, KINDS, MARKS, PARTS, PREDICATES, SUM, TYPES, load_reader, marked

SENTENCE = (
    "Intel will spend $20 billion on a chip plant in Ohio, and it has bought Tessel for an undisclosed sum. "
)


@pytest.mark.parametrize("times", [1, 30, 400])
def test_texts_of_any_length_are_read_piece_by_piece(times: int) -> None:
    pieces = cut(blocks(SENTENCE * times, []))
    reading = load_reader().read(pieces)
    assert reading.types.shape == (len(pieces), len(TYPES))
    assert reading.acts.shape == (len(pieces), 1 + len(KINDS))
    assert reading.states.shape == reading.words.shape
    assert np.allclose(reading.acts.sum(1), 1, atol=1e-3)


def test_anchors_and_pairs_are_judged_in_their_order() -> None:
    text = SENTENCE * 30
    pieces = cut(blocks(text, []))
    reader = load_reader()
    reading = reader.read(pieces)

    def at(words: str) -> tuple[int, int]:
        found = pieces.within(text.index(words), text.index(words) + len(words))
        assert found
        return found

    money, bought = at("$20 billion"), at("bought")
    spans = [at("Intel"), at("Ohio"), at("Tessel")]
    marks = marked(
        len(pieces),
        [(*s, MARKS.index(type_)) for s, type_ in zip(spans, ("Company", "Place", "Company"), strict=True)],
    )
    anchors = [(*money, SUM), (*bought, ACT), (*money, SUM)] * 7
    one, two, three = reader.judge(reading, anchors, spans, marks)[:3]
    assert not np.allclose(one.kinds, two.kinds, atol=0.05)
    assert KINDS[int(two.kinds[1:].argmax())] in {"acquisition", "equity"}
    assert np.allclose(one.kinds, three.kinds, atol=1e-5)
    assert one.seen == (0, 1, 2)
    assert one.parts.shape == (3, len(PARTS))
    assert one.parts[0].argmax() == PARTS.index("investor")
    assert two.parts[2].argmax() == PARTS.index("recipient")
    assert reader.relate(reading, []).shape == (0, len(PREDICATES))
    pairs = [(spans[0], spans[1]), (spans[1], spans[0])] * 1500
    scores = reader.relate(reading, pairs)
    assert scores.shape == (3000, len(PREDICATES))
    assert np.allclose(scores[0], scores[2998], atol=1e-2)


def test_of_what_stands_in_another_the_inner_mark_counts() -> None:
    assert marked(6, [(2, 2, 5), (1, 4, 1)]) == [0, 1, 5, 1, 1, 0]
