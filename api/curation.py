"""The commands by which people decide: `judge`, `judgements`, `review`, `correct`."""

from __future__ import annotations

import datetime as dt
import getpass
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from api.console import Json, dumps, opened_there, out, readable, warn
from api.intake import archive_of
from api.tables import pair_table
from graph.errors import InputError, NotFoundError

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from graph.archive import Archive
    from graph.corrections import Corrected, Correction
    from graph.judgements import Decision, Judgement
    from graph.model import Commitment, Entity, Record
    from graph.resolve.review import Pair

commands = typer.Typer()

By = Annotated[str | None, typer.Option(help="Who decides; your user name if left out.")]
Reason = Annotated[str | None, typer.Option(help="Why.")]
_KEYS: dict[str, Decision] = {"s": "same", "n": "different", "u": "unsure"}


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="microseconds")


def _who(by: str | None) -> str:
    return by or getpass.getuser()


@commands.command()
def judge(
    a: Annotated[str, typer.Argument(help="entity/KEY or event/KEY, or its address.")],
    b: Annotated[str, typer.Argument(help="The other one.")],
    decision: Annotated[str, typer.Argument(help="same, different, unsure, or withdrawn (take back).")],
    reason: Reason = None,
    by: By = None,
) -> None:
    """Say whether two entities or two events are the same; whatever was judged before stays in the ledger."""
    from pydantic import ValidationError

    from graph.judgements import Judgement

    with opened_there() as store:
        archive = archive_of(store)
        archive.refresh()
        base = store.addresses.base
        try:
            made = Judgement.model_validate(
                {
                    "a": a.removeprefix(base),
                    "b": b.removeprefix(base),
                    "decision": decision,
                    "by": _who(by),
                    "at": _now(),
                    "reason": reason,
                }
            )
        except ValidationError as error:
            raise InputError("; ".join(map(_told, error.errors()))) from error
        archive.judge([made])
        archive.refresh()
        out.print(Text(f"{decision}: {made.a} and {made.b}"))


def _told(fault: ErrorDetails) -> str:
    """What is wrong with a judgement: of one value with that, of both together as it is told."""
    message = fault["msg"].removeprefix("Value error, ")
    return f"{fault['input']!r}: {message}" if fault["loc"] else message


@commands.command()
def judgements(
    file: Annotated[
        Path | None, typer.Option("--import", help="Add judgements from JSON lines instead of printing them.")
    ] = None,
) -> None:
    """Print all judgements as JSON lines, which belong into version control; or take them in."""
    from graph.judgements import read_lines, to_line

    with opened_there() as store:
        archive = archive_of(store)
        if file is None:
            for made in archive.judgements():
                print(to_line(made))
            return
        archive.refresh()
        with readable(file, "judgements as JSON lines").open(encoding="utf-8") as lines:
            added = archive.judge(read_lines(lines), unknown=True)
        archive.refresh()
    print(f"{added} added")


@commands.command()
def review(
    by: By = None,
    limit: Annotated[int, typer.Option(min=1, help="At most so many pairs.")] = 1000,
    as_json: Json = False,
) -> None:
    """Look at pairs that may be the same, side by side, the most valuable first; each decision is saved at once."""
    from graph.judgements import Linker
    from graph.resolve.review import pairs

    with opened_there() as store:
        archive = archive_of(store)
        archive.refresh()
        if as_json:
            for p in pairs(archive.index, Linker(archive.judgements()))[:limit]:
                print(dumps(p._asdict()))
            return
        _review(archive, _who(by), limit)


