"""Requests a second of one entity with its commitments, beside bare routes that return the same bytes ready-made."""

from __future__ import annotations

import asyncio
import itertools
import multiprocessing
import os
import socket
import statistics
import time
from collections.abc import Iterator
from multiprocessing.process import BaseProcess
from pathlib import Path

import uvicorn
from fastapi import FastAPI
from rich.table import Table
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api.app import create_app
from graph.settings import Settings
from graph.store.oxigraph import OxigraphStore

CONNECTIONS, SECONDS, ROUNDS = 8, 1.5, 3
_SPAWN = multiprocessing.get_context("spawn")


def measure(folder: Path, keys: list[str]) -> Table:
    """Our server and the two bare ones, asked in turn, several rounds; the medians and their ratios."""
    ports = {"investgraph": _port(), "FastAPI, ready-made": _port(), "Starlette, ready-made": _port()}
    servers = [_serve(folder, "investgraph", ports["investgraph"], b"")]
    body = asyncio.run(_once(ports["investgraph"], f"/entities/{keys[0]}"))
    servers += [_serve(folder, name, port, body) for name, port in list(ports.items())[1:]]
    asyncio.run(_ready(ports))
    for key in keys:
        asyncio.run(_once(ports["investgraph"], f"/entities/{key}"))
    unseen = itertools.count()
    asked = {
        "Starlette, ready-made": itertools.repeat("/"),
        "FastAPI, ready-made": itertools.repeat("/"),
        "investgraph, asked before": (f"/entities/{key}" for key in itertools.cycle(keys)),
        "investgraph, for the first time": (
            f"/entities/{key}?min_confidence={next(unseen) / 1e9:.9f}" for key in itertools.cycle(keys)
        ),
    }
    rates: dict[str, list[tuple[float, float]]] = {name: [] for name in asked}
    for _ in range(ROUNDS):
        for name, addresses in asked.items():
            of = name if name in ports else "investgraph"
            server = servers[list(ports).index(of)]
            before = _processor(server)
            count, seconds = asyncio.run(_rate(ports[of], addresses))
            rates[name].append((count / seconds, 1000 * (_processor(server) - before) / count))
    for server in servers:
        server.terminate()
        server.join()
    return _table(
        {n: tuple(map(statistics.median, zip(*r, strict=True))) for n, r in rates.items()}, len(body)
    )


def _table(rates: dict[str, tuple[float, ...]], size: int) -> Table:
    title = f"an entity with its commitments, about {size:,} bytes"
    table = Table("server", "requests/s", "of FastAPI's", "processor, ms each", title=title)
    rate_of_bare = rates["FastAPI, ready-made"][0]
    for name, (rate, processor) in rates.items():
        table.add_row(name, f"{rate:,.0f}", f"{rate / rate_of_bare:.0%}", f"{processor:.2f}")
    return table


def _processor(server: BaseProcess) -> float:
    """Seconds of processor time that a server has taken; it tells more than the rate where others work, too."""
    fields = Path(f"/proc/{server.pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


def _serve(folder: Path, name: str, port: int, body: bytes) -> BaseProcess:
    server = _SPAWN.Process(target=_run, args=(folder, name, port, body), daemon=False)
    server.start()
    return server


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


async def _ready(ports: dict[str, int]) -> None:
    for port in ports.values():
        await _once(port, "/healthz")


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
    head = await reader.readuntil(b"\r\n\r\n")
    length = int(head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0])
    return await reader.readexactly(length)


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
