from __future__ import annotations

import random
from pathlib import Path

from ingest.pieces import tokenizer
from ingest.reader import KINDS, TYPES
from training.align import Example
from training.augment import hide_words
from training.examples import label, load_answers

TEXT = """##### one
published: 2025-03-04

Kiln Robotics expands

Kiln Robotics will spend $30 million on a battery plant in Buckeye, Arizona, by 2027. It has bought Tessel for an
undisclosed sum. Kiln's revenue was $90 million.
%%
E | Kiln Robotics | Company | Kiln
E | Kiln Robotics battery plant in Buckeye | Facility | battery plant in Buckeye; battery plant
E | Buckeye | Place | Buckeye, Arizona
E | Tessel | Company |
C | investment | Kiln Robotics | Kiln Robotics battery plant in Buckeye | Buckeye | 30000000 USD | announced | end=2027 | Kiln Robotics will spend $30 million on a battery plant in Buckeye, Arizona, by 2027.
C | acquisition | Kiln Robotics | Tessel | | | completed | | It has bought Tessel for an undisclosed sum.
R | Kiln Robotics battery plant in Buckeye | located_in | Buckeye | a battery plant in Buckeye
"""


def example(tmp_path: Path, *, own: bool = False) -> tuple[Example, dict[str, str]]:
    file = tmp_path / "a.txt"
    file.write_text(TEXT, encoding="utf-8")
    answers = load_answers([file])
    (made,) = label(answers, own=own)
    return made, {e.name: e.id for e in answers[0][0].entities}


def test_sums_and_act_words_are_anchors(tmp_path: Path) -> None:
    made, ids = example(tmp_path)
    kinds = {(a.sort, a.label.kind and KINDS[a.label.kind - 1]) for a in made.anchors}
    assert kinds == {(1, "investment"), (1, 0), (2, "acquisition")}
    bought = next(a for a in made.anchors if a.sort == 2)
    assert bought.label.parts == {ids["Kiln Robotics"]: {0}, ids["Tessel"]: {1}}
    spent = next(a for a in made.anchors if a.label.kind and a.sort == 1)
    assert spent.label.parts[ids["Buckeye"]] == {2}
    assert len(spent.label.periods) == 1


def test_names_are_tagged_without_what_stands_around_them(tmp_path: Path) -> None:
    made, ids = example(tmp_path)
    said = {(str(key), made.written.get((a, b))) for a, b, sort, key in made.spans if sort == "mention"}
    assert (ids["Kiln Robotics battery plant in Buckeye"], "battery plant") in said
    assert (ids["Buckeye"], "Buckeye") in said
    begins = {(t - 1) // 2 for t in made.tags if t % 2}
    assert {TYPES[n] for n in begins} == {"Company", "Facility", "Place"}


def test_what_the_reader_finds_is_what_the_answers_call_it(tmp_path: Path) -> None:
    made, ids = example(tmp_path, own=True)
    said = {str(key): made.written.get((a, b)) for a, b, sort, key in made.spans if sort == "mention"}
    assert said.keys() >= set(ids.values())
    assert said[ids["Buckeye"]] == "Buckeye"
    assert made.types[ids["Kiln Robotics"]] == "Company"


def test_act_words_that_stand_for_nothing_are_kept_apart(tmp_path: Path) -> None:
    made, _ = example(tmp_path)
    assert made.idle
    assert not {(a.first, a.last) for a in made.anchors} & set(made.idle)


def test_words_are_hidden_but_never_anchors(tmp_path: Path) -> None:
    made, _ = example(tmp_path)
    told = hide_words(made, random.Random(1), most=1.0)
    mask = tokenizer().token_to_id("[MASK]")
    hidden = {k for k, id_ in enumerate(told.ids) if id_ == mask}
    anchors = {k for a in made.anchors for k in range(a.first, a.last + 1)}
    assert len(hidden) > 5
    assert not hidden & anchors
    assert all(a == b for k, (a, b) in enumerate(zip(made.ids, told.ids, strict=True)) if k not in hidden)
    assert (told.tags, told.spans) == (made.tags, made.spans)
    assert hide_words(made, random.Random(1), most=0.0).ids == made.ids
