"""The search index: what it finds, and how little is written for each article."""

from __future__ import annotations

from dataclasses import replace

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matbaa import search
from matbaa.pages import Page
from tests.matbaa.sample_site import view


def record(number: int, text: str = "نص قصير", title: str = "عنوان") -> search.Record:
    entry = replace(view(number=number % 20 + 1).entry, title=title)
    return search.record(entry, text, number)


def postings(pages: list[Page], term: str) -> object:
    return next(
        (body[term] for page in pages if "shelf" not in page.path
         for body in [orjson.loads(page.body)] if term in body),
        None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("والمحادثات", "محادثات"),
        ("أمريكا", "امريكا"),
        ("مُدَرِّسَة", "مدرسه"),
        ("١٤٤٦", "1446"),
        ("Élysée", "elysee"),
        ("STRASSE", "straße"),
        ("کتاب", "كتاب"),
    ],
)
def test_interchangeable_spellings_give_the_same_term(written: str, asked: str) -> None:
    assert list(search.terms(written)) == list(search.terms(asked))


def test_scripts_without_spaces_are_indexed_by_pairs_of_characters() -> None:
    assert list(search.terms("北京大学 news")) == ["北京", "京大", "大学", "news"]


@given(st.text())
def test_terms_are_short_and_contain_no_space(text: str) -> None:
    for term in search.terms(text):
        assert 0 < len(term) <= 24
        assert " " not in term


def test_a_word_in_the_title_weighs_more_than_one_in_the_text() -> None:
    made = record(0, text="قمة في القاهرة", title="زلزال")

    assert made.terms["زلزال"] > made.terms["قاهر"]


def test_a_record_is_the_same_after_dump_and_load() -> None:
    assert search.load(search.dump(record(3))) == record(3)


@given(st.integers(0, 50_000))
def test_every_article_is_in_exactly_one_part_or_in_the_open_file(total: int) -> None:
    parts = search.parts(total)

    assert [part.first for part in parts] == [0, *(part.end for part in parts)][: len(parts)]
    end = parts[-1].end if parts else 0
    assert end <= total < end + search.BLOCK
    for number in {0, end - 1, end, total - 1} & set(range(total)):
        part = search.part_of(number, total)
        assert (part in parts) if number < end else part is None


def test_publishing_writes_one_object_however_large_the_archive() -> None:
    for total in (1_001, 10_001, 1_000_001):
        before, after = search.parts(total - 1), search.parts(total)
        assert before == after  # so only the open file is written


def test_the_open_file_holds_what_no_part_holds() -> None:
    ready = search.parts(search.BLOCK + 2)
    newest = [record(search.BLOCK, title="Zanzibar"), record(search.BLOCK + 1)]

    body = orjson.loads(search.open_page(map(search.line, newest), ready).body)
    assert body["parts"] == [["block", 0, 0, 16]]
    assert [shown[0] for shown in body["records"]] == [search.BLOCK, search.BLOCK + 1]
    assert body["records"][0][8]["8"] == "zanzibar"


def test_a_part_finds_an_article_by_its_position_and_shows_it_from_a_shelf() -> None:
    part = search.Part("block", 2)
    records = [record(part.first + 5, title="Zanzibar"), record(part.first + 40)]

    pages = search.part_pages(part, records)
    assert postings(pages, "zanzibar") == [5, 8]
    shelf = next(page for page in pages if page.path == f"search/shelf/{part.first // 32}.json")
    assert orjson.loads(shelf.body)[0][2] == "Zanzibar"


def test_an_edit_changes_only_the_files_of_its_words() -> None:
    part = search.Part("block", 0)
    records = [record(number, text=f"word{number}") for number in range(search.BLOCK)]
    before = search.part_pages(part, records)

    records[7] = record(7, text="word7 zebra")
    changed = [
        page
        for page, old in zip(search.part_pages(part, records), before, strict=True)
        if page != old
    ]
    assert len(changed) == 1


def test_a_word_in_most_articles_is_not_indexed() -> None:
    part = search.Part("block", 0)
    records = [record(number, text=f"the word{number}") for number in range(100)]

    pages = search.part_pages(part, records)
    assert postings(pages, "the") == 0
    assert postings(pages, "word7") == [7, 1]


def test_an_article_that_was_taken_down_is_in_no_file() -> None:
    part = search.Part("block", 0)
    kept = [record(number) for number in range(50) if number != 9]

    shelf = search.part_pages(part, kept)[-2]
    assert 9 not in {shown[0] for shown in orjson.loads(shelf.body)}
    assert postings(search.part_pages(part, [record(9, title="Zanzibar")]), "zanzibar") == [9, 8]


def test_a_volume_is_split_into_more_files_of_the_same_size() -> None:
    volume = search.part_pages(search.Part("volume", 0), [record(0)])

    assert len(volume) == 16 * search.VOLUME // search.BLOCK
    assert not [page for page in volume if "shelf" in page.path]
