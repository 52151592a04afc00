"""Read the training texts: articles written for training, each with what it says in a few lines.

A file holds articles one after the other:

    ##### an-id-of-its-own
    published: 2025-03-04
    publisher: Nordic Wire

    The article, as many lines as it needs.
    %%
    E | Aurora Photonics | Company | Aurora; the start-up
    C | equity | Lakestar; Northzone | Aurora Photonics | | 40000000 EUR | completed | announced=2025-03-04 | raised EUR 40 million
    R | Aurora Photonics | located_in | Helsinki | Helsinki-based Aurora Photonics

E: name, type, aliases. C: kind, investors, recipients, places, amount, status, more (announced, years, start, end,
target, also, part_of: the number of another C line), evidence (passages separated by ";;"). R: subject, predicate,
object, evidence. Lists are separated by ";". An amount is a number and a currency, with "~" for about, "<" for
up to, ">" for at least before it, and "low-high" for a range.

    python -m training.texts FILE...    checks files and says what is wrong in them
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any, get_args

from graph.errors import RecordError
from graph.model import EntityType, Kind, Predicate, Status, Unit, parse_record

TYPES, KINDS, STATUSES = get_args(EntityType), get_args(Kind), get_args(Status)
PREDICATES, UNITS = get_args(Predicate), get_args(Unit)
_AMOUNT = re.compile(r"([~<>]?)\s*(\d+(?:\.\d+)?)(?:-(\d+(?:\.\d+)?))?\s+([A-Z]{3})$")
_QUALIFIERS = {"": "exact", "~": "about", "<": "up_to", ">": "at_least"}


class TextError(ValueError):
    """A training text that cannot be read; says where and what was expected."""


def read_texts(path: Path) -> list[tuple[dict[str, Any], str]]:
    """All records of a file with their articles' texts.

    Raises:
        TextError: with every mistake of the file, one in a line.
    """
    parts = re.split(r"^##### +(\S+)[ \t]*\n", path.read_text(encoding="utf-8"), flags=re.M)[1:]
    found, wrong = [], []
    for key, body in zip(parts[::2], parts[1::2], strict=True):
        errors: list[str] = []
        record, text = _article(key, body, errors)
        try:
            parse_record(record)
        except RecordError as error:
            errors.append(str(error))
        wrong += [f"{path.name}: {key}: {e}" for e in errors]
        found.append((record, text))
    if wrong:
        raise TextError("\n".join(wrong))
    return found


def _article(key: str, body: str, errors: list[str]) -> tuple[dict[str, Any], str]:
    head, _, rest = body.partition("\n\n")
    text, _, notes = rest.partition("\n%%\n")
    if not notes.strip() and "%%" not in body:
        errors.append("no line %% between the article and what it says")
    info: dict[str, Any] = {"id": key, "language": "en"}
    for line in head.splitlines():
        name, _, value = line.partition(":")
        info[name.strip()] = value.strip()
    record: dict[str, Any] = {"article": info, "entities": [], "commitments": [], "relations": []}
    ids: dict[str, str] = {}
    text = text.strip("\n") + "\n"
    rows = [[cell.strip() for cell in line.split("|")] for line in notes.splitlines() if line.strip()]
    for row in rows:
        if row[0] == "E":
            _entity(row, record, ids, text, errors)
    for row in rows:
        if row[0] == "C":
            _commitment(row, record, ids, text, errors)
        elif row[0] == "R":
            _relation(row, record, ids, text, errors)
        elif row[0] != "E":
            errors.append(f"a line starts with {row[0]!r}, expected E, C or R")
    used = {r for c in record["commitments"] for r in (*c["investors"], *c["recipients"], *c["places"])}
    used |= {x for r in record["relations"] for x in (r["subject"], r["object"])}
    errors += [f"entity {n!r} takes part in nothing: leave it out" for n, i in ids.items() if i not in used]
    return record, text


def _list(cell: str) -> list[str]:
    return [x.strip() for x in cell.split(";") if x.strip()]


def _entity(
    row: list[str], record: dict[str, Any], ids: dict[str, str], text: str, errors: list[str]
) -> None:
    if len(row) < 3 or row[2] not in TYPES:
        errors.append(f"{row}: expected E | name | type | aliases, the type one of {', '.join(TYPES)}")
        return
    aliases = _list(row[3]) if len(row) > 3 else []
    if not any(n.casefold() in text.casefold() for n in (row[1], *aliases)):
        errors.append(f"neither the name nor an alias of {row[1]!r} stands in the text")
    ids[row[1]] = f"e{len(ids) + 1}"
    record["entities"].append({"id": ids[row[1]], "name": row[1], "type": row[2], "aliases": aliases})


def _refs(cell: str, ids: dict[str, str], errors: list[str]) -> list[str]:
    errors += [f"{n!r} has no E line" for n in _list(cell) if n not in ids]
    return [ids[n] for n in _list(cell) if n in ids]


def _amount(cell: str, errors: list[str]) -> dict[str, Any] | None:
    if not cell:
        return None
    m = _AMOUNT.match(cell)
    if not m:
        errors.append(f"amount {cell!r}: expected such as '40000000 EUR' or '<5000000 USD'")
        return None
    amount: dict[str, Any] = {"value": float(m[2]), "currency": m[4], "qualifier": _QUALIFIERS[m[1]]}
    if m[3]:
        amount["max"] = float(m[3])
    return amount


def _evidence(cell: str, text: str, errors: list[str]) -> list[str]:
    quotes = [q.strip() for q in cell.split(";;") if q.strip()]
    flat = " ".join(text.split())
    errors += [
        f"evidence does not stand in the text: {q!r}" for q in quotes if " ".join(q.split()) not in flat
    ]
    if not quotes:
        errors.append("a claim without evidence")
    return quotes


def _commitment(
    row: list[str], record: dict[str, Any], ids: dict[str, str], text: str, errors: list[str]
) -> None:
    if len(row) != 9 or row[1] not in KINDS or row[6] not in STATUSES:
        errors.append(
            f"{row}: expected C | kind | investors | recipients | places | amount | status | more | evidence"
        )
        return
    more = dict(x.partition("=")[::2] for x in _list(row[7]))
    claim: dict[str, Any] = {
        "id": f"c{len(record['commitments']) + 1}",
        "kind": row[1],
        "investors": _refs(row[2], ids, errors),
        "recipients": _refs(row[3], ids, errors),
        "places": _refs(row[4], ids, errors),
        "amount": _amount(row[5], errors),
        "status": row[6],
        "announced": more.pop("announced", None),
        "evidence": _evidence(row[8], text, errors),
    }
    if "also" in more and claim["amount"]:
        other = _amount(more.pop("also"), errors)
        claim["amount"]["also"] = [{k: other[k] for k in ("value", "currency")}] if other else []
    period = {k: more.pop(k) for k in ("start", "end") if k in more}
    if "years" in more:
        period["years"] = float(more.pop("years"))
    claim["period"] = period or None
    if "target" in more:
        quantity, _, unit = more.pop("target").partition(" ")
        if unit not in UNITS:
            errors.append(f"target unit {unit!r}: expected one of {', '.join(UNITS)}")
        claim["target"] = {"quantity": float(quantity), "unit": unit}
    if "part_of" in more:
        claim["part_of"] = "c" + more.pop("part_of").lstrip("c")
    errors += [f"{k!r} is not known among the more of a commitment" for k in more]
    record["commitments"].append(claim)


def _relation(
    row: list[str], record: dict[str, Any], ids: dict[str, str], text: str, errors: list[str]
) -> None:
    if len(row) != 5 or row[2] not in PREDICATES:
        errors.append(f"{row}: expected R | subject | predicate | object | evidence")
        return
    ends = [_refs(row[1], ids, errors), _refs(row[3], ids, errors)]
    if all(ends):
        record["relations"].append(
            {
                "subject": ends[0][0],
                "predicate": row[2],
                "object": ends[1][0],
                "evidence": _evidence(row[4], text, errors),
            }
        )


def main() -> int:
    """Check the files named on the command line."""
    bad = 0
    for name in sys.argv[1:]:
        try:
            found = read_texts(Path(name))
        except TextError as error:
            sys.stderr.write(f"{error}\n")
            bad += 1
        else:
            deals = sum(len(r["commitments"]) for r, _ in found)
            sys.stdout.write(f"{name}: {len(found)} articles, {deals} commitments, all well\n")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
