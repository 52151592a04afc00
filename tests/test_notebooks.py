"""The notebooks run from their first cell to the last, on the shipped examples, without a network."""

from __future__ import annotations

import json
import socket
from pathlib import Path

import pytest
from IPython.core.interactiveshell import InteractiveShell

from graph.store import Store
from graph.store.memory import MemoryStore
from ingest import build as building

NOTEBOOKS = sorted((Path(__file__).parent.parent / "notebooks").glob("*.ipynb"))


def test_there_are_six() -> None:
    assert len(NOTEBOOKS) == 6


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_it_is_stripped_and_asks_and_answers(path: Path) -> None:
    cells = json.loads(path.read_text("utf-8"))["cells"]
    assert not [c for c in cells if c.get("outputs") or c.get("execution_count")]
    told = ["".join(c["source"]) for c in cells if c["cell_type"] == "markdown"]
    assert told[0].startswith("# ")
    assert "?**" in told[0], "it opens with its question"
    assert "**Answer.**" in told[-1]


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_it_runs(path: Path, store: MemoryStore, monkeypatch: pytest.MonkeyPatch) -> None:
    real = building.build

    def build(sources: object, *more: Store) -> Store:
        # The examples are read once for all tests.
        return store if str(sources).startswith("../examples") else real(str(sources), *more)

    def refused(*_: object) -> None:
        raise AssertionError("a notebook reached for the network")

    monkeypatch.setattr(building, "build", build)
    monkeypatch.setattr(socket.socket, "connect", refused)
    monkeypatch.setenv("MPLBACKEND", "agg")
    monkeypatch.chdir(path.parent)
    InteractiveShell.clear_instance()
    shell = InteractiveShell.instance()
    try:
        for cell in json.loads(path.read_text("utf-8"))["cells"]:
            if cell["cell_type"] == "code":
                result = shell.run_cell("".join(cell["source"]))
                result.raise_error()
    finally:
        InteractiveShell.clear_instance()
