from __future__ import annotations

import json
from pathlib import Path

import httpx
import pytest

from graph.errors import ArticleError
from graph.settings import Settings
from ingest.fetch import fetch
from ingest.sources import Loaded, read_source
from ingest.text import boilerplate_spans, warning_spans

BODY = "Alpha Works will invest 10 million dollars in a plant in Ghent. The plant is to open in two years.\n"
PAGE = (
    "<html><head><title>Alpha builds</title><meta property='article:published_time' content='2024-05-01'></head><body>"
    "<nav><a href='/'>Home</a> <a href='/x'>Deals</a></nav><article><h1>Alpha builds</h1>"
    + "<p>Alpha Works will invest 10 million dollars in a plant in Ghent, its first outside of the country.</p>"
    * 3
    + "<ul><li>Jobs: 300 people will work there</li></ul></article><footer>We use cookies</footer></body></html>"
)


def read(path: Path, **settings: object) -> list[Loaded | ArticleError]:
    return list(read_source(str(path), Settings(**settings)))  # type: ignore[arg-type]


def one(path: Path) -> Loaded:
    (item,) = read(path)
    assert isinstance(item, Loaded), item
    return item


def fault(path: Path, **settings: object) -> str:
    (item,) = read(path, **settings)
    assert isinstance(item, ArticleError)
    return str(item)


def test_plain_text_stays_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"\xef\xbb\xbf" + BODY.replace("\n", "\r\n").encode())
    item = one(file)
    assert item.article.text == BODY
    assert (item.article.info.id, item.article.info.source, item.origin) == (
        "a",
        "a.txt",
        str(file.resolve()),
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    text = BODY + "“Größe zählt”, sagte der Bürgermeister über die Fabrik für Züge.\n" * 5
    (tmp_path / "a.txt").write_bytes(text.encode(encoding))
    assert one(tmp_path / "a.txt").article.text == text


def test_front_matter(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(f"---\ntitle: T\npublished: 2024-05-01\nurl: https://e.com/a\n---\n{BODY}")
    info = one(tmp_path / "a.md").article.info
    assert (info.title, info.published, info.url) == ("T", "2024-05-01", "https://e.com/a")
    (tmp_path / "b.md").write_text(f"---\ntitle: [\n---\n{BODY}")
    assert "front matter" in fault(tmp_path / "b.md")


def test_a_page_gives_its_text_title_and_date(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(PAGE)
    article = one(tmp_path / "a.html").article
    assert "plant in Ghent" in article.text
    assert "300 people" in article.text
    assert "cookies" not in article.text
    assert (article.info.title, article.info.published) == ("Alpha builds", "2024-05-01")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "empty"),
        (b" \n ", "empty"),
        (b"\x89PNG\x00\x01\x02" * 9, "binary"),
        (b"\x01\x02\x03" * 99, "binary"),
    ],
)
def test_what_is_no_article_is_told(tmp_path: Path, data: bytes, message: str) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    assert message in fault(tmp_path / "a.txt")


def test_limits_and_missing_files(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BODY * 100)
    assert "larger than 500 bytes" in fault(tmp_path / "a.txt", max_article_bytes=500)
    assert "No such file" in fault(tmp_path / "none.txt")
    (tmp_path / "empty").mkdir()
    assert "holds no article" in fault(tmp_path / "empty")


def test_broken_lines_do_not_stop_the_others(tmp_path: Path) -> None:
    lines = [
        json.dumps({"id": "x", "text": BODY}),
        "{broken",
        "[]",
        "",
        json.dumps({"id": "y"}),
        json.dumps({"id": "z", "html": PAGE}),
        json.dumps({"id": "d", "text": BODY, "published": "soon"}),
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(lines))
    found = read(tmp_path / "a.jsonl")
    assert [x.article.info.id for x in found if isinstance(x, Loaded)] == ["x", "z"]
    told = [str(x) for x in found if isinstance(x, ArticleError)]
    assert [t.partition(":")[0] for t in told] == [
        "a.jsonl, line 2",
        "a.jsonl, line 3",
        "a.jsonl, line 5",
        "a.jsonl, line 7",
    ]


def test_a_folder_is_read_in_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", ".c.txt", "d.json"):
        (tmp_path / name).write_text(BODY)
    assert [x.article.info.id for x in read(tmp_path) if isinstance(x, Loaded)] == ["a", "b"]


def answer(request: httpx.Request) -> httpx.Response:
    path = request.url.path
    if path == "/loop":
        return httpx.Response(302, headers={"location": "/loop"})
    if path == "/picture":
        return httpx.Response(200, content=b"x", headers={"content-type": "image/png"})
    if path == "/gone":
        return httpx.Response(404)
    return httpx.Response(200, text=PAGE, headers={"content-type": "text/html"})


def test_fetching() -> None:
    transport = httpx.MockTransport(answer)
    body, kind, url = fetch("https://e.com/ok", Settings(), transport)
    assert (body.decode(), kind, url) == (PAGE, "text/html", "https://e.com/ok")
    for path in ("loop", "picture", "gone"):
        with pytest.raises(ArticleError, match=path):
            fetch(f"https://e.com/{path}", Settings(), transport)
    with pytest.raises(ArticleError, match="larger"):
        fetch("https://e.com/ok", Settings(max_article_bytes=10), transport)


