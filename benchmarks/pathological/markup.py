"""Pathological HTML and whole pages."""

# ruff: noqa: E501 -- documents are as long as they are
from __future__ import annotations

from collections.abc import Callable

from benchmarks.pathological.made import ARABIC, SAID, Made, P, numbered, of, times

_PAGE = "<!doctype html><html><head><title>A headline of a page</title>"
_END = (
    "</head><body><article><h1>A headline of a page</h1>"
    + P.format(1) * 6
    + "</article></body></html>"
)


def html() -> dict[str, Callable[[int], Made]]:
    units = {
        "distinct paragraphs": P,
        "long distinct paragraphs": "<p>" + (SAID * 12) + "</p>",
        "long Arabic paragraphs": "<p>" + (ARABIC * 12) + "</p>",
        "divs full of classes": '<div class="'
        + "a{0} b{0} c-{0}__x " * 8
        + '">Text {0} of it. </div>',
        "spans full of classes": '<span class="x y-{0} z" style="color:red">word{0} </span>',
        "links": '<a href="https://example.org/{0}">link {0}</a> ',
        "pictures": '<img src="https://example.org/{0}.jpg" alt="picture {0}">',
        "figures": '<figure><img src="https://example.org/{0}.jpg"><figcaption>No {0}</figcaption></figure>',
        "table rows": "<tr><td>{0}</td><td>x{0}</td></tr>",
        "list items": "<li>item {0} of it</li>",
        "line breaks": "line {0}<br><br>",
        "entities": "&#x{0};&amp;&eacute;",
        "headings": "<h2>Heading {0}</h2><p>x{0}</p>",
        "embeds": '<iframe src="https://www.youtube.com/embed/abcdefghijk?x={0}"></iframe>',
        "languages": '<p lang="fr" dir="ltr">Il est {0} heures et le ministre est arrivé ici.</p>',
        "foreign paragraphs": "<p>Le ministre numéro {0} est arrivé hier soir à Paris avec elle.</p><p>"
        + ARABIC
        + "</p>",
    }
    found = {f"html {name}": of(unit, "html") for name, unit in units.items()}
    return {
        **found,
        "html one paragraph": lambda n: numbered(SAID, n, "html", "<p>", "</p>"),
        "html one Arabic paragraph": lambda n: numbered(ARABIC, n, "html", "<p>", "</p>"),
        "html one word": lambda n: times("a", n, "html", "<p>", "</p>"),
        "html of <": lambda n: times("<", n, "html"),
        "html of < and blanks": lambda n: times("< ", n, "html"),
        "html a giant class": lambda n: numbered("c{} ", n, "html", '<p class="', '">A text.</p>'),
        "html a giant link": lambda n: times(
            "a", n, "html", '<p><a href="https://x.example/', '">A text.</a></p>'
        ),
        "html a giant picture": lambda n: times(
            "A", n, "html", '<p>A text.<img src="data:image/png;base64,', '"></p>'
        ),
        "html a giant alt": lambda n: times(
            "a b ", n, "html", '<p>A text.<img src="https://x.example/1.png" alt="', '"></p>'
        ),
        "html deep divs": lambda n: times("<div>", n, "html"),
        "html closing tags": lambda n: times("</div>", n, "html"),
        "html misnested": lambda n: times("<b><p></b>", n, "html", "", "A text."),
        "html unclosed comments": lambda n: times("<!-- <p>", n, "html", "A text."),
        "html breaks alone": lambda n: times("<br>", n, "html", "A text.", "The end."),
        "html blanks": lambda n: times(" ", n, "html", "<p>A text.", "The end.</p>"),
        "html no-break spaces": lambda n: times("\u00a0", n, "html", "<p>A text.", "The end.</p>"),
    }


