"""Where the graph is kept: `open_store` gives the store that the settings name."""

from __future__ import annotations

from graph.errors import StoreError
from graph.ids import Addresses
from graph.settings import Settings
from graph.store.base import QueryResult, Scope, Store

__all__ = ["QueryResult", "Scope", "Store", "open_store"]


def open_store(settings: Settings | None = None, *, read_only: bool = False) -> Store:
    """Open the store of the settings (by default those of the environment).

    Raises:
        StoreError: if the folder cannot be opened, is in use by another process, or (read only) is not there.
    """
    settings = settings or Settings()
    if settings.store == "memory":
        from graph.store.memory import MemoryStore

        return MemoryStore(Addresses(settings.base))
    from graph.store.oxigraph import OxigraphStore

    if read_only and not settings.data.exists():
        raise StoreError(
            f"INVESTGRAPH_DATA is {str(settings.data)!r}, and there is no such folder: ingest something first"
        )
    return OxigraphStore(settings.data, settings.base, read_only=read_only)
