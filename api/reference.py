"""The commands on the list of well-known entities: `investgraph reference list` and `add`."""

from __future__ import annotations

from typing import Annotated

import typer

from api.console import Json, dumps, one_of, out
from api.tables import reference_table
from graph.errors import InputError
from graph.model import ENTITY_TYPES
from graph.settings import Settings

commands = typer.Typer(
    no_args_is_help=True, help="The list of well-known entities, and your own additions to it."
)


@commands.command("list")
def list_(
    text: Annotated[str, typer.Argument(help="Part of a name; all if left out.")] = "",
    type: Annotated[str | None, typer.Option(help="Only this type.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="At most so many.")] = 50,
    as_json: Json = False,
) -> None:
    """Show what is listed under a name."""
    from ingest.reference import load_reference

    found = load_reference().find(text, one_of(type, ENTITY_TYPES, "type") if type else None)
    if as_json:
        for e in found[:limit]:
            print(dumps({k: v for k, v in vars(e).items() if v}))
        return
    out.print(reference_table(found[:limit]))
    if len(found) > limit:
        out.print(f"and {len(found) - limit:,} more (--limit)", highlight=False)


@commands.command()
def add(
    name: Annotated[str, typer.Argument(help="Usual full name.")],
    type: Annotated[str, typer.Argument(help="Company, University, Country, Place, Government, Program, …")],
    alias: Annotated[list[str] | None, typer.Option(help="Another name; may be repeated.")] = None,
    country: Annotated[str | None, typer.Option(help="Name or ISO 3166 code of its country.")] = None,
    parent: Annotated[str | None, typer.Option(help="Name of what it is a unit of.")] = None,
    website: Annotated[str | None, typer.Option(help="Its domain.")] = None,
) -> None:
    """Add an entity to your own list; articles read from now on, and the resolved graph, know its names."""
    from ingest.reference.listed import RefEntity
    from ingest.reference.own import add_own, own_file

    file = own_file(Settings())
    code = _code(country) if country else None
    entity = RefEntity(
        name, one_of(type, ENTITY_TYPES, "type"), tuple(alias or ()), code, parent, website=website
    )
    add_own(file, entity)
    print(f"added to {file}")


def _code(country: str) -> str:
    """The ISO 3166 code of a country. Raises InputError if there is no such country."""
    from graph.places import country_code

    code = country_code(country)
    if code is None:
        raise InputError(f"country {country!r}: expected a country's name or ISO 3166 code, such as DE")
    return code