def _review(archive: Archive, by: str, limit: int) -> None:
    from graph.judgements import Judgement, Linker
    from graph.resolve.review import pairs

    made: list[Judgement] = []
    while len(made) < limit:
        # Asked anew each time: what was just judged may have settled other pairs, or brought new ones.
        waiting = pairs(archive.index, Linker(archive.judgements()))
        if not waiting:
            out.print("nothing left to decide" + (": un[d]o or [q]uit" if made else ""), markup=False)
            if made and _key() == "d":
                _undo(archive, made, by)
                continue
            break
        pair = waiting[0]
        out.rule(f"{pair.sort}: {len(waiting)} to decide", style="dim")
        out.print(pair_table(pair, *(_facts(archive, pair, key) for key in (pair.a, pair.b))))
        out.print(Text("[s]ame  [n]ot the same  [u]nsure  un[d]o  [q]uit", style="bold"))
        key = _key()
        if key == "q":
            break
        if key == "d":
            _undo(archive, made, by)
        elif key in _KEYS:
            a, b = f"{pair.sort}/{pair.a}", f"{pair.sort}/{pair.b}"
            judgement = Judgement(a=a, b=b, decision=_KEYS[key], by=by, at=_now(), score=pair.score)
            archive.judge([judgement])
            archive.refresh()
            made.append(judgement)
            out.print(Text(_KEYS[key], style="green"))
        else:
            out.print(Text(f"{key!r} means nothing here", style="yellow"))
    out.print(f"{len(made)} decided by {by}", highlight=False)


def _undo(archive: Archive, made: list[Judgement], by: str) -> None:
    if not made:
        warn("nothing to undo in this sitting")
        return
    last = made.pop()
    archive.judge([last.model_copy(update={"decision": "withdrawn", "by": by, "at": _now(), "score": None})])
    archive.refresh()
    out.print(Text(f"undone: {last.decision}", style="yellow"))


def _key() -> str:
    """One key; from a pipe the next character that is no space, "q" at its end."""
    if sys.stdin.isatty():
        import click

        return click.getchar().casefold()
    while (ch := sys.stdin.read(1)).isspace():
        pass
    return ch.casefold() or "q"


def _facts(archive: Archive, pair: Pair, key: str) -> list[tuple[str, str]]:
    from graph.queries import entity_view, event, format_amount

    if pair.sort == "event":
        e = event(archive.store, key)
        told = [
            f"“{' '.join(q.split())}” ({s.publisher or s.article_key})" for s in e.sources for q in s.quotes
        ]
        sum_ = format_amount(e.amount, e.currency, e.qualifier, e.amount_max)
        parties = {
            role: ", ".join(p.name for p in getattr(e, role))
            for role in ("investors", "recipients", "places")
        }
        about = {
            "kind": e.kind,
            **parties,
            "amount": sum_,
            "announced": e.announced or "",
            "status": e.status,
        }
        return [("key", key), *((k, v) for k, v in about.items()), *(("said", t) for t in told[:3])]
    view = entity_view(archive.store, key)
    about = {"name": view.entity.name, "type": view.entity.type, "also": ", ".join(view.entity.aliases)}
    deals = [c.label for c in view.commitments[:4]]
    stated = [f"{r.subject.name} {r.predicate} {r.object.name}" for r in view.relations[:3]]
    return [("key", key), *about.items(), *(("deal", d) for d in deals), *(("stated", s) for s in stated)]


@commands.command()
def correct(
    claim: Annotated[
        str, typer.Argument(help="ARTICLE#ID of a commitment, as `show --json` gives it, or its address.")
    ],
    amount: Annotated[str | None, typer.Option(help='"2900000000 USD", or "none".')] = None,
    kind: Annotated[str | None, typer.Option(help="Another kind.")] = None,
    status: Annotated[str | None, typer.Option(help="Another status.")] = None,
    announced: Annotated[str | None, typer.Option(help='A year, month or day, or "none".')] = None,
    investor: Annotated[
        list[str] | None,
        typer.Option(help='Name, or "Name/Type" if it is new; in place of all; may be repeated.'),
    ] = None,
    recipient: Annotated[list[str] | None, typer.Option(help="Likewise.")] = None,
    place: Annotated[list[str] | None, typer.Option(help="Likewise.")] = None,
    drop: Annotated[bool, typer.Option("--drop", help="It is no commitment.")] = False,
    restore: Annotated[
        bool, typer.Option("--restore", help="As it was before it was last corrected.")
    ] = False,
    reason: Reason = None,
    by: By = None,
) -> None:
    """Correct what was extracted; it survives reading the article again, and the original stays in the graph."""
    told = {"amount": amount, "kind": kind, "status": status, "announced": announced}
    parties = {"investors": investor, "recipients": recipient, "places": place}
    with opened_there() as store:
        archive = archive_of(store)
        archive.refresh()
        key, _, id_ = claim.removeprefix(f"{store.addresses.base}article/").partition("#")
        mended = archive.mended(key)
        record = mended.record
        now = next((c for c in record.commitments if c.id == id_), None)
        if restore:
            correction = _restored(mended, key, id_, _who(by), reason)
        elif now is None:
            raise NotFoundError(f"article {key!r} has no commitment {id_!r}")
        else:
            correction = _corrected(archive, key, record, now, None if drop else (told, parties), by, reason)
        archive.correct([correction])
        archive.refresh()
    print(f"corrected {key}#{id_}")


