"""Slugs in every script, and in ASCII."""

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matbaa.slugs import MAX_BYTES, MAX_CHARACTERS, slug_for, slugify

INVISIBLE = "\u0640\u064e\u0651\u200b\u200e\u200f\u202a\u202e\u2066\u2069\ufeff\u00ad"


def test_arabic_stays_arabic() -> None:
    title = "جولة ثانية من المحادثات الروسية الأمريكية في إسطنبول"

    assert slugify(title, language="ar") == title.replace(" ", "-")


def test_tatweel_vowel_signs_and_bidi_controls_are_dropped() -> None:
    assert slugify("\u200fالـرَّئيس\u202b يصل", language="ar") == "الرئيس-يصل"


def test_digits_of_every_script_become_ascii() -> None:
    assert slugify("ميزانية ٢٠٢٥ و۱۴", language="ar") == "ميزانية-2025-و14"


def test_the_turkish_dotted_and_dotless_i_are_kept_distinct() -> None:
    assert slugify("İstanbul IŞIK", language="tr") == "istanbul-ışık"
    assert slugify("İstanbul ISTANBUL", language="en") == "istanbul-istanbul"


def test_a_zero_width_non_joiner_becomes_a_hyphen() -> None:
    assert slugify("نمی\u200cخواهم", language="fa") == "نمی-خواهم"


@pytest.mark.parametrize("word", ["हिन्दी", "ข่าวไทย", "বাংলা", "தமிழ்", "中国"])
def test_combining_marks_that_belong_to_letters_are_kept(word: str) -> None:
    assert slugify(word) == word


def test_an_apostrophe_joins_words_in_english_and_separates_them_in_french() -> None:
    assert slugify("Don't panic", language="en") == "dont-panic"
    assert slugify("L'Aisne achète", language="fr") == "l-aisne-achète"


def test_a_long_title_is_cut_between_words() -> None:
    slug = slugify("كلمة " * 40, language="ar")

    assert set(slug.split("-")) == {"كلمة"}
    assert MAX_CHARACTERS - 5 < len(slug) <= MAX_CHARACTERS


def test_the_ascii_style_is_readable_arabic() -> None:
    assert slugify("محادثات روسية في واشنطن", style="ascii", language="ar") == (
        "mhadthat-rusia-fi-washntn"
    )


def test_the_ascii_style_writes_german_umlauts_with_e() -> None:
    assert slugify("Größe über alles 🎉", style="ascii", language="de") == "groesse-ueber-alles"


def test_a_submitted_slug_takes_precedence() -> None:
    slug = slug_for("عنوان", submitted="My Own_Slug", style="unicode", language="ar", fallback="x1")

    assert slug == "my-own-slug"


@pytest.mark.parametrize("title", ["", "؟!", "🎉"])
def test_a_title_without_letters_gets_the_fallback(title: str) -> None:
    assert (
        slug_for(title, submitted=None, style="unicode", language="ar", fallback="7F3a") == "7f3a"
    )


@given(st.text(max_size=300), st.sampled_from(["unicode", "ascii"]))
def test_every_slug_is_short_clean_and_idempotent(text: str, style: str) -> None:
    slug = slugify(text, style=style)

    assert len(slug) <= MAX_CHARACTERS
    assert len(quote(slug, safe="")) <= MAX_BYTES
    assert not set(slug) & set(INVISIBLE + " /?#%.")
    assert not slug.startswith("-")
    assert not slug.endswith("-")
    assert "--" not in slug
    assert slugify(slug) == slug


@given(st.text(max_size=60), st.none() | st.text(max_size=60), st.text(max_size=20))
def test_an_article_always_has_a_slug(title: str, submitted: str | None, fallback: str) -> None:
    assert slug_for(title, submitted=submitted, style="ascii", language=None, fallback=fallback)
