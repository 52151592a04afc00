"""Articles as JSON: listed, searched, and read with what they claim."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Response

from api.deps import TheStore
from api.examples import ARTICLE, ARTICLE_RECORD, CONTEXT
from api.lists import Page, Picked, page_of
from api.params import Characters, Day, known_parameters
from api.schemas import example, faults
from graph.queries import ArticleRecord, ArticleView, Context, article, articles, evidence

router = APIRouter(tags=["data"], dependencies=[Depends(known_parameters)])

ArticlePage = Annotated[Page, Depends(page_of(ArticleView))]

ArticleKey = Annotated[str, Path(max_length=300, description="Key of an article.")]


@router.get(
    "/articles",
    response_model=list[ArticleView] | list[Picked],
    responses=example([ARTICLE]) | faults(400, 422),
)
def list_articles(
    store: TheStore,
    page: ArticlePage,
    q: Annotated[
        str,
        Query(
            max_length=200,
            description='Words that all stand in title or text; "side by side" in quotes.',
            examples=["japan cloud"],
        ),
    ] = "",
    publisher: Annotated[str | None, Query(max_length=200, description="Only of this publisher.")] = None,
    since: Day = None,
    until: Day = None,
) -> Response:
    """Articles, the latest first; with `q` those that have its words, the best fitting first, with the passages."""
    found = articles(store, q, publisher=publisher, since=since, until=until, **page.ask)
    return page.answer([x.model_dump_json() for x in found])


@router.get("/articles/{key}", responses=example(ARTICLE_RECORD) | faults(404, 422))
def read_article(store: TheStore, key: ArticleKey) -> ArticleRecord:
    """One article with its record: entities, commitments and relations, corrected, and the text that they rest on."""
    return article(store, key)


@router.get("/articles/{key}/claims/{id}/evidence", responses=example([CONTEXT]) | faults(404, 422))
def list_claim_evidence(
    store: TheStore,
    key: ArticleKey,
    id: Annotated[str, Path(max_length=80, description="Id of a commitment in the article's record.")],
    characters: Characters = 200,
) -> list[Context]:
    """The passages behind one claim, and what stands around each."""
    return evidence(store, f"{key}#{id}", characters=characters)
