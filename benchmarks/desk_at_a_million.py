"""How long the desk takes for its pages with a million articles.

python benchmarks/desk_at_a_million.py postgresql://... [ARTICLES]

Fills an empty database with rows as the press writes them, made by SQL, then asks for each page
as a browser does and prints median and worst times in milliseconds. The database is left filled.
"""

from __future__ import annotations

import os
import statistics
import sys
import time

from sqlalchemy import Engine, text

_TOKEN = "a-token-of-the-benchmark"  # noqa: S105 -- for this process alone
_ROUNDS = 15
#: The commonest words of its headlines stand in one of forty, the rarest in one of 5,000.
_STORY = (
    '{"format":"json","language":"ar","direction":"rtl","title":"خبر رقم ","html":"<p>نص</p>",'
    '"text":"نص الخبر"}'
)
#: Of the rows `first` to `last` of `most`, so that no transaction is large.
_FILL = [
    """INSERT INTO articles (id, site, head_rev, published_rev, live, created_at, title, path,
         language, section, dated_at, entry)
       SELECT 'a-' || n, 'main', 1, CASE WHEN n % 500 = 0 THEN 0 ELSE 1 END, n % 500 <> 0,
         now() - (:most - n) * interval '20 seconds',
         'خبر' || n % 40 || ' خبر' || n * 7 % 300 || ' خبر' || n * 13 % 5000,
         '2025/01/01/news-' || n || '/', CASE WHEN n % 3 = 0 THEN 'en' ELSE 'ar' END,
         'قسم ' || n % 12, now() - (:most - n) * interval '20 seconds', NULL
       FROM generate_series(CAST(:first AS int), CAST(:last AS int)) AS n""",
    """INSERT INTO revisions (article_id, rev, state, lane, attempts, receipt, source, submission,
         content_hash, story, created_at, state_at, ingested_at, summarized_at, rendered_at,
         published_at)
       SELECT 'a-' || n, 1,
         CASE WHEN n % 500 = 0 THEN 'dead' WHEN n > :most - :most / 100 AND n % 2 = 1
           THEN 'accepted' ELSE 'published' END,
         CASE WHEN n % 4 = 1 THEN 'bulk' ELSE 'news' END, 0, 'k-' || n, 'source ' || n % 40,
         :story, md5(n::text), :story, at, at + interval '2 s', at + interval '0.5 s',
         at + interval '0.7 s', at + interval '0.9 s', at + interval '2 s'
       FROM (SELECT n, now() - (:most - n) * interval '20 seconds' AS at
             FROM generate_series(CAST(:first AS int), CAST(:last AS int)) AS n) AS rows""",
    """INSERT INTO headline_words (word, dated_at, article_id)
       SELECT DISTINCT word, now() - (:most - n) * interval '20 seconds', 'a-' || n
       FROM generate_series(CAST(:first AS int), CAST(:last AS int)) AS n,
         unnest(ARRAY['خبر' || n % 40, 'خبر' || n * 7 % 300, 'خبر' || n * 13 % 5000]) AS word""",
    """INSERT INTO dead_letters (at, status, stage, signature, reason, attempts, article_id, rev)
       SELECT now() - n * interval '1 second', CASE WHEN n % 4 = 0 THEN 'open' ELSE 'replayed' END,
         'render', 'render: cause ' || n / 50 % 7, 'a cause', 1, 'a-' || n, 1
       FROM generate_series(CAST(:first AS int), CAST(:last AS int)) AS n WHERE n % 50 = 0""",
    """INSERT INTO events (at, article_id, rev, who, what, why)
       SELECT now() - (:most - n) * interval '20 seconds', 'a-' || n, 1,
         CASE WHEN n % 1000 = 0 THEN 'Mona' ELSE 'Editor ' || n % 7 END,
         CASE WHEN n % 3000 = 0 THEN 'kill' ELSE 'correct' END, 'a reason'
       FROM generate_series(CAST(:first AS int), CAST(:last AS int)) AS n WHERE n % 10 = 0""",
    """INSERT INTO pages (site, path, kind, article_id, rev, content_type, sha256, size, status,
         uploaded_sha256, uploaded_at)
       SELECT 'main', '2025/01/01/news-' || n || '/index.html', 'article', 'a-' || n, 1,
         'text/html', md5(n::text), 20000, 200, md5(n::text), now()
       FROM generate_series(CAST(:first AS int), CAST(:last AS int)) AS n""",
]
_AT_ONCE = 100_000
#: What is asked for: every kind of list, and each of its filters.
PAGES = [
    "/",
    "/articles",
    "/articles?state=accepted",
    "/articles?state=published",
    "/articles?state=dead",
    "/articles?state=superseded",
    "/articles?state=live",
    "/articles?state=withdrawn",
    "/articles?section=قسم 3",
    "/articles?language=en",
    "/articles?source=source 7",
    "/articles?since=2026-08-01&until=2026-08-01",
    "/articles?until=2026-08-01",
    "/articles?section=قسم 3&source=source 7",
    "/articles?section=قسم 3&state=dead",
    "/articles?section=nowhere&language=en",
    "/articles?state=published&source=source 7",
    "/articles?state=published&until=2026-08-01",
    "/articles?source=source 7&until=2026-08-01",
    "/articles?section=قسم 3&until=2026-08-01",
    "/articles?state=dead&until=2026-08-01",
    "/articles?state=published&since=2999-01-01",
    "/articles?language=ar&since=2999-01-01",
    "/articles?section=nowhere&until=2026-08-01",
    "/articles?source=nobody&state=live",
    "/articles?q=خبر7",
    "/articles?q=خبر39 خبر273",
    "/articles?q=خبر39 خبر27",
    "/articles?q=الخَبَر4999",
    "/articles?q=خبر",
    "/articles?q=خبر7&section=قسم 3",
    "/articles?q=خبر7&source=nobody",
    "/articles?q=a-50000",
    "/articles/a-500001",
    "/articles/a-500001?rev=1&against=1",
    "/edit/a-500001",
    "/letters",
    "/letters?stage=render&signature=render: cause 3",
    "/letters?stage=render&signature=nothing&status=replayed",
    "/letters?status=discarded",
    "/letters/1",
    "/log",
    "/log?who=Mona",
    "/log?who=nobody",
    "/log?what=kill",
    "/log?who=Mona&what=correct",
    "/machinery",
    "/submit",
    "/v1/articles/a-500001",
    "/openapi.json",
    "/livez",
    "/metrics",
]


