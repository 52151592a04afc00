"""What routes ask for: the store, the settings and the rest of the application that they belong to."""

from __future__ import annotations

from typing import Annotated, cast

from fastapi import Depends, Path, Request

from api.jobs import Jobs
from api.questions import Question
from api.workers import QueryWorkers
from graph.settings import Settings
from graph.store import Store


async def _store(request: Request) -> Store:
    return cast("Store", request.app.state.store)


async def _settings(request: Request) -> Settings:
    return cast("Settings", request.app.state.settings)


async def _workers(request: Request) -> QueryWorkers:
    return cast("QueryWorkers", request.app.state.workers)


async def _jobs(request: Request) -> Jobs:
    return cast("Jobs", request.app.state.jobs)


async def _questions(request: Request) -> tuple[Question, ...]:
    return cast("tuple[Question, ...]", request.app.state.questions)


TheQuestions = Annotated[tuple[Question, ...], Depends(_questions)]
TheJobs = Annotated[Jobs, Depends(_jobs)]
TheStore = Annotated[Store, Depends(_store)]
TheWorkers = Annotated[QueryWorkers, Depends(_workers)]
TheSettings = Annotated[Settings, Depends(_settings)]
Key = Annotated[str, Path(max_length=300, description="Key (or name) of an entity.", examples=["microsoft"])]
