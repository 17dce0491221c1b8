"""Scores, phone numbers, handles and addresses in texts of both directions."""

from __future__ import annotations

import pytest

from matbaa.pages.body import finish
from matbaa.pages.pieces import together
from tests.matbaa.sample_site import press, read, texts

NUMBER = "+964 (0) 770-123-4567"


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("العراق يفوز 2-1", 'العراق يفوز <span class="together">2-1</span>'),
        ("وF-35", 'و<span class="together">F-35</span>'),
        ("In 2024–2025 & later", 'In <span class="together">2024–2025</span> &amp; later'),
        ("نحو 1 % اليوم", 'نحو <span class="together">1 %</span> اليوم'),
        (
            "um 10–15 % oder 1.250,5 €.",
            'um <span class="together">10–15 %</span> oder '
            '<span class="together">1.250,5 €.</span>',
        ),
        ("COVID-19, 2025-11-26", '<span class="together">COVID-19,</span> 2025-11-26'),
        ("a 37-year low", 'a <span class="together">37-year</span> low'),
        ("تعادل (3-3)", 'تعادل <span class="together">(3-3)</span>'),
        (
            "The 'Zone-51', it's a 2-2's end",
            'The <span class="together">&#39;Zone-51&#39;,</span> it&#39;s a '
            '<span class="together">2-2</span>&#39;s end',
        ),
        ("<b>-1, 4-3-3, x-1-2", "&lt;b&gt;-1, 4-3-3, x-1-2"),
    ],
)
def test_a_score_and_a_name_with_a_number_stay_in_one_line(text: str, printed: str) -> None:
    assert together(text) == printed


@pytest.mark.parametrize("number", [NUMBER, "0770 123 4567", "٠٧٧٠ ١٢٣ ٤٥٦٧", "03-1234567"])
def test_a_phone_number_in_arabic_runs_from_the_left_in_one_line(number: str) -> None:
    assert together(f"اتصل: {number}.") == f'اتصل: <bdi dir="ltr" class="together">{number}</bdi>.'


@pytest.mark.parametrize(
    "piece", ["@matbaa", "#PAKvAUS", "Disney+", "C++", "https://news.example/2-1/", "www.news.iq/"]
)
def test_signs_stay_on_their_side_of_latin_words_in_arabic(piece: str) -> None:
    assert together(f"في {piece} اليوم") == f'في <bdi dir="ltr">{piece}</bdi> اليوم'


@pytest.mark.parametrize(
    "text",
    [
        f"Call {NUMBER.replace('-', ' ')} or @matbaa.",
        "سنوات 2023 2024 2025",
        "يوم 05-11-2025 و01 02 2025",
        "#غزة +9.1% editor@news.example",
        "in 2025 100% of them",
        "https://news.example/?a=1",
    ],
)
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert together(text) == text


def test_a_bodys_pieces_are_marked_within_its_elements_but_not_in_code() -> None:
    link = '<a href="https://news.example/2-1/">2-1</a>'
    body = f"<p>هاتف <b>{NUMBER}</b> {link}</p><pre>@a 2-1</pre>"

    assert finish(body, "rtl") == (
        f'<p>هاتف <b><bdi dir="ltr" class="together">{NUMBER}</bdi></b> '
        '<a href="https://news.example/2-1/"><span class="together">2-1</span></a></p>'
        '<pre tabindex="0">@a 2-1</pre>'
    )


def test_the_title_of_a_page_that_is_gone_is_plain_text() -> None:
    page = read(press().gone("x/", headline="فوز 2-1 & more", notice="سُحب لخطأ فيه."))

    assert texts(page, "title") == ["فوز 2-1 & more - مطبعة"]
    assert texts(page, "h1 .together") == ["2-1"]
