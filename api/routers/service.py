"""Whether the service answers, what it counts, and the dataset as a whole: description and downloads."""

from __future__ import annotations

import tempfile
import threading
from pathlib import Path as File
from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import FileResponse, PlainTextResponse, Response
from rdflib import Graph, Literal
from rdflib.namespace import DCAT, VOID
from starlette.background import BackgroundTask

from api.deps import TheStore
from api.errors import error_json
from api.params import Confidence
from api.schemas import Health, faults
from graph.errors import LimitError
from graph.export import FORMS, Format, export
from graph.rdf import ontology
from graph.vocabulary import DCTERMS, PREFIXES, RDF, SCHEMA, XSD, URIRef

router = APIRouter()

_AT_ONCE = 4  # downloads: each takes a thread that others need, and a file as large as the graph
_WRITING = threading.BoundedSemaphore(_AT_ONCE)


@router.get("/healthz", tags=["service"])
def healthz(store: TheStore) -> Health:
    """Whether the service answers, and how many quads it holds."""
    return Health(quads=len(store))


@router.get("/readyz", tags=["service"], responses=faults(503), response_class=PlainTextResponse)
def readyz(store: TheStore) -> Response:
    """Whether questions are answered from all that is stored: 503 while the index is behind."""
    if store.graphs() and not store.index.is_current():
        return error_json(503, "the index is not up to date: stop the server and run `investgraph reindex`")
    return PlainTextResponse("ready\n")


@router.get("/metrics", tags=["service"], response_class=PlainTextResponse)
def metrics(request: Request) -> PlainTextResponse:
    """How many requests were answered how, and how fast, for Prometheus."""
    return PlainTextResponse(request.app.state.counts.metrics(), media_type="text/plain; version=0.0.4")


@router.get(
    "/download/{format}",
    tags=["data"],
    responses={**faults(400, 422, 503), 200: {"content": {form.media: {} for form in FORMS.values()}}},
    response_class=FileResponse,
)
def download(
    store: TheStore,
    format: Annotated[Format, Path(examples=["nquads"])],
    min_confidence: Confidence = 0,
) -> FileResponse:
    """The whole graph in one file.

    trig and nquads hold all graphs, turtle and jsonld the resolved one, graphml and gexf its direct edges, csv the
    events, tables and parquet all tables in a zip file, records a line for each article. RDF takes no least confidence.
    """
    form = FORMS[format]
    if not _WRITING.acquire(blocking=False):
        raise LimitError(f"{_AT_ONCE} downloads are being made: try again in a minute")
    with tempfile.NamedTemporaryFile(delete=False) as stream:
        file = File(stream.name)
        try:
            export(store, format, stream, min_confidence=min_confidence)
        except BaseException:
            file.unlink()
            raise
        finally:
            _WRITING.release()
    name = f"investgraph-{format}.{form.suffix}" if form.suffix == "zip" else f"investgraph.{form.suffix}"
    return FileResponse(file, media_type=form.media, filename=name, background=BackgroundTask(file.unlink))


@router.get("/dataset.ttl", tags=["data"], response_class=Response)
@router.get("/.well-known/void", include_in_schema=False, response_class=Response)
def dataset(store: TheStore) -> Response:
    """The dataset described in VoID and DCAT: how large it is, where it can be asked and downloaded."""
    base, index = store.addresses.base, store.index
    g = Graph(bind_namespaces="none")
    for prefix, iri in {**PREFIXES, "void": str(VOID), "dcat": str(DCAT)}.items():
        g.bind(prefix, iri)
    here = URIRef(f"{base}dataset.ttl#dataset")
    counts = {VOID.triples: len(store), VOID.entities: int(index.one("select count(*) from entity") or 0)}
    for term, value in (
        (RDF.type, VOID.Dataset),
        (RDF.type, DCAT.Dataset),
        (DCTERMS.title, Literal("Technology investments", lang="en")),
        (VOID.sparqlEndpoint, URIRef(f"{base}sparql")),
        (VOID.uriSpace, Literal(base)),
        (VOID.vocabulary, URIRef(PREFIXES["ig"])),
        (VOID.vocabulary, URIRef(str(SCHEMA))),
        *((term, Literal(n, datatype=XSD.integer)) for term, n in counts.items()),
    ):
        g.add((here, term, value))
    for format, form in FORMS.items():
        at = URIRef(f"{base}download/{format}")
        g.add((here, DCAT.distribution, at))
        g.add((at, RDF.type, DCAT.Distribution))
        g.add((at, DCAT.downloadURL, at))
        g.add((at, DCAT.mediaType, Literal(form.media)))
        if format in {"turtle", "nquads", "trig"}:
            g.add((here, VOID.dataDump, at))
    return Response(g.serialize(format="turtle"), media_type="text/turtle")


@router.get("/ontology.ttl", tags=["data"], response_class=Response)
def ontology_file() -> Response:
    """The ontology: classes and properties with labels, comments and mappings."""
    return Response(ontology().serialize(format="turtle"), media_type="text/turtle")
