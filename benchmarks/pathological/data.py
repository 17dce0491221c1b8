"""Pathological bytes, of any charset or none, and JSON."""

# ruff: noqa: E501 -- documents are as long as they are
from __future__ import annotations

import gzip
import json
from collections.abc import Callable

from benchmarks.pathological.made import SAID, Made, numbered, times


def raw() -> dict[str, Callable[[int], Made]]:
    arabic = "قال الوزير إن الموازنة هذا العام كبيرة. "
    russian = "Министр сказал, что бюджет этого года большой. "
    noise = bytes(range(0x80, 0x100))
    return {
        "bytes gzip": lambda n: Made(gzip.compress(b"a" * n * 50)),
        "bytes gzip after text": lambda n: Made(b"A text.\n" + gzip.compress(noise * (n // 128))),
        "bytes zeroes": lambda n: Made(bytes(n)),
        "bytes high": lambda n: Made(noise * (n // len(noise))),
        "bytes one high": lambda n: Made(b"\xe9" * n),
        "bytes broken utf-8": lambda n: Made((arabic * (n // 70)).encode() + b"\xff"),
        "bytes cp1256": lambda n: Made(arabic.encode("cp1256") * (n // len(arabic))),
        "bytes koi8": lambda n: Made(russian.encode("koi8-r") * (n // len(russian))),
        "bytes gb18030": lambda n: Made("北京的经济增长超过了预期。".encode("gb18030") * (n // 26)),
        "bytes shift_jis": lambda n: Made("首相は経済について語った。".encode("cp932") * (n // 26)),
        "bytes mojibake": lambda n: Made((arabic * (n // 130)).encode().decode("latin-1").encode()),
        "bytes utf-16": lambda n: Made((arabic * (n // 80)).encode("utf-16")),
        "bytes utf-32": lambda n: Made((arabic * (n // 160)).encode("utf-32")),
        "bytes declared": lambda n: Made(
            b'<?xml version="1.0" encoding="gb2312"?><rss>' + noise * (n // 128)
        ),
        "bytes declarations": lambda n: Made(b"<?xml " * (n // 6)),
        "bytes of meta": lambda n: Made(b"<meta " * (n // 6)),
        "bytes utf-7": lambda n: Made(
            b'<?xml version="1.0" encoding="utf-7"?><rss>' + b"+AGE-" * (n // 5)
        ),
        "bytes 1b": lambda n: Made(
            b'<?xml version="1.0" encoding="iso-2022-jp"?><rss>' + b"\x1b$B" * (n // 3)
        ),
        "bytes headers of a mail": lambda n: Made(
            b"From: a@example.org\nSubject: a\nDate: x\n\n" + noise * (n // 128)
        ),
        "bytes wire": lambda n: Made(b"\x01zczc\x02" + b"\r\n\x1f" * (n // 3)),
    }


def json_() -> dict[str, Callable[[int], Made]]:
    body = '"title": "A headline of it", "body": "A text of it. It goes on."'
    ninjs = '"uri": "urn:x", "type": "text", "version": "1", "headline": "A headline", "body_html": "<p>A text.</p>"'
    feed = '{"version": "https://jsonfeed.org/version/1.1", "title": "t", "items": ['
    lists = {
        "tags": '"t{0}",',
        "authors": '{{"name": "Jane Smith{0}"}},',
        "images": '{{"url": "https://example.org/{0}.jpg", "alt": "picture {0}"}},',
        "summary": '"Sentence {0} of it.",',
        "also_on": '"site{0}",',
    }
    return {
        "json deep lists": lambda n: times("[", n),
        "json deep objects": lambda n: times('{"a":', n),
        "json brackets in a string": lambda n: times(
            "[", n, None, '{"title": "a", "body": "', '"}'
        ),
        "json backslashes": lambda n: times("\\\\", n, None, '{"title": "a", "body": "', '"}'),
        "json escapes": lambda n: times("\\u0642", n, None, '{"title": "a", "body": "', '"}'),
        "json surrogates": lambda n: times("\\ud83d", n, None, '{"title": "a", "body": "', '"}'),
        "json a giant number": lambda n: times(
            "9", n, None, '{"title": "a", "body": "A text.", "comments": ', "}"
        ),
        "json a giant revision": lambda n: times(
            "9", n, None, '{"title": "a", "body": "A text.", "revision": "', '"}'
        ),
        "json a giant fraction": lambda n: times(
            "9", n, None, '{"title": "a", "body": "A text.", "comments": 0.', "}"
        ),
        "json many numbers": lambda n: times(
            "1e99,", n, None, '{"title": "a", "body": "A text.", "tags": [', "1]}"
        ),
        "json many keys": lambda n: numbered('"k{0}": 1, ', n, None, "{", body + "}"),
        "json one key many times": lambda n: times('"title": "a", ', n, None, "{", body + "}"),
        "json a long key": lambda n: times("k", n, None, '{"', f'": 1, {body}' + "}"),
        **{f"json {name}": _list(name, unit, body) for name, unit in lists.items()},
        "json translations": lambda n: numbered(
            '"fr-{0}": "https://example.org/{0}",',
            n,
            None,
            '{"translations": {',
            '"de": "https://example.org/"}, ' + body + "}",
        ),
        "json a giant date": lambda n: times(
            "1 January 2026 ", n, None, '{"published": "', '", ' + body + "}"
        ),
        "json a date of blanks": lambda n: times(
            " ", n, None, '{"published": "1', '", ' + body + "}"
        ),
        "json a giant slug": lambda n: times("ا-", n, None, '{"slug": "', '", ' + body + "}"),
        "json a giant title": lambda n: numbered(
            "word{0} ", n, None, '{"body": "A text.", "title": "', '"}'
        ),
        "json a giant language": lambda n: times(
            "a-", n, None, '{"language": "', '", ' + body + "}"
        ),
        "json a giant address": lambda n: times(
            "a/", n, None, '{"canonical_url": "https://x.example/', '", ' + body + "}"
        ),
        "json a giant description": lambda n: numbered(
            "word{0} ", n, None, '{"description": "', '", ' + body + "}"
        ),
        "json ninjs associations": lambda n: numbered(
            '"a{0}": {{"uri": "u", "type": "picture"}},',
            n,
            None,
            "{" + ninjs + ', "associations": {',
            '"z": {"uri": "u"}}}',
        ),
        "json ninjs subjects": lambda n: numbered(
            '{{"code": "c{0}", "name": "n{0}"}},', n, None, "{" + ninjs + ', "subject": [', "{}]}"
        ),
        "json ninjs keywords": lambda n: numbered(
            '"k{0}",', n, None, "{" + ninjs + ', "keywords": [', '"z"]}'
        ),
        "json ninjs people": lambda n: numbered(
            '{{"name": "P{0}", "rel": "author"}},',
            n,
            None,
            "{" + ninjs + ', "person": [',
            '{"name": "z"}]}',
        ),
        "json feed items": lambda n: numbered(
            '{{"id": "{0}", "title": "H{0}", "content_text": "The talks of day {0}."}},',
            n,
            None,
            feed,
            '{"id": "z", "content_text": "A text."}]}',
        ),
        "json feed authors": lambda n: numbered(
            '{{"name": "Jane{0}"}},',
            n,
            None,
            feed + '{"id": "z", "title": "H", "content_text": "A text.", "authors": [',
            '{"name": "z"}]}]}',
        ),
        "json cloudevents": lambda n: times(
            '{"specversion": "1.0", "type": "x", "source": "y", "id": "1", "data": ', n
        ),
        "json ghost posts": lambda n: numbered(
            '{{"id": "{0}", "title": "H{0}", "html": "<p>The talks of day {0}.</p>", "status": "published"}},',
            n,
            None,
            '{"db": [{"meta": {"version": "5"}, "data": {"posts": [',
            '{"id": "z", "title": "Z", "html": "<p>A text.</p>", "status": "published"}]}}]}',
        ),
        "json ghost tags": lambda n: numbered(
            '{{"post_id": "z", "tag_id": "{0}"}},',
            n,
            None,
            '{"db": [{"meta": {"version": "5"}, "data": {"tags": [{"id": "1", "name": "t"}], "posts_tags": [',
            '{}], "posts": [{"id": "z", "title": "Z", "html": "<p>A text.</p>", "status": "published"}]}}]}',
        ),
        "json wordpress posts": lambda n: numbered(
            '{{"id": {0}, "slug": "s{0}", "title": {{"rendered": "H{0}"}}, "content": {{"rendered": "<p>Talks of day {0}.</p>"}}}},',
            n,
            None,
            "[",
            '{"id": 1, "slug": "z", "title": {"rendered": "Z"}, "content": {"rendered": "<p>A text.</p>"}}]',
        ),
        "json envelope text": lambda n: Made(
            json.dumps({"content": (SAID.format(1) * n)[:n], "format": "text"})
        ),
    }


def _list(name: str, unit: str, body: str) -> Callable[[int], Made]:
    last = {"authors": '{"name": "z"}', "images": '{"url": "https://example.org/z.jpg"}'}.get(
        name, '"z"'
    )
    return lambda n: numbered(unit, n, None, f'{{"{name}": [', f"{last}], {body}}}")
