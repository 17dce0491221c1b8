"""Descriptions: the lead, shortened to fit, in complete sentences."""

from pathlib import Path

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from matbaa.description import describe, descriptions
from matbaa.language.sentences import is_balanced
from matbaa.prose.fitting import length
from tests.matbaa.articles import ARTICLE, ENGLISH, ENGLISH_TITLE, PASTED, TITLE

SEED = Path(__file__).parents[3] / "shared/seed/000_ddc587dfb9686f8d.txt"

WORDS = [
    "قال", "الوزير", "إن", "المدينة،", "جديدة", "في", "وذلك", "بعد", "«النور»", "(وكالات)", "عام",
    "2025.", "ثم؟", "bridge,", "while", "opened.", "“Old", "town”", "the", "and", "which", "\n\n",
]  # fmt: skip
texts = st.lists(st.sampled_from(WORDS), max_size=80).map(" ".join)


def test_a_lead_that_fits_is_the_description() -> None:
    lead = "افتتح وزير النقل يوم الأحد جسرا جديدا في مدينة النور، وعبره مئات السكان سيرا."

    assert describe(f"{lead}\n\nتفاصيل أخرى عن الجسر.", language="ar") == lead


def test_a_long_lead_loses_its_least_important_clause() -> None:
    assert describe(ARTICLE, title=TITLE, language="ar") == (
        "افتتح وزير النقل سالم الهادي جسرا جديدا في مدينة النور بعد عامين من العمل، وذلك بحضور مئات"
        " السكان الذين عبروه سيرا على الأقدام قبل السيارات."
    )


def test_an_english_lead_is_cut_before_its_attribution() -> None:
    assert describe(ENGLISH, title=ENGLISH_TITLE, language="en") == (
        "The river Marle rose by three metres overnight and closed two bridges in the old town,"
        " after the heaviest rain in forty years fell on the hills above it."
    )


def test_page_text_around_a_pasted_article_does_not_change_its_description() -> None:
    assert describe(PASTED, title=TITLE, language="ar") == describe(
        ARTICLE, title=TITLE, language="ar"
    )


def test_a_standfirst_above_the_repeated_title_is_the_description() -> None:
    standfirst = "تعرف على تفاصيل الجسر الجديد في مدينة النور وكلفته وما يقوله السكان."
    text = f"{TITLE}\n\n{standfirst}\n\n{TITLE}\n\n{ARTICLE}"

    assert describe(text, title=TITLE, language="ar") == standfirst


@pytest.mark.parametrize(
    ("lead", "expected"),
    [
        (
            "قال سالم الهادي، وزير النقل في حكومة تصريف الأعمال المنتهية ولايتها منذ أسابيع، إن الجسر"
            " الجديد في مدينة النور سيفتح أمام السيارات والشاحنات قبل نهاية شهر مايو الجاري.",
            "قال سالم الهادي إن الجسر الجديد في مدينة النور سيفتح أمام السيارات والشاحنات قبل نهاية"
            " شهر مايو الجاري.",
        ),
        (
            "أعلنت بلدية مدينة النور (شمال شرق البلاد على الحدود) افتتاح جسر جديد فوق النهر الكبير بعد"
            " عامين من العمل وبكلفة خمسة وثلاثين مليون دولار دفعت ثلثها بنفسها من ميزانيتها.",
            "أعلنت بلدية مدينة النور افتتاح جسر جديد فوق النهر الكبير بعد عامين من العمل وبكلفة خمسة"
            " وثلاثين مليون دولار دفعت ثلثها بنفسها من ميزانيتها.",
        ),
        (
            "في إطار خطة لتحديث الطرق والسكك القديمة التي لم تصلح منذ عقود، افتتحت وزارة النقل جسرا جديدا في"
            " مدينة النور بعد عامين من العمل وبكلفة خمسة وثلاثين مليون دولار.",
            "افتتحت وزارة النقل جسرا جديدا في مدينة النور بعد عامين من العمل وبكلفة خمسة وثلاثين مليون"
            " دولار.",
        ),
    ],
    ids=["an apposition", "brackets", "a fronted adjunct"],
)
def test_appositions_brackets_and_fronted_adjuncts_are_cut_from_a_long_lead(
    lead: str, expected: str
) -> None:
    assert describe(lead, language="ar") == expected


def test_a_lead_is_not_cut_between_a_verb_and_its_object() -> None:
    lead = (
        "رفض الشاب أحمد عبد التواب، الذي بدا عليه التوتر والحزن وهو في طريقه إلى مبنى النيابة العامة،"
        " الخوض مجددا في تفاصيل ما جرى له ولشقيقه في المستشفى قبل أيام."
    )

    assert not describe(lead, language="ar").startswith("رفض الشاب أحمد عبد التواب.")


def test_a_short_lead_is_joined_by_the_next_sentence() -> None:
    text = (
        "Japan is a safe country.\n\nTrains at rush hour are another matter, women riding them say."
    )

    assert describe(text, language="en") == " ".join(text.split("\n\n"))


def test_a_description_does_not_repeat_the_title() -> None:
    text = f"{TITLE}.\n\n{ARTICLE}"

    assert describe(text, title=TITLE, language="ar") != f"{TITLE}."


def test_a_text_without_clauses_is_cut_between_words() -> None:
    text = "كلمة " * 80 + "."

    description = describe(text, language="ar")

    assert description.endswith("كلمة…")
    assert length(description) <= 155


def test_a_letter_with_its_diacritics_counts_as_one_character() -> None:
    text = "مُحَمَّدٌ رَسُولٌ كَرِيمٌ جَاءَ إِلَى المَدِينَةِ يَوْمَ الأَحَدِ وَعَادَ إِلَى بَيْتِهِ فِي المَسَاءِ."

    assert len(text) > 80 > length(text)
    assert describe(text, language="ar", limit=80) == text