def _corrected(
    archive: Archive,
    key: str,
    record: Record,
    now: Commitment,
    change: tuple[dict[str, str | None], dict[str, list[str] | None]] | None,
    by: str | None,
    reason: str | None,
) -> Correction:
    """A commitment with its values and parties changed; without a change it is said to be none."""
    from graph.corrections import Correction

    entities = {e.id: e for e in record.entities}
    new = None
    if change is not None:
        values, parties = change
        new = _with_parties(archive, record, _changed(now, values), parties, entities)
        if new == now:
            raise InputError("nothing to correct: say what should read otherwise (see --help)")
    named = {r for c in (now, new) if c for r in (*c.investors, *c.recipients, *c.places)}
    return Correction(
        article=key,
        original=now,
        corrected=new,
        entities=tuple(entities[r] for r in sorted(named)),
        by=_who(by),
        at=_now(),
        reason=reason,
    )


def _restored(mended: Corrected, key: str, id_: str, by: str, reason: str | None) -> Correction:
    """What takes back the last correction of a commitment that still counts, or that lost its passages."""
    from graph.corrections import taking_back

    lost = (c for c in reversed(mended.lost) if c.original.id == id_)
    last = mended.made.get(id_) or mended.gone.get(id_) or next(lost, None)
    if last is None:
        raise NotFoundError(f"{key}#{id_} was never corrected, or all was taken back")
    return taking_back(last, by=by, at=_now(), reason=reason)


def _changed(now: Commitment, values: dict[str, str | None]) -> Commitment:
    from pydantic import ValidationError

    from graph.model import Commitment

    data = now.model_dump(mode="json", exclude_none=True)
    for slot, value in values.items():
        if value == "none":
            data.pop(slot, None)
        elif value is not None and slot == "amount":
            number, _, currency = value.strip().partition(" ")
            data[slot] = {"value": number.replace(",", ""), "currency": currency.strip().upper()}
        elif value is not None:
            data[slot] = value
    try:
        return Commitment.model_validate(data)
    except ValidationError as error:
        told = "; ".join(f"{'.'.join(map(str, e['loc']))} {e['input']!r}: {e['msg']}" for e in error.errors())
        raise InputError(told) from error


def _with_parties(
    archive: Archive,
    record: Record,
    now: Commitment,
    parties: dict[str, list[str] | None],
    entities: dict[str, Entity],
) -> Commitment:
    for role, names in parties.items():
        if names is not None:
            ids = tuple(_party(archive, record, name, entities) for name in names if name != "none")
            now = now.model_copy(update={role: ids})
    if not now.investors and not now.recipients:
        raise InputError("a commitment needs an investor or a recipient; --drop says that it is none")
    return now


def _party(archive: Archive, record: Record, told: str, entities: dict[str, Entity]) -> str:
    """The id of a party by name: of the record, of the graph, or new as "Name/Type"."""
    from graph.model import ENTITY_TYPES, Entity
    from graph.queries import entity_view

    for e in record.entities:
        if told in {e.name, *e.aliases}:
            return e.id
    name, _, type_ = told.rpartition("/")
    if type_ not in ENTITY_TYPES:
        try:
            known = entity_view(archive.store, told).entity
        except NotFoundError as error:
            raise InputError(
                f'{error}; write a new one as "Name/Type", Type one of {", ".join(ENTITY_TYPES)}'
            ) from error
        name, type_ = known.name, known.type
    new_id = f"x{len(entities) + 1}"
    entities[new_id] = Entity.model_validate({"id": new_id, "name": name, "type": type_})
    return new_id
