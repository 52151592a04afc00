"""Requests to the application itself, without a server."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import httpx

from api.app import create_app
from graph.settings import Settings

if TYPE_CHECKING:
    from graph.store import Store


def get(store: Store, path: str, **more: Any) -> httpx.Response:
    """What the application answers, with the settings as they come."""

    async def run() -> httpx.Response:
        transport = httpx.ASGITransport(app=create_app(store, Settings()))
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            return await client.get(path, **more)

    return asyncio.run(run())
