from __future__ import annotations

import os
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

from graph.settings import Settings

ROOT = Path(__file__).parent.parent


def test_every_setting_is_documented_with_its_default() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name, field in Settings.model_fields.items():
        assert f"| `INVESTGRAPH_{name.upper()}` | `{field.default}` |" in readme


def test_the_changelog_tells_of_this_version() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert f"## [{version}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_wheel_holds_all_that_is_read_at_run_time(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, env=os.environ)
    (wheel,) = tmp_path.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    kinds = (".rq", ".ttl", ".html", ".css", ".svg", ".csv", ".typed", ".py")
    sources = {
        str(p.relative_to(ROOT))
        for package in ("graph", "ingest", "api")
        for p in (ROOT / package).rglob("*")
        if p.suffix in kinds or p.name == "py.typed"
    }
    assert len(sources) > 50
    assert sources <= names
    assert not [n for n in names if n.startswith(("tests/", "examples/"))]
