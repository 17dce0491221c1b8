"""Who wrote a page's article: JSON-LD, meta elements, microdata and the visible byline together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from matbaa.formats.page_body import key
from matbaa.formats.page_markup import HtmlElement, Page, text_of
from matbaa.language.normalize import fold

_META = (
    "author", "byl", "article:author", "article:author_name", "parsely-author", "sailthru.author",
    "cxenseparse:author", "dc.creator", "dcterms.creator", "dc.contributor", "authors",
    "citation_author", "article.author", "rnews:author", "og:author", "og:article:author",
    "bt:author", "dc:creator", "creator", "articleauthor", "article_author", "byline",
    "news_authors", "content_author", "shareaholic:article_author_name",
)  # fmt: skip
_BY = re.compile(
    r"^\W*(?:(?:written|posted|story|words|text|reported|reviewed|edited|article|published|"
    r"contributed|updated) by|author\(?s?\)?:?|by|von|par|por|di|de la|door|av|af|od|"
    r"autor(?:in|es|a)?:?|auteur:?|text:|texte:|tekst:|from|بقلم|كتبه?|كتبت|إعداد|تحرير|الكاتب|"
    r"автор:?|yazan:?|oleh|penulis:?|文|記者|記事|文責|著者|作者|執筆|撰文|"
    r"ein (?:artikel|beitrag|kommentar) von|"
    r"eine analyse von|une? \w+ de)\b[\s:：]*",
    re.I,
)
_WRITTEN = re.compile(r"(?:[Ww]ritten|[Ss]tory|[Rr]eported|[Pp]osted|[Ww]ords) by |By [A-Z]")
_AND = re.compile(
    r"\s*(?:[;|&/•·]|\s(?:and|und|et|y|e|en|og|och|i|и|with|mit|avec|con)\s|\sو(?=\S)|"
    r",\s+(?:and\s+)?|،)\s*"
)
_FIRST_AND = re.compile(r"^\W*(?:and|und|et|y|e|en|og|och|i|и)\s+", re.I)
#: What ends a name: a post, an address, a date, a reading time.
_AFTER = re.compile(
    r"\s*(?:\s[|–—-]\s|\(|@|\d|https?:|\b(?:is an?|is the|updated|published|posted|on (?:mon|tue|"
    r"wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|for (?:the|cnn|usa)|"
    r"staff writer|senior|contributing|correspondent|editor\b|reporter|min read|in\b)).*$",
    re.I | re.S,
)
_CLASS = re.compile(
    r"author|byline|by-line|autor|auteur|writer|username|contributor|vcard|redactor|columnist|"
    r"journalist|signature|posted-by|postedby",
    re.I,
)
_INLINE = (
    "a",
    "span",
    "div",
    "p",
    "address",
    "li",
    "em",
    "strong",
    "cite",
    "b",
    "h3",
    "h4",
    "font",
)
_DENSE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
#: Characters of a byline, and bylines, that are looked at.
_BYLINE, _NAMED = 500, 50
_HANDLES = {"author", "fn", "username", "byline-author", "author-name", "entry-author-name"}
_SLUG = re.compile(r"[a-z]{2,}(?:-[a-z]{1,}){1,3}")
_JOINS = re.compile(r"\W*(?:and|und|et|y|e|en|og|och|i|и|with|by|von|par|por|و)?\W*", re.I)
#: What stands in a dateline beside names, and looks like one.
_CALENDAR = frozenset(
    [
        *("january", "february", "march", "april", "may", "june", "july", "august", "september"),
        *("october", "november", "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug"),
        *("sep", "sept", "oct", "nov", "dec", "monday", "tuesday", "wednesday", "thursday"),
        *("friday", "saturday", "sunday", "phd", "md"),
    ]
)
#: Not the article's: comments, boxes about authors of other articles.
_ELSEWHERE = re.compile(
    r"(?:^|[\s_-])(?:comments?|commentlist|related|sidebar|recommend\w*|popular|latest|teasers?|promo|"
    r"most-read|newsletter|trending)(?:[\s_-]|$)",
    re.I,
)
_NO_NAME = re.compile(
    r"[:{}<>=]|https?:|www\.|\.(?:com|de|org|net)\b|^\W*$|^(?:admin|administrator|authors?|"
    r"editor|staff|redaktion|none|null|unknown|anonymous|no author|by|guest|user|super user|"
    r"webmaster|editorial|more|follow|share|view all posts|about the author|read more|website|"
    r"著者|作者|執筆|記者|blog|contributor|see all|updated|published)$",
    re.I,
)


def authors_of(page: Page) -> list[str]:
    """Names in the order of the byline; empty where nobody is named.

    Persons that the markup states, else those of the visible byline, else whatever is stated:
    a handle, the publication itself.
    """
    poor: list[str] = []
    for texts in (page.linked.authors(), [*_stated(page)], [*_marked(page)]):
        names = _names(texts, page)
        persons = [name for name in names if _is_full(name) and not _is_site(name, page)]
        if any(" " in name or not name.isascii() for name in persons):
            return persons
        if persons and len(names) > len(persons):
            return names  # the publication and an agency
        poor = poor or names
    return _visible(page) or poor or _handle(page)


def _stated(page: Page) -> Iterator[str]:
    for name in _META:
        yield from page.meta.get(name, ())
        if any(_is_name(text, page) for text in page.meta.get(name, ())):
            return
    if (page.first_meta("twitter:label1") or "").lower() in {"written by", "by", "author"}:
        yield from page.meta.get("twitter:data1", ())


def _marked(page: Page) -> Iterator[str]:
    """Microdata and `rel=author`, in the article rather than in what surrounds it."""
    for element in page.tree.iterfind(".//*[@itemprop]"):
        if "author" in (element.get("itemprop") or "").lower().split() and not _elsewhere(
            element, page
        ):
            named = next((each for each in element.iter() if each.get("itemprop") == "name"), None)
            yield text_of(element if named is None else named) or element.get("content") or ""
    for element in page.tree.iter("a"):
        if "author" in (element.get("rel") or "").lower().split() and not _elsewhere(element, page):
            yield text_of(element)


def _visible(page: Page) -> list[str]:
    """The first that looks like a byline: by its class, or by the word "by" near the headline."""
    for element in page.tree.iter(*_INLINE):
        label = f"{element.get('class') or ''} {element.get('id') or ''}"
        if _CLASS.search(label) and not _elsewhere(element, page):
            names = _of_pieces(element, page)
            if names:
                return names
    for start in [heading for heading, _ in page.headings[:1]] or page.tree.iterfind("head"):
        for _, text in page.near(start):
            if len(text) <= 90 and _BY.match(text) and (names := _persons([text], page)):
                return names
    for element in page.tree.iter("p", "span", "h3", "h4", "div"):
        text = " ".join((element.text or "").split())
        if len(text) <= 60 and _WRITTEN.match(text) and (names := _persons([text], page)):
            return names
    return []


def _handle(page: Page) -> list[str]:
    """A user's name in an element that is plainly the author's."""
    for element in page.tree.iter("a", "span"):
        classes = (element.get("class") or "").lower().split()
        if _HANDLES.intersection(classes) and not _elsewhere(element, page):
            names = _names([text_of(element)], page)
            if len(names) == 1 and " " not in names[0] and len(names[0]) <= 20:
                return names
    return []


def _of_pieces(element: HtmlElement, page: Page) -> list[str]:
    """Names among the pieces of text in a byline; a label may be a piece of its own."""
    pieces = [" ".join(piece.split()) for piece in element.itertext()]
    pieces = [piece for piece in pieces if piece]
    if sum(map(len, pieces)) > 200 or len(pieces) > 12:
        return []
    found: list[str] = []
    joined = True
    for piece in pieces:
        names = _persons([piece], page) if joined or _FIRST_AND.match(piece) else []
        if found and not names and not _JOINS.fullmatch(piece):
            break
        found.extend(name for name in names if name not in found)
        joined = not found or _JOINS.fullmatch(piece) is not None or piece.endswith((",", "&"))
    return found


def _persons(texts: Iterable[str], page: Page) -> list[str]:
    return [name for name in _names(texts, page) if _is_person(name)]


def _is_person(name: str) -> bool:
    """Two to four words that begin as names do, or a short name in a script without capitals."""
    words = name.split()
    if not name.isascii() and name.upper() == name.lower():
        return 2 <= len(name) <= (8 if _DENSE.search(name) else 30) and len(words) <= 4
    capital = sum(word[0].isupper() for word in words)
    return name[0].isupper() and 2 <= len(words) <= 5 and capital >= 2 and capital >= len(words) - 2


def _is_full(name: str) -> bool:
    """Not a user's handle: a name of two words, an agency's initials."""
    return " " in name or not name.isascii() or (name.isupper() and 2 <= len(name) <= 5)


def _is_site(name: str, page: Page) -> bool:
    """Whether it is the publication, or who owns it."""
    sites = {fold(page.site_name or ""), fold(page.linked.publisher() or "")}
    if fold(name) in sites | {site.split(".")[0] for site in sites}:
        return True
    return any(fold(name) in fold(owner) for owner in page.meta.get("copyright", ()))


def _elsewhere(element: HtmlElement, page: Page) -> bool:
    """Whether it stands in a part of the page that is not the article."""
    for each in (element, *element.iterancestors()):
        if each in page.around_headline:
            return False
        if each.tag in {"aside", "nav", "figure"} or _ELSEWHERE.search(each.get("class") or ""):
            return True
    return False


def _names(texts: Iterable[str], page: Page) -> list[str]:
    """Single names, cleaned, each once."""
    found: dict[str, str] = {}
    for text in islice((text[:_BYLINE] for text in texts), _NAMED):
        site, _, rest = text.partition(" - ")
        for part in _AND.split(_bare(rest if rest and _is_site(site.strip(), page) else text)):
            name = _AFTER.sub("", _BY.sub("", part)).strip(" .,:;-–—|")
            if _is_name(name, page) and _is_name(cased := _cased(name), page):
                found.setdefault(key(cased), cased)
    return list(found.values())


def _bare(text: str) -> str:
    return _BY.sub("", _FIRST_AND.sub("", " ".join(text.split())))


def _cased(name: str) -> str:
    if _SLUG.fullmatch(name):
        return name.replace("-", " ").title()
    return name.title() if name.isupper() and " " in name else name


def _is_name(text: str, page: Page) -> bool:
    if (
        fold(text) in _CALENDAR
        or not 2 <= len(text) <= 60
        or len(text.split()) > 6
        or _NO_NAME.search(text)
    ):
        return False
    return any(letter.isalpha() for letter in text)
