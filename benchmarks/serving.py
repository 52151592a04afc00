"""Requests a second of one entity with its commitments, beside bare routes that return the same bytes ready-made.

And beside Datasette and rdflib-endpoint on the same data, if they are installed (`requirements-bench.lock`).
"""

from __future__ import annotations

import asyncio
import itertools
import multiprocessing
import os
import socket
import statistics
import subprocess
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

import uvicorn
from fastapi import FastAPI
from rich.table import Table
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api.app import create_app
from benchmarks.others import commands
from graph.settings import Settings
from graph.store.oxigraph import OxigraphStore

CONNECTIONS, SECONDS, ROUNDS = 8, 1.5, 3
_SPAWN = multiprocessing.get_context("spawn")


class Server(NamedTuple):
    """A server that runs, and what it is asked, by the name under which that is told."""

    pid: int
    port: int
    asked: dict[str, Iterator[str]]


def measure(folder: Path, keys: list[str]) -> Table:
    """Our server, the two bare ones and those of others, asked in turn, several rounds; medians and their ratios."""
    with ExitStack() as running:
        place = Path(running.enter_context(tempfile.TemporaryDirectory()))
        theirs = [running.enter_context(_started(*found)) for found in commands(folder, keys, place)]
        ours = running.enter_context(_forked(folder, "investgraph", b"", _questions(keys)))
        body = asyncio.run(_once(ours.port, f"/entities/{keys[0]}"))
        bare = [
            running.enter_context(_forked(folder, name, body, {name: itertools.repeat("/")}))
            for name in ("Starlette, ready-made", "FastAPI, ready-made")
        ]
        for server in (*bare, *theirs):
            asyncio.run(_once(server.port, next(iter(next(iter(server.asked.values()))))))
        for key in keys:
            asyncio.run(_once(ours.port, f"/entities/{key}"))
        rates = _rates((*bare, ours, *theirs))
    return _table(rates, len(body))


def _questions(keys: list[str]) -> dict[str, Iterator[str]]:
    unseen = itertools.count()
    return {
        "investgraph, asked before": (f"/entities/{key}" for key in itertools.cycle(keys)),
        "investgraph, for the first time": (
            f"/entities/{key}?min_confidence={next(unseen) / 1e9:.9f}" for key in itertools.cycle(keys)
        ),
    }


def _rates(servers: Sequence[Server]) -> dict[str, tuple[float, ...]]:
    """Requests a second and milliseconds of processor time for each, by what was asked."""
    found: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for _ in range(ROUNDS):
        for server in servers:
            for name, addresses in server.asked.items():
                before = _processor(server.pid)
                count, seconds = asyncio.run(_rate(server.port, addresses))
                found[name].append((count / seconds, 1000 * (_processor(server.pid) - before) / count))
    return {name: tuple(map(statistics.median, zip(*told, strict=True))) for name, told in found.items()}


def _table(rates: dict[str, tuple[float, ...]], size: int) -> Table:
    title = f"an entity with its commitments, about {size:,} bytes"
    table = Table(
        "server", "requests/s", "of FastAPI's", "ours is … times", "processor, ms each", title=title
    )
    bare, ours = (rates[name][0] for name in ("FastAPI, ready-made", "investgraph, for the first time"))
    for name, (rate, processor) in rates.items():
        table.add_row(name, f"{rate:,.0f}", f"{rate / bare:.0%}", f"{ours / rate:.1f}", f"{processor:.2f}")
    return table


def _processor(pid: int) -> float:
    """Seconds of processor time that a server has taken; it tells more than the rate where others work, too."""
    fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


@contextmanager
def _forked(folder: Path, name: str, body: bytes, asked: dict[str, Iterator[str]]) -> Iterator[Server]:
    port = _port()
    server = _SPAWN.Process(target=_run, args=(folder, name, port, body), daemon=False)
    server.start()
    assert server.pid is not None
    try:
        yield Server(server.pid, port, asked)
    finally:
        server.terminate()
        server.join()


@contextmanager
def _started(command: list[str], asked: dict[str, Iterator[str]]) -> Iterator[Server]:
    port = _port()
    server = subprocess.Popen([*command, str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield Server(server.pid, port, asked)
    finally:
        server.terminate()
        server.wait()


def _run(folder: Path, name: str, port: int, body: bytes) -> None:
    app: FastAPI | Starlette
    if name == "investgraph":
        app = create_app(OxigraphStore(folder, "http://localhost:8000/"), Settings())
    elif name.startswith("FastAPI"):
        app = FastAPI()

        @app.get("/")
        async def ready() -> Response:
            return Response(body, media_type="application/json")
    else:

        async def made(_: Request) -> Response:
            return Response(body, media_type="application/json")

        app = Starlette(routes=[Route("/", made)])
    uvicorn.run(app, host="127.0.0.1", port=port, log_level="warning", access_log=False)


async def _once(port: int, address: str) -> bytes:
    """The body of one answer, as soon as the server is there."""
    for _ in range(600):
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            await asyncio.sleep(0.1)
            continue
        body = await _ask(reader, writer, address)
        writer.close()
        return body
    raise TimeoutError(f"no server at port {port}")


async def _ask(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, address: str) -> bytes:
    writer.write(f"GET {address} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    status, *head = (await reader.readuntil(b"\r\n\r\n")).lower().splitlines()
    if b" 200 " not in status:
        raise RuntimeError(f"{address}: {status.decode()}")
    for line in head:
        if line.startswith(b"content-length:"):
            return await reader.readexactly(int(line.partition(b":")[2]))
    body = b""
    while size := int(await reader.readline(), 16):  # in chunks
        body += (await reader.readexactly(size + 2))[:-2]
    await reader.readline()
    return body


async def _rate(port: int, addresses: Iterator[str]) -> tuple[int, float]:
    count = 0
    end = time.perf_counter() + SECONDS

    async def client() -> None:
        nonlocal count
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while time.perf_counter() < end:
            await _ask(reader, writer, next(addresses))
            count += 1
        writer.close()

    began = time.perf_counter()
    await asyncio.gather(*(client() for _ in range(CONNECTIONS)))
    return count, time.perf_counter() - began
