from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest
from building import put

from graph.archive import Archive
from graph.index import Index
from graph.model import Record, parse_record
from graph.names import Names, fold
from graph.queries import find_entities, the_entity
from graph.store.oxigraph import OxigraphStore
from ingest.reference import load_reference

NAMES = [
    "Microsoft",
    "Micron Technology",
    "Hewlett-Packard",
    "University of Tokyo",
    "Université de Montréal",
    "Tokyo",
]


def index_of(names: dict[str, int], folder: Path | None = None) -> Index:
    index = Index(folder / "index.sqlite" if folder else None)
    for name, events in names.items():
        key = fold(name).replace(" ", "-")
        index.db.execute("insert into entity values (?, ?, 'Company', 0, null, ?)", (key, name, events))
        index.db.execute("insert into identity values (?1, ?1, 'Company', ?2, 0, null, ?1)", (key, name))
        index.db.execute("insert into bearing values (?1, 1, ?2, ?2, ?2, ?2, 1)", (key, name))
    index.set_about("revision", "1")
    return index


@pytest.mark.parametrize(
    ("text", "name", "score"),
    [
        ("microsoft", "Microsoft", 100),
        ("MICROS", "Microsoft", 95),
        ("microsfot", "Microsoft", 88.9),
        ("mcrosoft", "Microsoft", 89.2),
        ("hewlett packard", "Hewlett-Packard", 100),
        ("hewlett-p", "Hewlett-Packard", 95),
        ("tok", "Tokyo", 95),
        ("of tokyo", "University of Tokyo", 80),
        ("universite de montreal", "Université de Montréal", 100),
        ("univrsity of tokio", "University of Tokyo", 89.2),
        ("universitie of tok", "University of Tokyo", 86.5),
    ],
)
def test_names_are_found(text: str, name: str, score: float) -> None:
    best = index_of(dict.fromkeys(NAMES, 1)).names.find(text)[0]
    assert best.name == name
    assert best.score == pytest.approx(score, abs=1.5)


@pytest.mark.parametrize("text", ["", "   ", "…", "xyzzy", "*", 'a" OR b:"', "\u0000", "?" * 300])
def test_what_is_no_name_finds_nothing(text: str) -> None:
    assert index_of(dict.fromkeys(NAMES, 1)).names.find(text) == []


def test_of_equals_the_busiest_come_first_however_many_there_are() -> None:
    rng = random.Random(2)
    names = {f"Mi{''.join(rng.choices('abcdefgh', k=9))} Labs": n for n in range(3000)}
    busiest = list(names)[::-1][:5]
    found = index_of(names).names
    assert [f.name for f in found.find("mi", limit=5)] == busiest
    assert [f.name for f in found.find("lab", limit=5)] == busiest


def told_of(id_: str, name: str) -> Record:
    return parse_record(
        {
            "article": {"id": id_, "published": "2024-04-10"},
            "entities": [
                {"id": "e1", "name": "Intel", "type": "Company"},
                {"id": "e2", "name": name, "type": "Company"},
            ],
            "commitments": [
                {
                    "id": "c1",
                    "kind": "equity",
                    "investors": ["e1"],
                    "recipients": ["e2"],
                    "evidence": ["it did"],
                }
            ],
        }
    )


def break_off(folder: Path) -> None:
    """What is left if the process ended while all was made anew."""
    shutil.copytree(folder, folder.with_name("names.new"))
    shutil.rmtree(folder)


def cut(folder: Path) -> None:
    (folder / "meta.json").write_text("{")


def lose(folder: Path) -> None:
    for file in folder.glob("*.store"):
        file.unlink()


@pytest.mark.parametrize("harm", [break_off, cut, lose, shutil.rmtree], ids=lambda f: f.__name__)
def test_a_folder_that_is_missing_or_broken_is_made_anew(tmp_path: Path, harm: object) -> None:
    index = index_of(dict.fromkeys(NAMES, 1), tmp_path)
    before = index.names.find("mic")
    assert len(before) == 2
    harm(tmp_path / "names")  # type: ignore[operator]
    assert Names(index, tmp_path / "names").find("mic") == before


def test_where_nothing_can_be_written_names_are_kept_in_memory(tmp_path: Path) -> None:
    index = index_of(dict.fromkeys(NAMES, 1))
    (tmp_path / "file").write_text("no folder")
    assert Names(index, tmp_path / "file" / "names").find("Micron")[0].score == 95


def test_one_of_another_revision_is_made_anew(tmp_path: Path) -> None:
    index = index_of(dict.fromkeys(NAMES, 1), tmp_path)
    assert index.names.find("Micron")[0].name == "Micron Technology"
    index.db.execute("update entity set name = 'Macron' where name like 'Micron%'")
    index.set_about("revision", "2")  # as if the process had ended before the names were changed
    assert index.names.find("macron")[0].score == 100


def test_names_follow_what_is_stored_and_removed(tmp_path: Path) -> None:
    with OxigraphStore(tmp_path, "http://localhost:8000/") as store:
        archive = Archive(store, load_reference())
        reader = Index(tmp_path / "index.sqlite")  # as another opening of the same folder sees it
        for step, name in enumerate(["Aurel Photonics", "Aurel Robotics", "Aurel Energy"]):
            put(archive, told_of(f"a{step}", name))
            archive.refresh()
            assert the_entity(store, name.lower()) in reader.names.called(name)
        made_anew = Names(store.index, tmp_path / "again")
        for text in ("aurel", "aurel robtics", "intel", "i"):
            assert store.index.names.find(text) == made_anew.find(text) != []
        archive.remove("a1")
        archive.refresh()
        assert [h.name for h in find_entities(store, "aurel")] == ["Aurel Energy", "Aurel Photonics"]
        assert find_entities(store, "intel")[0].events == 2
        reader.close()
