from __future__ import annotations

import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path, PurePosixPath

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("graph", "ingest", "api")
SOURCES = [
    path.relative_to(ROOT).as_posix()
    for package in PACKAGES
    for path in sorted((ROOT / package).rglob("*"))
    if path.is_file() and "__pycache__" not in path.parts
]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def read(wheel: Path, ending: str) -> str:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (n for n in archive.namelist() if n.endswith(ending))
        return archive.read(name).decode()


def test_the_wheel_holds_every_file_of_the_packages(names: set[str]) -> None:
    assert set(SOURCES) <= names


@pytest.mark.parametrize(
    ("folder", "ending"),
    [
        ("graph/ontology", ".ttl"),
        ("graph/templates", ".html"),
        ("api/web/templates", ".html"),
        ("api/web/static", ".css"),
        ("api/web/static", ".js"),
        ("api/web/queries", ".rq"),
        ("ingest/reference", ".csv"),
    ],
)
def test_what_is_read_at_run_time_is_in_the_wheel(names: set[str], folder: str, ending: str) -> None:
    assert any(n.startswith(f"{folder}/") and n.endswith(ending) for n in names)


@pytest.mark.parametrize("package", PACKAGES)
def test_each_package_says_that_it_is_typed(names: set[str], package: str) -> None:
    assert f"{package}/py.typed" in names


def test_the_wheel_holds_nothing_else(names: set[str]) -> None:
    tops = {PurePosixPath(n).parts[0] for n in names}
    assert {t for t in tops if not t.endswith(".dist-info")} == set(PACKAGES)
    assert not [n for n in names if "__pycache__" in n or PurePosixPath(n).name.startswith("test_")]


def test_the_wheel_tells_version_command_and_licence(wheel: Path, names: set[str]) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    about = read(wheel, ".dist-info/METADATA")
    assert f"\nVersion: {project['version']}\n" in about
    assert f"\nLicense-Expression: {project['license']}\n" in about
    assert any(n.endswith(".dist-info/licenses/LICENSE") for n in names)
    assert "investgraph = api.cli:main" in read(wheel, ".dist-info/entry_points.txt")
