"""The server holds to its own description: requests made from it, right and wrong ones, over a socket.

`INVESTGRAPH_SCHEMA_EXAMPLES` says how many for each operation; few are made by default, always the same.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
import uvicorn
from hypothesis import HealthCheck, settings
from schemathesis import Case, Config
from schemathesis.checks import positive_data_acceptance

from api.app import create_app
from graph.ids import Addresses
from graph.queries import events
from graph.settings import Settings
from graph.store.memory import MemoryStore

EXAMPLES = int(os.environ.get("INVESTGRAPH_SCHEMA_EXAMPLES", "3"))
TOKEN = {"Authorization": "Bearer token"}
CONFIG = Config.from_dict(
    {
        "generation": {"deterministic": True, "no-shrink": True},
        # What fits the schema and asks for what is not there, or cannot be done, is told by 400.
        "checks": {
            "positive_data_acceptance": {
                "expected-statuses": ["2xx", "3xx", "400", "401", "403", "404", "406", "409", "429", "503"]
            }
        },
    }
)


THERE: dict[str, str] = {"/entities/": "microsoft"}


@pytest.fixture(scope="module")
def address(written: MemoryStore) -> Iterator[str]:
    e = events(written, investor="microsoft", place="japan")[0]
    THERE.update({"/commitments/": e.key, "/articles/": e.article_key})
    app = create_app(written, Settings(token="token"))  # type: ignore[arg-type]
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        thread.join(0.05)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


@schemathesis.serializer("application/sparql-query")
def sparql(context: Any, value: Any) -> bytes:
    return str(value).encode()


# The description does not hang on what a store holds.
schema = schemathesis.openapi.from_dict(
    create_app(MemoryStore(Addresses("http://localhost:8000/")), Settings()).openapi(), config=CONFIG
)


@schema.hook
def map_path_parameters(context: Any, path_parameters: Any) -> Any:
    """Every other key is one that there is, so that not all is answered by 404."""
    for start, there in THERE.items():
        key = (path_parameters or {}).get("key") if context.operation.path.startswith(start) else None
        # What is removed while others read is another test's matter.
        if isinstance(key, str) and len(key) <= 300 and len(key) % 2 and context.operation.method != "delete":
            path_parameters["key"] = there
    return path_parameters


@schema.hook
def map_query(context: Any, query: Any) -> Any:
    """The same of names of entities."""
    for name in ("party", "investor", "recipient", "place", "country", "one", "two"):
        told = (query or {}).get(name)
        if isinstance(told, str) and len(told) <= 200 and len(told) % 2:
            query[name] = "japan" if name in {"place", "country", "two"} else "microsoft"
    return query


@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
def test_the_server_holds_to_its_description(case: Case, address: str) -> None:
    # That a commitment has parties, and a judgement two of a kind, no schema can say.
    beyond = [positive_data_acceptance] if case.method == "POST" else []
    case.call_and_validate(address, headers=TOKEN, excluded_checks=beyond, timeout=30)