@pytest.mark.skipif(not SEED.exists(), reason="the first real article is not on this machine")
def test_the_first_real_article_without_its_description_gets_one() -> None:
    lines = SEED.read_text("utf-8").splitlines()
    title = lines[0]
    text = "\n".join(line for line in lines if not line.startswith("تعرف على"))

    description = describe(text, title=title, language="ar")

    assert 70 <= length(description) <= 155
    assert description.startswith("شهدت مدينة إسطنبول التركية")
    assert description.endswith(".")


@given(texts, texts, st.sampled_from(["ar", "en", None]), st.integers(50, 320))
def test_a_description_fits_and_ends_between_words(
    text: str, title: str, language: str | None, limit: int
) -> None:
    description = describe(text, title=title, language=language, limit=limit)

    known = set(regex.findall(r"[\p{L}\p{M}\p{N}]+", text.lower()))
    for word in regex.findall(r"[\p{L}\p{M}\p{N}]+", description.lower()):
        assert word in known or f"و{word}" in known
    assert length(description) <= limit


@given(st.text(max_size=600), st.integers(50, 320))
def test_the_description_of_any_text_fits_the_limit(text: str, limit: int) -> None:
    assert length(describe(text, limit=limit)) <= limit


#: What Arabic clauses are made of, and marks that are words to a pattern but empty once folded.
_ODD = [
    "ـ",
    "ً",
    "ـــ",
    "و",
    "وـ",
    "وال",
    "ووزير",
    "و3",
    "2024",
    "أن",
    "الذي",
    "التي",
    "في",
    "على",
    "بين",
    "يشارك",
    "قال",
    "رئيس",
    "الوفد،",
    "وزير،",
    "المدينة؛",
    "أعلن",
]


@settings(max_examples=50)
@given(st.lists(st.sampled_from(_ODD), min_size=20, max_size=70))
def test_any_words_give_descriptions_within_the_limit(words: list[str]) -> None:
    text = f"{' '.join(words)}. {' '.join(reversed(words))}."

    for description in descriptions(text, language="ar"):
        assert 0 < length(description) <= 155


@given(texts)
def test_quotes_and_brackets_in_a_description_are_balanced(text: str) -> None:
    assert is_balanced(describe(text, language="ar"))


def test_short_sentences_are_joined_when_none_suffices_alone() -> None:
    text = (
        "The river rose overnight. Two bridges were closed.\n\nSchools stay open, the mayor said."
    )

    assert describe(text, title="Bridge closed", language="en") == text.replace("\n\n", " ")


def test_the_occasion_of_a_statement_is_left_out_when_space_is_short() -> None:
    text = (
        "أكد وزير الصحة سالم الراشد، في تصريح لمراسلتنا على هامش توقيع اتفاقية بين البلدين اليوم في "
        "قاعة البلدية، أن المستشفى الجديد سيفتح أبوابه في الربيع أمام سكان الجزر كلها."
    )

    assert describe(text, language="ar", limit=120) == (
        "أكد وزير الصحة سالم الراشد أن المستشفى الجديد سيفتح أبوابه في الربيع أمام سكان الجزر كلها."
    )


def test_a_negated_statement_keeps_what_it_denies() -> None:
    lead = (
        "أكد سالم الراشد، الناطق الرسمي باسم المحكمة الابتدائية في مدينة النور القديمة، أنه لا وجود لأي"
        " قرار من القضاء، يقضي بتحجير السفر عن زوجة رجل الأعمال."
    )

    assert "يقضي بتحجير السفر" in describe(lead, language="ar")


def test_removing_a_day_between_commas_leaves_no_double_comma() -> None:
    lead = (
        "ألقت الشرطة في مدينة النور، مساء أمس الأربعاء، القبض على ثلاثة أشخاص من شبكة مختصة في تهريب"
        " السيارات المسروقة إلى خارج البلاد عبر الميناء القديم منذ سنتين."
    )

    assert "،،" not in describe(lead, language="ar").replace(" ", "")


def test_a_short_lead_stays_whole_before_the_next_sentence() -> None:
    text = (
        "نجا مدير مصرف سرق من الأغنياء لإعطاء الفقراء من السجن بأعجوبة.\n\n"
        "وحول المدير أكثر من مليون دينار من حسابات زبائنه إلى حسابات فقراء البلدة."
    )

    assert describe(text, language="ar").startswith(text.split("\n", 1)[0].rstrip("."))


def test_a_clause_that_names_the_subject_is_not_left_out() -> None:
    lead = (
        "عندما قبل اللاعب السابق سالم الراشد الظهور على شاشة التلفزيون في إطار تغطية نهائيات البطولة"
        " الأخيرة، ربما لم يتخيل أن شعره الطويل المجعد قد يكون مصدر قلق لأحد."
    )

    assert not describe(lead, language="ar").startswith("ربما")


def test_a_cut_keeps_the_news_that_the_title_announces() -> None:
    lead = (
        "The mayor of the old harbour town on the northern coast, who has been in office for nearly"
        " twelve years now, resigned on Monday after her plan for a second bridge over the Marle failed."
    )

    assert "resigned" in describe(lead, title="Mayor resigned over failed bridge", language="en")


def test_a_leading_conjunction_is_removed_from_the_verb() -> None:
    text = "وقد تم افتتاح الجسر الجديد في مدينة النور أمام السيارات والشاحنات صباح الخميس بحضور السكان."

    assert describe(text, language="ar").startswith("تم افتتاح الجسر")
