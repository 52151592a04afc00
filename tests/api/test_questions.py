"""Questions that a server shares with all who use it."""

from __future__ import annotations

import asyncio
from pathlib import Path

import httpx
import pytest

from api.app import create_app
from api.questions import named, read_questions
from api.suggestions import first_questions, found_in
from graph.errors import InputError
from graph.settings import Settings
from graph.store.memory import MemoryStore


def test_shared_questions_are_suggested_and_on_the_start_page(store: MemoryStore, tmp_path: Path) -> None:
    file = tmp_path / "questions.json"
    file.write_text(
        '[{"name": "<i>Chips</i> in Japan", "address": "/deals?place=japan&sector=chips"}]', "utf-8"
    )

    async def run() -> tuple[str, list[dict[str, str]]]:
        transport = httpx.ASGITransport(app=create_app(store, Settings(questions=file)))
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            return (await client.get("/")).text, (await client.get("/search.json?q=japan+chips")).json()

    page, found = asyncio.run(run())
    assert '<a href="/deals?place=japan&amp;sector=chips">&lt;i&gt;Chips&lt;/i&gt; in Japan</a>' in page
    assert found[0]["what"] == "shared"


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "{}",
        '[{"name": "", "address": "/"}]',
        *(
            f'[{{"name": "x", "address": "{a}"}}]'
            for a in ("//example.org", "javascript:x", "https://example.org", "/\\\\example.org", "/ x")
        ),
    ],
)
def test_a_file_of_something_else_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "questions.json"
    file.write_text(text, "utf-8")
    with pytest.raises(InputError, match=r"questions\.json"):
        read_questions(file)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert read_questions(None) == ()
    assert named((), "x") == []
    with pytest.raises(InputError, match="INVESTGRAPH_QUESTIONS"):
        read_questions(tmp_path / "nothing.json")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("universities in Japan", ["Japan"]),
        ("What do Microsoft and Keio University do?", ["Microsoft", "Keio University"]),
        ("microsft", ["Microsoft"]),
        ("nothing of the kind", []),
    ],
)
def test_a_question_is_understood_by_the_names_in_it(store: MemoryStore, text: str, names: list[str]) -> None:
    assert [h.name for h in found_in(store, text, limit=6)][: len(names) or 1] == names


def test_there_are_questions_to_begin_with(store: MemoryStore) -> None:
    asked = [s.title for s in first_questions(store)]
    assert "Who funds universities in Japan?" in asked
    assert len(asked) == len(set(asked)) >= 4
