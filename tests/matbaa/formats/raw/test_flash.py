"""Marks with which agencies and papers send a headline: of a flash, an exclusive, a new version."""

from __future__ import annotations

import pytest

from tests.matbaa.formats.raw.test_newsroom import read
from tests.matbaa.reading import article

TEXT = "The old mill by the river will close at the end of May, its owner said on Monday."
#: A headline and a text in one language, and marks before the headline.
FLAGGED = [
    ("Old mill to close in May", TEXT, "BREAKING: "),
    ("Old mill to close in May", TEXT, "🔴 Breaking News | "),
    ("Old mill to close in May", TEXT, "Exclusive: "),
    ("Le vieux moulin va fermer", "Le vieux moulin fermera fin mai, a dit sa propriétaire.", "EXCLUSIF - "),
    ("El molino cerrará en mayo", "El viejo molino cerrará en mayo, dijo su dueña.", "ÚLTIMA HORA | "),
    ("Il mulino chiude a maggio", "Il vecchio mulino chiuderà a maggio, ha detto la proprietaria.", "ULTIM'ORA - "),
    ("Değirmen mayısta kapanıyor", "Eski değirmen mayıs sonunda kapanacak, dedi sahibi.", "SON DAKİKA: "),
    ("Мельница закроется в мае", "Старая мельница закроется в конце мая, сказала хозяйка.", "СРОЧНО! "),
    ("إغلاق الطاحونة القديمة في أيار", "قالت صاحبة الطاحونة القديمة إنها ستغلقها في نهاية أيار المقبل.", "عاجل | "),
    ("إغلاق الطاحونة القديمة في أيار", "قالت صاحبة الطاحونة القديمة إنها ستغلقها في نهاية أيار المقبل.", "#عاجل.. "),
    ("آسیاب قدیمی بسته می‌شود", "صاحب آسیاب قدیمی گفت که آن را در پایان اردیبهشت می‌بندد.", "فوری؛ "),
    ("川辺の水車小屋が五月に閉鎖", "川辺の古い水車小屋は五月末に閉鎖されると持ち主が月曜日に語った。", "【速報】"),
    ("강가의 물레방아 오월에 문 닫는다", "강가의 오래된 물레방아가 오월 말에 문을 닫는다고 주인이 말했다.", "[단독] "),
    ("老磨坊将于五月关闭", "河边的老磨坊将于五月底关闭，磨坊主人星期一对记者表示。", "突发："),
]  # fmt: skip


@pytest.mark.parametrize(("headline", "text", "mark"), FLAGGED)
def test_a_mark_of_urgent_or_exclusive_news_is_no_part_of_a_headline(
    headline: str, text: str, mark: str
) -> None:
    above = read(f"{mark}{headline}\n\n{text}\n\n{text[:-1]}!").submission
    alone = read(f"{mark.strip(' |:：-')}\n\n{headline}\n\n{text}\n\n{text[:-1]}!").submission
    mail = article(f"From: a@b.example\nTo: desk@c.example\nSubject: {mark}{headline}\n\n{text}\n")

    assert [above.title, alone.title, mail.title] == [headline] * 3
    assert alone.section is None


@pytest.mark.parametrize(
    "headline",
    [
        "Breaking: how a sport was born in the Bronx",
        "Exclusive homes by the mill sell fast",
        "Urgent care opens beside the old mill",
        "عاجل إلى وزير التعليم: المدارس بلا مقاعد",
    ],
)
def test_a_headline_that_only_begins_with_such_a_word_is_kept(headline: str) -> None:
    assert read(f"{headline}\n\n{TEXT}\n\n{TEXT}").submission.title == headline


@pytest.mark.parametrize("around", ["++ {} ++", "{} ="])
def test_signs_of_agencies_around_a_headline_are_removed(around: str) -> None:
    text = f"{around.format('Old mill to close in May')}\n\n{TEXT}\n\n{TEXT[:-1]}!"

    assert read(text).submission.title == "Old mill to close in May"


@pytest.mark.parametrize(
    "kind", ["Press release: ", "PRESSEMITTEILUNG - ", "بيان صحفي: ", "خبر | "]
)
def test_the_kind_of_mail_before_its_headline_is_removed(kind: str) -> None:
    mail = f"From: a@b.example\nTo: desk@c.example\nSubject: {kind}Mill to close\n\n{TEXT}\n"

    assert article(mail).title == "Mill to close"
