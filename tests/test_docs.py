from __future__ import annotations

import asyncio
import re
import tomllib
from pathlib import Path

import httpx
import pytest
from typer.main import get_command

from api.app import create_app
from api.cli import app
from api.results import FORMS
from graph.archive import Archive
from graph.settings import Settings
from graph.store import open_store
from graph.store.memory import MemoryStore
from ingest.reference import load_reference

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
CHANGELOG = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
MODULES = [
    path.relative_to(ROOT).as_posix()
    for package in ("graph", "ingest", "api")
    for path in sorted((ROOT / package).rglob("*.py"))
    if path.name != "__init__.py"
]


def test_the_table_of_settings_is_that_of_the_code() -> None:
    rows = dict(re.findall(r"^\| `INVESTGRAPH_(\w+)` \| `(.*?)` \| \S", README, re.MULTILINE))
    assert rows == {name.upper(): str(field.default) for name, field in Settings.model_fields.items()}


def test_the_readme_shows_every_command() -> None:
    for name in get_command(app).commands:  # type: ignore[attr-defined]
        assert re.search(rf"^    investgraph {name}\b", README, re.MULTILINE), name


def test_commands_of_make_that_are_told_exist() -> None:
    told = set(re.findall(r"(?:^    |`)make ([a-z-]+)", README + CONTRIBUTING, re.MULTILINE))
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert {"setup", "demo", "test"} <= told <= targets


def test_the_query_in_the_readme_has_answers(store: MemoryStore) -> None:
    query = re.search(r"^    PREFIX ig:.*?^    \}$", README, re.MULTILINE | re.DOTALL)
    assert query
    found = store.query(re.sub(r"^    ", "", query.group(), flags=re.MULTILINE))
    said = [tuple(str(term) for term in row[:2]) for row in found.rows]
    assert ("Microsoft", "Japan") in said


def test_the_program_in_the_readme_runs(
    store: MemoryStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    program = re.search(
        r"^    from graph\.store import.*?^        g = .*?$", README, re.MULTILINE | re.DOTALL
    )
    assert program
    monkeypatch.setenv("INVESTGRAPH_DATA", str(tmp_path / "data"))
    with open_store(Settings()) as kept:
        for graph in store.graphs():
            kept.replace_graph(graph, store.quads(graph))
        Archive(kept, load_reference()).refresh()
    exec(re.sub(r"^    ", "", program.group(), flags=re.MULTILINE), {})
    assert "2900000000" in capsys.readouterr().out


@pytest.mark.parametrize("module", MODULES)
def test_the_map_shows_every_module(module: str) -> None:
    name = Path(module).name
    assert re.search(rf"(?<![\w.]){re.escape(name)}", CONTRIBUTING), f"{module} is missing in CONTRIBUTING.md"


def test_links_between_documents_lead_somewhere() -> None:
    for text in (README, CONTRIBUTING, CHANGELOG):
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", text):
            assert (ROOT / target).exists(), target


def test_the_changelog_tells_of_this_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    sections = re.findall(r"^## \[(.+?)\](?: - (\d{4}-\d{2}-\d{2}))?$", CHANGELOG, re.MULTILINE)
    assert sections[0] == ("Unreleased", "")
    assert sections[1][0] == project["version"]
    assert all(day for _, day in sections[1:])


def test_the_licence_is_the_one_that_is_named() -> None:
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "Apache License" in licence
    assert "Version 2.0, January 2004" in licence
    assert "END OF TERMS AND CONDITIONS" in licence


SPARQL = (ROOT / "docs" / "sparql.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("query", re.findall(r"```sparql\n(.*?)```", SPARQL, re.DOTALL))
def test_the_sparql_that_is_shown_is_understood(store: MemoryStore, query: str) -> None:
    prefixes = "PREFIX ig: <https://w3id.org/investgraph/ontology#> PREFIX schema: <https://schema.org/> "
    assert store.query(prefixes + query, seconds=20, rows=100).kind == "select"


def test_the_forms_of_results_are_those_of_the_code() -> None:
    for form in FORMS.values():
        assert f"`{form.media}`" in SPARQL
        assert f"`{form.name}`" in SPARQL


@pytest.mark.parametrize("address", re.findall(r"curl 'localhost:8000(/[^']+)'", SPARQL))
def test_the_addresses_that_are_shown_answer(store: MemoryStore, address: str) -> None:
    async def ask() -> int:
        transport = httpx.ASGITransport(app=create_app(store, Settings()))
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            return (await client.get(address)).status_code

    assert asyncio.run(ask()) == 200
