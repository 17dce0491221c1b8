"""Text pasted together with everything around an article on a newsroom's page."""

from __future__ import annotations

import pytest

from matbaa.formats.raw import parser as raw
from matbaa.submission import Submission
from tests.matbaa.reading import context

ENGLISH = """\
HOME > WORLD > EUROPE
River floods close two bridges in Springfield
By Jane Roe and John Smith, Transport correspondents
Published 26 November 2026, 08:15 GMT
Share
Comments (45)

SPRINGFIELD, Ill. (AP) — Two bridges were closed on Thursday after the river rose by three metres.

"We have never seen water this high," said Mayor Ann Lee, who asked people to stay at home.

What happens next

Schools will stay open, but buses will not run before noon. The army sent 200 soldiers.

READ MORE: How the flood wall failed

Hope for the weekend

Engineers expect the water to fall by Saturday, and the bridges to open a day later.
"""
FRENCH = """\
Accueil / Politique
Le gouvernement renonce à la réforme des retraites
Par Marie Dupont
Publié le 26 nov. 2026 à 08h15 - Mis à jour à 10h02
Temps de lecture : 3 min

Le Premier ministre a annoncé jeudi l'abandon de la réforme, après trois semaines de grève.

Lire aussi : La grève s'étend

Les syndicats saluent une victoire

La CGT appelle néanmoins à une mobilisation mardi. Le texte sera retiré le 1er décembre.
"""
ARABIC = """\
الرئيسية / اقتصاد / طاقة
المغرب يطلق أكبر محطة للطاقة الشمسية في إفريقيا
الرباط - مراسلتنا فاطمة الزهراء
الخميس 26 نونبر 2026 - 14:30
آخر تحديث: الخميس 26 نونبر 2026 - 16:05
12 تعليقا

أعلنت وزارة الانتقال الطاقي، اليوم الخميس، عن إطلاق أكبر محطة للطاقة الشمسية في القارة الإفريقية.

مراحل المشروع:
- الأولى مطلع سنة 2027
- الثانية قبل متم 2029

وينتظر أن يوفر المشروع 5000 منصب شغل مباشر، فضلا عن خفض فاتورة استيراد الطاقة.
وتبدأ الأشغال غدا.
"""
#: A headline and a paragraph.
TEXTS = {
    "de": (
        "Koalition einigt sich nach langem Streit auf Sparpaket",
        "Nach wochenlangem Streit hat sich die Koalition auf ein Sparpaket von 12 Milliarden Euro "
        "geeinigt, wie der Finanzminister am Donnerstag sagte.",
    ),
    "hi": (
        "दिल्ली में प्रदूषण के कारण सभी प्राथमिक स्कूल एक सप्ताह बंद",
        "दिल्ली सरकार ने गुरुवार को बढ़ते प्रदूषण के कारण सभी प्राथमिक स्कूल एक सप्ताह के लिए बंद करने का "
        "आदेश दिया, यह बात मुख्यमंत्री ने पत्रकारों से कही।",
    ),
    "zh": (
        "央行下调存款准备金率，释放长期资金约一万亿元",
        "中国人民银行宣布，自十二月五日起下调金融机构存款准备金率，此次下调将释放长期资金约一万亿元，"
        "以降低企业融资成本，支持实体经济的发展。",
    ),
    "ja": (
        "日銀、追加利上げを決定し政策金利を引き上げへ",
        "日本銀行は金融政策決定会合で、政策金利を引き上げることを決めた。利上げは一年ぶりとなる。植田総裁は"
        "午後の記者会見で、その理由を詳しく説明するとみられる。",
    ),
}


def read(text: str, language: str) -> Submission:
    (parsed,) = raw.parse(text, context(language=language))
    return parsed.submission


def test_neither_byline_nor_date_is_taken_for_the_standfirst() -> None:
    assert read(ENGLISH, "en").description is None
    assert read(FRENCH, "fr").description is None


def test_a_heading_after_a_link_to_another_article_is_kept() -> None:
    english, french = read(ENGLISH, "en"), read(FRENCH, "fr")

    assert "<h2>What happens next</h2>" in english.body
    assert "<h2>Hope for the weekend</h2>" in english.body
    assert "flood wall" not in english.body
    assert "<h2>Les syndicats saluent une victoire</h2>" in french.body
    assert "La grève s'étend" not in french.body


def test_the_place_is_read_from_the_dateline() -> None:
    assert read(ENGLISH, "en").place == "Springfield, Ill."
    assert read(FRENCH, "fr").place is None


def test_an_update_given_by_its_time_alone_is_on_the_same_day() -> None:
    found = read(FRENCH, "fr")

    assert found.published is not None
    assert found.updated is not None
    assert found.updated.date() == found.published.date()
    assert (found.updated.hour, found.updated.minute) == (10, 2)


def test_all_names_in_a_byline_are_authors_and_their_job_titles_are_not() -> None:
    assert [author.name for author in read(ENGLISH, "en").authors] == ["Jane Roe", "John Smith"]


def test_a_date_above_the_date_of_an_update_is_the_publication_date() -> None:
    found = read(ARABIC, "ar")

    assert found.published is not None
    assert found.updated is not None
    assert (found.published.hour, found.updated.hour) == (14, 16)
    assert found.comments == 12


def test_a_repeated_date_is_no_update() -> None:
    said = ARABIC.replace("آخر تحديث: الخميس 26 نونبر 2026 - 16:05", "الخميس 26 نونبر 2026 - 14:30")

    assert read(said, "ar").updated is None


def test_the_line_above_a_list_and_a_short_last_sentence_are_kept() -> None:
    body = read(ARABIC, "ar").body

    assert "<p>مراحل المشروع:</p>\n<ul>" in body
    assert body.endswith("<p>وتبدأ الأشغال غدا.</p>")


@pytest.mark.parametrize(
    ("byline", "language", "name"),
    [
        ("Von Anna Müller, Berlin", "de", "Anna Müller"),
        ("लेखक: अनिल शर्मा", "hi", "अनिल शर्मा"),
        ("记者：王小明", "zh", "王小明"),
        ("山田太郎", "ja", "山田太郎"),
    ],
)
def test_a_byline_is_read_in_every_script(byline: str, language: str, name: str) -> None:
    title, text = TEXTS[language]
    said = f"{title}\n{byline}\n2026-11-26 09:15\n\n{text}\n\n{text}\n"

    assert [author.name for author in read(said, language).authors] == [name]


def test_the_text_continues_after_headlines_of_other_articles() -> None:
    title, text = TEXTS["de"]
    said = f"{title}\n26.11.2026, 11:45 Uhr\n\n{text}\n\nLesen Sie auch\nDas plant die Opposition\n"
    said += "Wie teuer wird das Heizen?\n\nDer Bundestag soll am 15. Dezember abstimmen.\n"

    body = read(said, "de").body

    assert "Heizen" not in body
    assert body.endswith("<p>Der Bundestag soll am 15. Dezember abstimmen.</p>")
