"""Keywords: names and phrases as the article has them."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matbaa.keywords import keywords
from tests.matbaa.articles import ARTICLE, ENGLISH, ENGLISH_TITLE, PASTED, TITLE


def test_keywords_are_phrases_as_the_article_has_them() -> None:
    found = keywords(ARTICLE, title=TITLE, language="ar")

    assert "مدينة النور" in found
    assert "السوق القديم" in found


def test_clitics_are_removed_from_keywords() -> None:
    text = "وزار الوفد الجسر.\n\nوالجسر طويل، وبالجسر قناة، وللجسر اسم قديم عند أهل الحي."

    assert keywords(text, language="ar")[0] == "الجسر"


@pytest.mark.parametrize(
    ("opening", "fault"),
    [
        ("أمرت السلطات الشرقية بإغلاق المصنع القديم", "أمرت"),
        ("ألقت الوحدات الشرقية حراسها حول المصنع القديم", "ألقت"),
        ("تجمع السكان الاثنين أمام المصنع القديم", "الاثنين"),
        ("خطة لإنقاذ المصنع القديم", "لإنقاذ"),
        ("شكوى بمحكمة الاستئناف ضد المصنع القديم", "بمحكمة"),
    ],
)
def test_no_keyword_opens_with_a_verb_or_a_preposition_or_has_a_weekday(
    opening: str, fault: str
) -> None:
    text = f"{opening}. وقال سكان مدينة النور إن المصنع القديم خطر على مدينة النور."

    found = keywords(text, language="ar", limit=5)

    assert any("المصنع القديم" in phrase for phrase in found)
    assert not any(phrase.startswith(fault) or phrase.endswith(fault) for phrase in found)


def test_there_are_no_more_keywords_than_asked_for() -> None:
    assert len(keywords(ARTICLE, title=TITLE, language="ar", limit=5)) == 5
    assert keywords(ARTICLE, language="ar", limit=0) == []


def test_no_keyword_is_repeated() -> None:
    found = keywords(ENGLISH, title=ENGLISH_TITLE, language="en", limit=20)

    assert len(found) == len(set(found))


def test_a_phrase_that_only_the_headline_has_is_no_keyword() -> None:
    found = keywords(ENGLISH, title="Marle floods close two bridges", language="en")

    assert "Marle floods close" not in found


def test_page_text_around_a_pasted_article_gives_no_keywords() -> None:
    assert not any("حقوق" in phrase or "شارك" in phrase for phrase in _of(PASTED))


def _of(text: str) -> list[str]:
    return keywords(text, title=TITLE, language="ar", limit=20)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("首相は東京でニュースを発表した。東京の首相は橋を見た。", "ja", "東京"),
        ("北京的新桥今天开放。北京市民走过新桥。北京很高兴。", "zh", "北京"),
        ("Die Brücke in Lingen ist offen. Über die Brücke fuhr man.", "de", "Brücke"),
        ("L'Aisne achète des fromages. L'Aisne aime ses fromages.", "fr", "Aisne"),
    ],
)
def test_every_script_gets_keywords(text: str, language: str, expected: str) -> None:
    assert expected in keywords(text, language=language)


@given(st.text(max_size=300), st.text(max_size=60), st.sampled_from(["ar", "en", "zh", "th", None]))
def test_keywords_of_any_text_contain_letters_or_digits(
    text: str, title: str, language: str | None
) -> None:
    for phrase in keywords(text, title=title, language=language):
        assert any(char.isalnum() for char in phrase)
        assert phrase == phrase.strip()


def test_a_name_is_not_split_at_bin() -> None:
    text = "التقى سالم بن راشد وفد الصيادين. وقال سالم بن راشد إن الميناء سيفتح قريبا."

    found = keywords(text, language="ar")

    assert "سالم بن راشد" in found
    assert not any(phrase.startswith("بن ") or phrase.endswith(" بن") for phrase in found)


def test_an_elided_article_within_a_keyword_is_kept() -> None:
    text = "Le chiffre d'affaires monte. Le chiffre d'affaires du port a doublé en un an."

    assert "chiffre d'affaires" in keywords(text, language="fr")


def test_chinese_words_are_recognised_by_their_repetition() -> None:
    text = (
        "港口管理局周二宣布，连接老城与港口的新桥正式开放。港口管理局局长卡尔·莫斯说，新桥将缩短货运时间。\n\n"
        "居民说，新桥开放后，老城的交通拥堵将得到缓解。卡尔·莫斯补充说，过桥费将用于偿还贷款。\n\n"
        "环保组织批评说，新桥影响了河口湿地的鸟类。港口管理局承诺在河口湿地建立保护区。"
    )

    found = keywords(text, title="新桥正式开放", language="zh")

    assert {"新桥", "港口管理局", "卡尔·莫斯", "河口湿地"} <= set(found)
    assert not any(fragment in found for fragment in ("口管理局", "口湿地", "卡尔·", "的新桥"))


def test_german_keywords_end_with_a_noun() -> None:
    text = (
        "Die Reederei plant neue Fähren. Die Reederei Nordlicht bestätigte neue Fähren für Lingen.\n\n"
        "Lingen plant einen Hafen. Neue Fähren kosten zwölf Millionen Euro."
    )

    found = keywords(text, language="de")

    assert "Fähren" in found
    assert not any(phrase.split()[-1][0].islower() for phrase in found[:4])
    assert not {"Euro", "Millionen"} & set(found)


def test_no_keyword_contains_a_leading_verb() -> None:
    text = "اعتمد الرئيس خطة الميناء الجديد. وأعلن الرئيس أن خطة الميناء الجديد تبدأ غدا."

    found = keywords(text, title="خطة الميناء الجديد", language="ar", limit=3)

    assert not any("اعتمد" in phrase or "أعلن" in phrase for phrase in found)


def test_a_joined_preposition_is_dropped_when_the_word_also_occurs_without_it() -> None:
    text = "قرر القاضي تحجير السفر على الوزير. ويقضي القرار بتحجير السفر عليه وعلى زوجته."

    assert not any(phrase.startswith("بتحجير") for phrase in keywords(text, language="ar"))


def test_urdu_function_words_are_no_keywords() -> None:
    text = "شہر میں نیا پل کھل گیا ہے۔ نئے پل سے ہزاروں لوگ گزرے۔ بلدیہ نے کہا کہ پل پر ٹیکس نہیں ہوگا۔"

    found = keywords(text, title="شہر میں نیا پل", language="ur")

    assert not {"میں", "سے", "نے", "پر", "ہے"} & {
        word for phrase in found for word in phrase.split()
    }


def test_turkish_names_are_shown_without_their_case_endings() -> None:
    text = (
        "Lingen'de yeni köprü açıldı. Köprü Lingen'in limanına gider. Lingen'den gelenler sevindi."
    )

    assert "Lingen" in keywords(text, language="tr")


@given(st.lists(st.text("မြန်မာဘာသာဗမာ နိုင်ငံ", min_size=1, max_size=30), min_size=1, max_size=6))
def test_no_keyword_begins_with_a_mark_of_the_letter_before_it(sentences: list[str]) -> None:
    text = "။ ".join(sentences)
    assert not any(
        unicodedata.category(word[0]).startswith("M") for word in keywords(text, language="my")
    )


@pytest.mark.parametrize(
    ("text", "language", "country"),
    [
        (
            "وقعت شركة الطيران عقدا لشراء طائرات جديدة من كندا. وتصل الطائرات الجديدة إلى المطار "
            "الدولي في الصيف. وقال مدير شركة الطيران إن برنامج التدريب بدأ في كندا، وإن الطائرات "
            "الجديدة تخدم خطوط الشمال. وتشمل خطوط الشمال خمس مدن، ويمتد برنامج التدريب حتى الخريف.",
            "ar",
            "كندا",
        ),
        (
            "The state railway ordered night trains from Poland. The night trains will serve the "
            "coast line, and a training centre opens near the coast line. The training centre will "
            "teach track safety, the state railway said; track safety was the subject of a public "
            "inquiry. The public inquiry praised the night trains.",
            "en",
            "Poland",
        ),
    ],
)
def test_the_country_of_a_story_is_a_keyword(text: str, language: str, country: str) -> None:
    assert country in keywords(text, language=language, limit=5)


def test_a_word_with_the_stem_of_a_country_is_not_taken_for_its_name() -> None:
    text = (
        "وافقت الوزارة على خطة المدارس الجديدة. وتبني الوزارة المدارس الجديدة في مدن الساحل خلال "
        "عامين. وتشمل خطة المدارس الجديدة ورش النجارة، وتدفع الدائرة المالية أجور ورش النجارة."
    )
    assert "المالية" not in keywords(text, language="ar", limit=5)
