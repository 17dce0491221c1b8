"""What themes may rely on although templates know the site's values when they are compiled."""

from __future__ import annotations

import shutil
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matbaa.pages import Press
from matbaa.pages.paths import percent_encoded, quoted
from matbaa.pages.pieces import has_right_to_left, together
from tests.matbaa.sample_site import SITE, TEMPLATES, press, read, texts, view


def themed(templates: Path, **files: str) -> Press:
    """A press whose theme has these templates, by name without `.html`."""
    shutil.copytree(TEMPLATES / "default", templates / "default")
    folder = templates / "mine"
    folder.mkdir()
    for name, source in files.items():
        (folder / f"{name}.html").write_text(source)
    return Press(SITE.model_copy(update={"theme": "mine", "name": 'Q & "A"'}), templates)


def test_a_sites_values_are_escaped_where_they_are_written(tmp_path: Path) -> None:
    made = themed(tmp_path, about="<p title='{{ site.name }}'>{{ site.name ~ '<' }}</p>")

    about = {page.path: page.body for page in made.assets()}["about/index.html"].decode()
    assert about == "<p title='Q &amp; &#34;A&#34;'>Q &amp; &#34;A&#34;&lt;</p>"


def test_a_template_may_give_a_name_of_its_own_meaning_to_site(tmp_path: Path) -> None:
    loop = "{% for site in ['one', 'two'] %}{{ site }} {% endfor %}"
    macro = "{% macro said(base) %}{{ base }}{% endmacro %}{{ said('three') }}"
    made = themed(tmp_path, about=loop + macro)

    about = {page.path: page.body for page in made.assets()}["about/index.html"].decode()
    assert about == "one two three"


def test_a_themes_macro_sees_the_page_that_uses_it(tmp_path: Path) -> None:
    macros = (TEMPLATES / "default" / "macros.html").read_text()
    made = themed(
        tmp_path,
        macros=f"{macros}{{% macro headline() %}}{{{{ entry.title }}}}{{% endmacro %}}",
        article='{% import "macros.html" as m with context %}{{ m.headline() }}',
    )

    for number in (1, 2):
        made_of = view(number=number)
        assert made.article(made_of)[0].body.decode() == made_of.entry.title


def test_macros_speak_the_language_of_each_page_in_turn() -> None:
    for language in ("ar", "en", "fa", "ar", "en"):
        made = view(language)
        page = read(press().article(made)[0])

        said = {text.split()[0] for text in texts(page, ".facts li")[:1]}
        assert said == {{"ar": "نُشر", "en": "Published", "fa": "انتشار:"}[language]}


def test_an_asset_that_is_missing_is_an_error_where_it_is_shown(tmp_path: Path) -> None:
    made = themed(
        tmp_path,
        about="{% if false %}{{ asset('no.css') }}{% endif %}",
        lite="{{ asset('no.css') }}",
    )

    made.assets()
    with pytest.raises(KeyError, match=r"no\.css"):
        made.article(view())


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_addresses_are_encoded_as_the_standard_library_does(text: str) -> None:
    assert quoted(text) == quote(text, safe="/~!$&'()*+,;=:@-._")
    assert percent_encoded(text) == quote(text, safe="")
    assert percent_encoded(quoted(text)) == quote(quoted(text), safe="")


@pytest.mark.parametrize("space", [" ", "\n", "\u00a0", "  "])
def test_words_without_a_number_do_not_hide_one_that_follows(space: str) -> None:
    words = space.join(["kein Wort", "&", "mit (Zahl)", "١", "F-16,", "eins", "(3-1)", "Ende."])

    found = str(together(words))
    assert found.count('<span class="together">') == 2
    assert '<span class="together">F-16,</span>' in found
    assert '<span class="together">(3-1)</span>' in found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", False),
        ("Łódź – „ja“", False),
        ("日本", False),
        ("no א", True),
        ("ﷲ", True),
        ("x ع x", True),
    ],
)
def test_a_letter_of_a_right_to_left_script_is_seen_anywhere(text: str, expected: bool) -> None:
    assert has_right_to_left(text) is expected
