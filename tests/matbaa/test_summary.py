"""Summaries: sentences of the article, understandable on their own."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matbaa.language.sentences import split_sentences
from matbaa.summary import summarize
from tests.matbaa.articles import ARTICLE, ENGLISH, ENGLISH_TITLE, PASTED, TITLE

LEAD = ARTICLE.splitlines()[0]


def test_a_summary_consists_of_the_articles_sentences_in_reading_order() -> None:
    summary = summarize(ARTICLE, title=TITLE, language="ar")
    source = split_sentences(ARTICLE, "ar")

    assert summary.sentences == [source[at] for at in summary.indexes]
    assert summary.indexes == sorted(set(summary.indexes))
    assert summary.method == "extractive"


def test_a_summary_of_news_starts_with_the_lead() -> None:
    assert summarize(ARTICLE, title=TITLE, language="ar").sentences[0] == LEAD


@pytest.mark.parametrize("count", [1, 2, 3])
def test_a_summary_has_no_more_sentences_than_asked_for(count: int) -> None:
    summary = summarize(ENGLISH, title=ENGLISH_TITLE, language="en", sentences=count)

    assert 1 <= len(summary.sentences) <= count


def test_page_text_around_a_pasted_article_does_not_change_its_summary() -> None:
    pasted = summarize(PASTED, title=TITLE, language="ar")

    assert pasted.sentences == summarize(ARTICLE, title=TITLE, language="ar").sentences


def test_indexes_count_the_sentences_of_the_pasted_source() -> None:
    summary = summarize(PASTED, title=TITLE, language="ar")
    source = split_sentences(PASTED, "ar")

    for at, sentence in zip(summary.indexes, summary.sentences, strict=True):
        assert source[at].endswith(sentence)


@pytest.mark.parametrize(
    "dateline",
    [
        "بدر الجبل- سبق- تبوك: ",
        "القاهرة (رويترز) - ",
        "دبي، الإمارات العربية المتحدة (CNN)-- ",
        "واشنطن - أ ف ب - ",
        "(د ب أ) - ",
    ],
)
def test_a_dateline_is_not_part_of_the_summary(dateline: str) -> None:
    assert summarize(dateline + ARTICLE, title=TITLE, language="ar").sentences[0] == LEAD


def test_a_dash_within_the_lead_is_no_dateline() -> None:
    text = "Angela Merk – the chancellor of old – opened the new harbour on Monday morning."

    assert summarize(text, language="en").sentences == [text]


def test_no_summary_sentence_begins_with_a_word_that_refers_back() -> None:
    text = f"{ENGLISH}\n\nThis was said to be enough, and they left it at that in the evening."

    for sentence in summarize(text, title=ENGLISH_TITLE, language="en").sentences:
        assert not sentence.startswith(("However", "This", "Would"))


def test_a_sentence_with_an_unclosed_quotation_is_left_out() -> None:
    text = f'وقال الوزير سالم الهادي: "هذا جسر مدينة النور الجديد الذي انتظرناه عامين.\n\n{ARTICLE}'

    assert summarize(text, title=TITLE, language="ar").sentences[0] == LEAD


def test_a_repeated_sentence_is_taken_once() -> None:
    text = f"{LEAD}\n\n{LEAD}\n\n{ARTICLE}"

    sentences = summarize(text, title=TITLE, language="ar").sentences

    assert len(sentences) == len(set(sentences))


def test_a_standfirst_above_the_repeated_title_is_not_the_summary() -> None:
    standfirst = "تعرف على تفاصيل الجسر الجديد في مدينة النور وكلفته وموعد افتتاحه."
    text = f"{TITLE}\n\n{standfirst}\n\n{TITLE}\n\n{ARTICLE}"

    assert summarize(text, title=TITLE, language="ar").sentences[0] == LEAD


@pytest.mark.parametrize("text", ["", "\n\n", "... !؟", "\u200f\u202e"])
def test_a_text_without_words_has_no_summary(text: str) -> None:
    assert summarize(text, title=TITLE, language="ar").sentences == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("日本の首相は東京で新しい橋を開いた。橋の長さは六百メートルである。", "ja"),
        ("नई दिल्ली में प्रधानमंत्री ने नए पुल का उद्घाटन किया। पुल छह सौ मीटर लंबा है।", "hi"),
        ("ראש הממשלה פתח ביום ראשון גשר חדש מעל הנהר בעיר. אורכו של הגשר שש מאות מטרים.", "he"),
        ("Президент открыл в воскресенье новый мост через реку. Его длина шестьсот метров.", "ru"),
        ("นายกรัฐมนตรีเปิดสะพานใหม่ในวันอาทิตย์ สะพานมีความยาวหกร้อยเมตร", "th"),
    ],
)
def test_every_script_gets_a_summary(text: str, language: str) -> None:
    summary = summarize(text, language=language, sentences=2)

    assert summary.sentences
    assert all(sentence in text for sentence in summary.sentences)


def test_a_megabyte_takes_less_than_a_second() -> None:
    text = "\n\n".join(f"{number} {ARTICLE}" for number in range(1_100))
    start = time.process_time()

    summarize(text, title=TITLE, language="ar")

    assert len(text.encode()) > 1_000_000
    assert time.process_time() - start < 1


@given(st.text(max_size=400), st.sampled_from(["ar", "en", "th", "zh", None]))
def test_the_summary_of_any_text_is_contained_in_it(text: str, language: str | None) -> None:
    def squashed(piece: str) -> str:
        return "".join(char for char in piece if char.isalnum())

    for sentence in summarize(text, language=language).sentences:
        assert squashed(sentence) in squashed(text)


def test_a_sentence_that_depends_on_an_earlier_one_is_not_chosen_without_it() -> None:
    text = (
        "أعلنت بلدية مدينة النور افتتاح الجسر الجديد أمام السيارات صباح الخميس.\n\n"
        "ويبلغ طول الجسر الجديد ثلاثمئة متر، وكلفته عشرون مليون دينار من ميزانية البلدية.\n\n"
        "جاء ذلك في بيان للبلدية عن الجسر الجديد في مدينة النور وعن السيارات التي ستعبره."
    )
    found = summarize(text, title="افتتاح الجسر الجديد في مدينة النور", language="ar", sentences=2)

    assert not any(sentence.startswith("جاء ذلك") for sentence in found.sentences)


def test_a_sentence_in_another_language_is_no_part_of_a_summary() -> None:
    foreign = "Please subscribe to our newsletter and never miss important city council news again."
    found = summarize(f"{ARTICLE}\n\n{foreign}", title=TITLE, language="ar", sentences=9)

    assert foreign not in found.sentences


def test_an_unmatched_closing_quotation_mark_is_removed() -> None:
    text = f'{LEAD[:-1]}".\n\n{ARTICLE}'

    assert summarize(text, language="ar", sentences=1).sentences == [LEAD]


def test_labels_of_a_live_report_are_no_part_of_a_summary() -> None:
    marked = "\n\n".join(f"14:0{at} {line}" for at, line in enumerate(ARTICLE.splitlines()) if line)

    assert summarize(marked, title=TITLE, language="ar").sentences[0] == LEAD


def test_a_summary_does_not_repeat_a_fact() -> None:
    again = LEAD[:-1] + " أيضا."

    found = summarize(f"{ARTICLE}\n\n{again}", title=TITLE, language="ar", sentences=5)

    assert LEAD in found.sentences
    assert again not in found.sentences