def test_left_over_boilerplate_in_plain_text() -> None:
    text = (
        "Home | Deals | About | Contact\n\n" + BODY * 6 + "\nRelated News:\n\nTen gadgets\n\nLeave a Reply\n"
    )
    kept = list(text)
    for a, b in boilerplate_spans(text):
        kept[a:b] = " " * (b - a)
    assert "".join(kept).split() == (BODY * 6).split()


def test_of_a_press_releases_end_only_the_warnings_count_for_nothing() -> None:
    firm = "\nAbout Alpha Works\nAlpha Works makes things.\n"
    warning = "\nForward-Looking Statements\nAll may be otherwise.\n"
    assert warning_spans(BODY * 6 + firm) == []
    for release in (BODY * 6 + warning + firm, BODY * 6 + firm + warning):
        ((start, end),) = warning_spans(release)
        assert release[start:end].strip() == warning.strip()


@pytest.mark.parametrize(
    "front",
    [
        "published: 2024-13-45",
        "title: " + "[" * 3000,
        "a: &a [x, x]\ntitle: *a",
    ],
)
def test_hostile_front_matter_is_an_error_of_its_file(tmp_path: Path, front: str) -> None:
    (tmp_path / "a.md").write_text(f"---\n{front}\n---\n{BODY}")
    (tmp_path / "b.txt").write_text(BODY)
    first, second = read(tmp_path)
    assert isinstance(first, ArticleError)
    assert len(str(first)) < 2000
    assert isinstance(second, Loaded)


def test_front_matter_cannot_rename_its_file(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(f"---\nid:\nsource: x\npublished: April 28, 2024\n---\n{BODY}")
    info = one(tmp_path / "a.md").article.info
    assert (info.id, info.source, info.published) == ("a", "a.md", "2024-04-28")


@pytest.mark.parametrize("text", ["The “plan” costs £5 million – says Müller.\n", "It’s a $5bn deal.\n"])
def test_short_texts_in_windows_1252(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.txt").write_bytes(text.encode("cp1252"))
    assert one(tmp_path / "a.txt").article.text == text


@pytest.mark.parametrize("charset", ["hex", "punycode", "none-such"])
def test_a_page_that_declares_no_real_encoding(tmp_path: Path, charset: str) -> None:
    (tmp_path / "a.html").write_bytes(
        f'<meta charset="{charset}"><p>Alpha builds in Besançon.</p>'.encode("cp1252")
    )
    assert "Besançon" in one(tmp_path / "a.html").article.text


def test_nul_is_refused_in_utf_16(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes((BODY + "\x00").encode("utf-16"))
    assert "binary" in fault(tmp_path / "a.txt")


def test_a_line_with_bad_bytes_leaves_the_others_alone(tmp_path: Path) -> None:
    good = json.dumps({"id": "u", "text": "Zürich. " + BODY}, ensure_ascii=False).encode()
    (tmp_path / "a.jsonl").write_bytes(good + b'\n{"id":"w\xff"\n\x00\n' + good)
    first, second, third, fourth = read(tmp_path / "a.jsonl")
    assert isinstance(second, ArticleError)
    assert isinstance(third, ArticleError)
    for item in (first, fourth):
        assert isinstance(item, Loaded)
        assert item.article.text == "Zürich. " + BODY


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("a.json", '[{"text": "Alpha"}]', "JSON lines"),
        ("a.txt", '[\n {"text": "Alpha"}\n]\n', "JSON lines"),
        ("a.ndjson", '{"text": "Alpha"}\n{"text": "Beta"}\n', "JSON lines"),
        ("a.csv", "https://e.com/a\nhttps://e.com/b\n", "addresses"),
        ("a.txt", '"https://e.com/a", https://e.com/b;\n\nhttp://e.com/c', "addresses"),
        ("a.csv", "title,text\nAlpha builds,Alpha will invest.\n", "a table"),
        ("a.pdf", "%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\n", "a PDF"),
        ("a.txt", "%PDF-1.4\n1 0 obj\n", "a PDF"),
        ("a.rtf", "{\\rtf1 Alpha will invest.}", "RTF"),
    ],
)
def test_what_is_no_text_of_an_article_is_refused_in_words(
    tmp_path: Path, name: str, text: str, told: str
) -> None:
    (tmp_path / name).write_text(text)
    assert told in fault(tmp_path / name)


@pytest.mark.parametrize(
    "text",
    ["[2024]\nAlpha invests.", "{Ghent} Alpha invests.", "https://e.com/a\nAlpha invests.", "[Update] A."],
)
def test_a_text_may_begin_as_it_likes(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.txt").write_text(text)
    assert one(tmp_path / "a.txt").article.text == text


def test_an_id_that_two_lines_have_is_told(tmp_path: Path) -> None:
    lines = [{"id": "x", "text": BODY}, {"id": "y", "text": BODY}, {"id": "x", "text": BODY + BODY}]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, lines)))
    assert "line 3: has the id 'x' of line 1" in str(read(tmp_path / "a.jsonl")[2])
    by_address = [{**line, "id": "x", "url": f"https://e.com/{n}"} for n, line in enumerate(lines)]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, by_address)))
    assert all(isinstance(item, Loaded) for item in read(tmp_path / "a.jsonl"))
