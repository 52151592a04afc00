"""What every request passes through: limits, conditional answers, counts, and a line in the log."""

from __future__ import annotations

import hashlib
import json
import logging
import math
import time
from collections import Counter, OrderedDict
from importlib.metadata import version
from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import Response

from api.errors import error_json
from api.kept import Answer, Kept

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from graph.settings import Settings
    from graph.store import Store

log = logging.getLogger("investgraph.requests")

MAX_ADDRESS = 8_000  # bytes of path and query
_ALWAYS = frozenset({"/healthz", "/readyz", "/metrics"})  # neither limited nor kept
_OWN = ("/sparql", "/jobs", "/static")  # what these answer hangs on more than the graph's revision
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})  # counted by name
_CLIENTS = 10_000  # remembered for the limit
_BUCKETS = (0.005, 0.025, 0.1, 0.5, 2.5, 10.0)  # seconds


def _has(told: str, tag: str) -> bool:
    """Whether a tag is among those of a header, compared weakly: whatever stands for the same content is the same."""
    return tag.removeprefix("W/") in {t.strip().removeprefix("W/") for t in told.split(",")}


class Counts:
    """How many requests were answered how, and how fast."""

    def __init__(self) -> None:
        self.count: Counter[tuple[str, int]] = Counter()
        self.slower = [0] * len(_BUCKETS)
        self.seconds, self.total = 0.0, 0

    def note(self, method: str, status: int, seconds: float) -> None:
        """Count a request; methods that clients make up count as one."""
        self.count[method if method in _METHODS else "other", status] += 1
        self.seconds += seconds
        self.total += 1
        for n, edge in enumerate(_BUCKETS):
            self.slower[n] += seconds <= edge

    def metrics(self) -> str:
        """The counts in the text form that Prometheus reads."""
        lines = ["# TYPE investgraph_requests_total counter"]
        for (method, status), n in sorted(self.count.items()):
            lines.append(f'investgraph_requests_total{{method="{method}",status="{status}"}} {n}')
        lines.append("# TYPE investgraph_request_seconds histogram")
        for edge, n in zip(_BUCKETS, self.slower, strict=True):
            lines.append(f'investgraph_request_seconds_bucket{{le="{edge:g}"}} {n}')
        lines += [
            f'investgraph_request_seconds_bucket{{le="+Inf"}} {self.total}',
            f"investgraph_request_seconds_sum {self.seconds:.6f}",
            f"investgraph_request_seconds_count {self.total}",
        ]
        return "\n".join(lines) + "\n"


class Traffic:
    """Refuses addresses that are too long, bodies that are too large and clients that ask too often, answers 304 and what is kept, counts and logs.

    Stands inside of what adds headers to every answer, so that its own answers have them, too.
    """

    def __init__(self, app: ASGIApp, store: Store, settings: Settings, counts: Counts) -> None:
        self._app, self._store, self._rate, self._counts = app, store, settings.rate, counts
        self._largest = settings.max_article_bytes
        # Pages hang on these as well: a browser must not keep what another version or another setting made.
        self._made_by = f"{version('investgraph')} {settings.model_dump_json()}"
        self._seen: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._kept = Kept()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the application does, or refuse."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began, status, tag, answer = time.perf_counter(), 500, None, Answer()
        head = scope["method"] == "HEAD"  # answered as GET is, without the body

        async def noted(message: Message) -> None:
            nonlocal status
            message = {**message}  # what is kept is not changed by those that it is sent through
            if message["type"] == "http.response.start":
                status = message["status"]
                if tag is not None and status == 200:
                    headers = MutableHeaders(scope=message)
                    headers["ETag"] = tag
                    headers.setdefault("Cache-Control", "no-cache")
            answer.note(message)
            if head and message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send({**message})

        try:
            refusal = self._refusal(scope)
            if refusal is not None:
                await refusal(scope, receive, noted)
                return
            headers = Headers(scope=scope)
            tag = self._tag(scope, headers)
            if tag is not None and _has(headers.get("if-none-match", ""), tag):
                about = {"ETag": tag, "Cache-Control": "no-cache", "Vary": "Accept, Accept-Encoding"}
                await Response(status_code=304, headers=about)(scope, receive, noted)
                return
            key = (tag, "gzip" in headers.get("accept-encoding", ""))  # all that packing looks at
            kept = self._kept.get(key)
            if kept is not None:
                for message in kept:
                    await noted(message)
                return
            await self._app({**scope, "method": "GET"} if head else scope, self._limited(receive), noted)
            if tag is not None:
                self._kept.add(key, answer, time.perf_counter() - began)
        finally:
            self._note(scope, status, time.perf_counter() - began)

    def _refusal(self, scope: Scope) -> ASGIApp | None:
        length = len(scope.get("raw_path") or b"") + len(scope.get("query_string") or b"")
        if length > MAX_ADDRESS:
            return error_json(
                414, f"an address of {length:,} bytes: expected at most {MAX_ADDRESS:,}; POST long queries"
            )
        told = Headers(scope=scope).get("content-length", "0")
        if told.isdecimal() and int(told) > self._largest:
            return error_json(413, self._too_large)
        if not self._rate or scope["path"] in _ALWAYS:
            return None
        client = (scope.get("client") or ("",))[0]
        now = time.monotonic()
        left, since = self._seen.pop(client, (float(self._rate), now))
        left = min(float(self._rate), left + (now - since) * self._rate / 60)
        allowed = left >= 1
        self._seen[client] = (left - 1 if allowed else left, now)
        while len(self._seen) > _CLIENTS:
            self._seen.popitem(last=False)
        if allowed:
            return None
        wait = math.ceil((1 - left) * 60 / self._rate)
        told = f"more than {self._rate} requests a minute: wait {wait} s"
        return error_json(429, told, {"Retry-After": str(wait)})

    @property
    def _too_large(self) -> str:
        return f"more than {self._largest:,} bytes (INVESTGRAPH_MAX_ARTICLE_BYTES)"

    def _limited(self, receive: Receive) -> Receive:
        """No more of a body than is taken, also of one that does not tell its length."""
        size = 0

        async def some() -> Message:
            nonlocal size
            message = await receive()
            size += len(message.get("body", b""))
            if size > self._largest:
                raise HTTPException(413, self._too_large)
            return message

        return some

    def _tag(self, scope: Scope, headers: Headers) -> str | None:
        """What an answer can be known by: all that is read is a function of the graph's revision and the request."""
        path = scope["path"]
        if scope["method"] not in {"GET", "HEAD"} or path in _ALWAYS or path.startswith(_OWN):
            return None
        parts = (
            self._made_by,
            self._store.index.about("revision") or "0",
            path,
            scope.get("query_string", b"").decode("latin-1"),
            ", ".join(headers.getlist("accept")),
        )
        return f'W/"{hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]}"'

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        self._counts.note(scope["method"], status, seconds)
        if not log.isEnabledFor(logging.INFO):
            return
        # The query stays out of the log: it may hold what somebody looks for.
        about = {
            "method": scope["method"],
            "path": scope["path"],
            "status": status,
            "ms": round(1000 * seconds, 1),
        }
        log.info(json.dumps(about))