def pages() -> dict[str, Callable[[int], Made]]:
    head, body = _PAGE + "</head><body><article>", "</article></body></html>"
    inside = {
        "distinct paragraphs": P,
        "long distinct paragraphs": "<p>" + (SAID * 12) + "</p>",
        "long Arabic paragraphs": "<p>" + (ARABIC * 12) + "</p>",
        "divs full of classes": '<div class="'
        + "a{0} b{0} c-{0}__x " * 8
        + '">Text {0} of it. </div>',
        "links in lists": '<li><a href="/{0}">A headline {0} of today</a></li>',
        "spans": "<span>word{0}</span> ",
        "table rows": "<tr><td>{0}</td><td>x{0}</td></tr>",
        "scripts": '<script>var x{0} = "</p>";</script>',
        "styles": "<style>.a{0} {{ color: red }}</style>",
        "times": '<time datetime="2026-01-01T10:{0}">{0} minutes ago</time>',
        "bylines": '<span class="author byline">By Jane Smith{0}</span>',
        "figures": '<figure><img src="https://example.org/{0}.jpg"><figcaption>No {0}</figcaption></figure>',
        "breaks": "Line {0} of the talks.<br><br>",
        "bare text": "Line {0} of the talks that were held there. ",
    }
    heads = {
        "meta": '<meta name="x{0}" content="y{0}">',
        "authors in meta": '<meta name="author" content="Jane Smith{0}">',
        "dates in meta": '<meta property="article:published_time" content="2026-01-0{0}">',
        "links in head": '<link rel="alternate" hreflang="fr" href="https://example.org/{0}">',
        "JSON-LD pieces": '<script type="application/ld+json">{{"@type": "Person", "name": "P{0}"}}</script>',
        "titles": "<title>Another title {0}</title>",
    }
    return {
        **{f"page {name}": _page(unit, head, body) for name, unit in inside.items()},
        **{f"page {name}": _page(unit, _PAGE, _END) for name, unit in heads.items()},
        "page one paragraph": lambda n: numbered(SAID, n, "page", head + "<p>", "</p>" + body),
        "page one Arabic paragraph": lambda n: numbered(
            ARABIC, n, "page", head + "<p>", "</p>" + body
        ),
        "page of <": lambda n: times("<", n, "page", head + P.format(1) * 5, body),
        "page of < detected": lambda n: times("<", n, None, head + P.format(1) * 5, body),
        "page a giant class": lambda n: numbered(
            "c{} ", n, "page", head + '<p class="', f'">A text.</p>{P.format(1) * 5}' + body
        ),
        "page a giant word of class": lambda n: times(
            "c-", n, "page", head + '<p class="', f'">A text.</p>{P.format(1) * 5}' + body
        ),
        "page a giant id": lambda n: times(
            "ad", n, "page", head + '<div id="', f'"><p>A text.</p>{P.format(1) * 5}</div>' + body
        ),
        "page a giant style": lambda n: times(
            "color:red;", n, "page", head + '<p style="', f'">A text.</p>{P.format(1) * 5}' + body
        ),
        "page a giant title": lambda n: numbered(
            "word{} ", n, "page", "<!doctype html><title>", "</title>" + _END
        ),
        "page a giant heading": lambda n: numbered(
            "word{} ", n, "page", head + "<h1>", "</h1>" + P.format(1) * 5 + body
        ),
        "page a giant description": lambda n: numbered(
            "word{} ", n, "page", _PAGE + '<meta name="description" content="', '">' + _END
        ),
        "page a giant byline": lambda n: numbered(
            "Jane Smith{} and ",
            n,
            "page",
            head + '<p class="byline">By ',
            "</p>" + P.format(1) * 5 + body,
        ),
        "page a giant date": lambda n: times(
            "1 January 2026 ", n, "page", head + "<time>", "</time>" + P.format(1) * 5 + body
        ),
        "page deep JSON-LD": lambda n: times(
            '{"a":', n, "page", _PAGE + '<script type="application/ld+json">', "</script>" + _END
        ),
        "page a graph in JSON-LD": _linked(
            '{{"@type":"Person","@id":"#{}"}},', '{"@graph":[', '{"@type":"NewsArticle"}]}'
        ),
        "page authors in JSON-LD": _linked(
            '{{"@type":"Person","name":"Jane Smith{}"}},',
            '{"@type":"NewsArticle","author":[',
            '"x"]}',
        ),
        "page a body in JSON-LD": _linked(SAID, '{"@type":"NewsArticle","articleBody":"', '"}'),
        "page comments first": lambda n: times("<!-- x -->", n, None, "", _PAGE + _END),
        "page one comment": lambda n: times("- ", n, None, "<!--", "-->" + _PAGE + _END),
        "page deep": lambda n: times("<div>", n, "page", head, "A text." + body),
        "page misnested": lambda n: times("<b><p>", n, "page", head, "A text." + body),
        "page blanks": lambda n: times(
            " ", n, "page", head + "<p>A text.", "</p>" + P.format(1) * 5 + body
        ),
    }


def _linked(unit: str, before: str, after: str) -> Callable[[int], Made]:
    head, tail = _PAGE + '<script type="application/ld+json">' + before, after + "</script>" + _END
    return _page(unit, head, tail)


def _page(unit: str, head: str, tail: str) -> Callable[[int], Made]:
    return lambda n: numbered(unit, n, "page", head, tail)
