"""A small publication in Arabic, English and Persian, made up for tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from matbaa.pages import ArticleView, Entry, Page, Press
from matbaa.pages.translations import direction_of
from matbaa.settings import Site
from matbaa.slugs import slugify
from matbaa.story import Story
from matbaa.submission import Author, Image

TEMPLATES = Path(__file__).parents[2] / "templates"
SITE = Site(
    name="مطبعة",
    tagline="أخبار اليوم",
    base_url="https://news.example",
    timezone="Asia/Baghdad",
    sections=("سياسة", "رياضة"),
)
NOON = datetime(2025, 4, 10, 12, tzinfo=SITE.zone)
PARAGRAPHS = {
    "ar": (
        "شهدت المدينة يوم الخميس افتتاح مكتبة عامة على ضفة النهر، بحضور عدد كبير من السكان.",
        "وقالت مديرة المكتبة إن القاعات ستبقى مفتوحة حتى منتصف الليل، وإن الدخول إليها مجاني.",
    ),
    "en": (
        "A new public library opened on the river bank on Thursday, before a large crowd.",
        "Its director said that the reading rooms would stay open until midnight.",
    ),
    "fa": ("کتابخانهٔ تازه‌ای روز پنجشنبه در کنار رودخانه گشوده شد و مردم به آنجا رفتند.",),
}
TITLES = {
    "ar": "افتتاح مكتبة عامة على ضفة النهر",
    "en": "Library opens on the river bank",
    "fa": "گشایش کتابخانه در کنار رودخانه",
}
PICTURE = Image(
    url="https://media.example/library.jpg",
    alt="واجهة المكتبة",
    caption="المكتبة عند الغروب",
    credit="رويترز",
    width=1200,
    height=800,
)


@cache
def press(site: Site = SITE) -> Press:
    """The renderer of a site, with templates that are compiled once for all tests."""
    return Press(site, TEMPLATES)


def view(
    language: str = "ar", *, number: int = 1, site: Site = SITE, **changes: Any
) -> ArticleView:
    """An article to render; `changes` go to its story, and to the same fields of its entry."""
    paragraphs = PARAGRAPHS[language]
    published = NOON + timedelta(hours=number)
    title = changes.get("title") or f"{TITLES[language]} {number}"
    story = Story(
        format="text",
        language=language,
        direction=direction_of(language),
        title=title,
        published=published,
        updated=published + timedelta(minutes=9),
        section="سياسة",
        tags=("مكتبات",),
        authors=(Author(name="ليلى حدّاد"),),
        html="".join(f"<p>{paragraph}</p>" for paragraph in paragraphs),
        text="\n\n".join(paragraphs),
    )
    story = replace(story, **changes)
    return ArticleView(
        entry=entry(story, number, site),
        story=story,
        summary=[paragraphs[0]],
        keywords=["مكتبة"],
        word_count=30,
        reading_minutes=1,
    )


def entry(story: Story, number: int, site: Site = SITE) -> Entry:
    """A story's entry in listings."""
    published = story.published or NOON
    path = press(site).article_path(
        published=published, slug=slugify(story.title), article_id=f"article-{number}"
    )
    return Entry(
        id=f"article-{number}",
        revision=1,
        path=path,
        title=story.title,
        description=story.text.split("\n")[0],
        language=story.language,
        direction=story.direction,
        published=published,
        updated=story.updated or published,
        authors=tuple(author.name for author in story.authors),
        section=story.section,
        tags=story.tags,
        image=story.images[0] if story.images else None,
        reading_minutes=1,
    )


def entries(count: int, **changes: Any) -> list[Entry]:
    """`count` articles, newest first."""
    return [view(number=number, **changes).entry for number in range(count, 0, -1)]


def read(page: Page) -> LexborHTMLParser:
    return LexborHTMLParser(page.body)


def article(language: str = "ar", **changes: Any) -> LexborHTMLParser:
    return read(press().article(view(language, **changes))[0])


def shown(made: ArticleView) -> LexborHTMLParser:
    return read(press().article(made)[0])


def texts(document: LexborHTMLParser, selector: str) -> list[str]:
    return [" ".join(node.text().split()) for node in document.css(selector)]


def values(document: LexborHTMLParser, selector: str, name: str) -> list[str | None]:
    return [node.attributes.get(name) for node in document.css(selector)]