def main() -> None:
    """Fill if need be, then measure."""
    url, most = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
    os.environ |= {
        "MATBAA_DATABASE_URL": url,
        "MATBAA_DESK_TOKEN": _TOKEN,
        "MATBAA_REDIS_URL": "redis://127.0.0.1:1/0",
        "MATBAA_STORAGE_URL": "memory:",
        "MATBAA_DESK_REQUESTS_PER_MINUTE": "0",
    }
    from models.migrate import migrate
    from models.session import get_engine

    migrate()
    fill(get_engine(), most)
    _measure()


def fill(engine: Engine, most: int) -> None:
    """Fill an empty database with `most` articles and all that belongs to them."""
    with engine.connect() as connection:
        if connection.scalar(text("SELECT id FROM articles LIMIT 1")):
            return
    for statement in _FILL:
        began = time.monotonic()
        for first in range(1, most + 1, _AT_ONCE):
            _insert(engine, statement, first=first, most=most)
        table = statement.split()[2]
        print(f"filled {table} in {time.monotonic() - began:.0f} s", file=sys.stderr)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE"))


def _insert(engine: Engine, statement: str, *, first: int, most: int) -> None:
    last = min(most, first + _AT_ONCE - 1)
    wanted = {"first": first, "last": last, "most": most, "story": _STORY}
    used = {name: value for name, value in wanted.items() if f":{name}" in statement}
    with engine.begin() as connection:
        connection.execute(text(statement.replace("::text", "\\:\\:text")), used)


def _measure() -> None:
    from fastapi.testclient import TestClient

    from desk.application import create_app

    client = TestClient(create_app(), base_url="http://127.0.0.1")
    client.post("/sign-in", data={"password": _TOKEN, "next": "/problems"})
    print(f"{'page':<52}{'least':>8}{'median':>8}{'worst':>8}", flush=True)
    for path in PAGES:
        times = []
        for _round in range(_ROUNDS):
            began = time.perf_counter()
            answer = client.get(path, headers={"Accept": "text/html"})
            times.append((time.perf_counter() - began) * 1_000)
            answer.raise_for_status()
        figures = (min(times), statistics.median(times), max(times))
        print(f"{path:<52}" + "".join(f"{each:>8.0f}" for each in figures), flush=True)


if __name__ == "__main__":
    main()
