"""Datelines: recognised, read for the place, and removed."""

from __future__ import annotations

import pytest

from matbaa.prose.datelines import place_of, without_dateline
from matbaa.summary import summarize


@pytest.mark.parametrize(
    ("text", "place", "rest"),
    [
        ("CAIRO (Reuters) - It rained.", "Cairo", "It rained."),
        ("WEST PALM BEACH, Fla. — It rained.", "West Palm Beach, Fla.", "It rained."),
        ("ALBANY, N.Y. (AP) — It rained.", "Albany, N.Y.", "It rained."),
        ("PARIS, 26 nov (AFP) - Il pleut.", "Paris", "Il pleut."),
        (
            "دبي، الإمارات العربية المتحدة (CNN)-- قال الوزير.",
            "دبي، الإمارات العربية المتحدة",
            "قال الوزير.",
        ),
        ("واشنطن - أ ف ب - قال الوزير.", "واشنطن", "قال الوزير."),
        ("Kiel, 26. November 2026 - Es regnet.", "Kiel", "Es regnet."),
        ("Paris, le 26 novembre 2026 – Il pleut.", "Paris", "Il pleut."),
        ("BONN, Nov. 26, 2026 /ExampleWire/ -- It rained.", "Bonn", "It rained."),
        ("Madrid, 26 de noviembre de 2026.- Llueve.", "Madrid", "Llueve."),
        ("الرياض، ٢٦ نوفمبر ٢٠٢٦: قال الوزير.", "الرياض", "قال الوزير."),
        ("(CNN) -- It rained.", None, "It rained."),
        ("Berlin, 2 Tote - so die Bilanz.", None, "Berlin, 2 Tote - so die Bilanz."),
        ("On Monday, May 4: it rained.", None, "On Monday, May 4: it rained."),
        ("It rained - and poured.", None, "It rained - and poured."),
    ],
)
def test_a_dateline_gives_the_place_and_is_removed(text: str, place: str | None, rest: str) -> None:
    assert place_of(text) == place
    assert without_dateline(text) == rest


def test_a_dateline_that_looks_like_two_sentences_is_removed_from_a_summary() -> None:
    text = (
        "SPRINGFIELD, Ill. (AP) — Two bridges were closed on Thursday after the river rose by three "
        "metres overnight.\n\nSchools stay open, and buses run from noon on, the mayor said."
    )

    told = summarize(text, title="Floods in Springfield", language="en").sentences

    assert told[0].startswith("Two bridges were closed")


@pytest.mark.parametrize(
    ("opening", "language"),
    [
        ("Berlin. ", "de"),
        ("Kiel, 26. November 2026. ", "de"),
        ("КАЗАНЬ, 26 ноября — РИА Новости. ", "ru"),
    ],
)
def test_a_place_or_agency_before_the_first_sentence_is_no_sentence(
    opening: str, language: str
) -> None:
    said = "Двенадцать новых станций метро откроют в четверг в Казани, сообщила пресс-служба мэрии."
    if language == "de":
        said = "Nach wochenlangem Streit hat sich die Koalition auf ein Sparpaket geeinigt."

    told = summarize(f"{opening}{said} Das ist gut.", title="Metro", language=language).sentences

    assert told[0] == said


@pytest.mark.parametrize(
    ("dateline", "rest", "language"),
    [
        ("Wien – ", "Die Fähren fahren wieder.", "de"),
        ("Villach/Klagenfurt – ", "Die Fähren fahren wieder.", "de"),
        ("St. Pölten – ", "Die Fähren fahren wieder.", "de"),
        ("به گزارش خبرگزاری دریا، ", "کشتی‌ها روز پنجشنبه به راه افتادند.", "fa"),
        ("به گزارش دریانیوز به نقل از شهرداری: ", "کشتی‌ها روز پنجشنبه به راه افتادند.", "fa"),
        ("कोलकाता, 26 नवंबर (भाषा) ", "नौका सेवा गुरुवार को शुरू हो गई।", "hi"),
        ("नई दिल्ली: ", "नौका सेवा गुरुवार को शुरू हो गई।", "hi"),
        ("लखनऊ (ब्यूरो)। ", "नौका सेवा गुरुवार को शुरू हो गई।", "hi"),
        ("【マルレ港時事】", "フェリーは26日、運航を再開した。", "ja"),
        ("[マルレ港 26日 通信] - ", "フェリーは26日、運航を再開した。", "ja"),
        ("(마를레=통신) 김민수 기자 = ", "여객선이 운항을 재개했다.", "ko"),
        ("[마를레=통신]", "여객선이 운항을 재개했다.", "ko"),
        ("کراچی 5 دسمبر (نیوز ڈیسک) ", "کشتیاں دوبارہ چلنے لگیں۔", "ur"),
        ("لاہور (نامہ نگار) ", "کشتیاں دوبارہ چلنے لگیں۔", "ur"),
        ("新华社马尔港11月26日电（记者李明）", "渡轮周四恢复航行。", "zh"),
        ("【环球网报道】", "渡轮周四恢复航行。", "zh"),
    ],
)
def test_datelines_of_each_language_are_recognised(dateline: str, rest: str, language: str) -> None:
    assert without_dateline(dateline + rest, language) == rest


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("Anna Lind – die Lehrerin aus Norholm – schlief im Hafen.", "de"),
        ("Karl Moss – Lehrer und Fischer – Rufname Kalle – schlief.", "de"),
        ("به گزارش تازه‌ای که شهرداری منتشر کرد هیچ‌کس پاسخ نداد.", "fa"),
        ("भारतीय नौका संघ (भानौसं) ने सेवा शुरू की।", "hi"),
        ("تحریک نور (ت ن) نے کشتیاں چلائیں۔", "ur"),
        ("11月26日电影节开幕，渡轮恢复航行。", "zh"),
    ],
)
def test_text_that_only_resembles_a_dateline_is_kept(sentence: str, language: str) -> None:
    assert without_dateline(sentence, language) == sentence


def test_a_dateline_after_a_standfirst_is_removed() -> None:
    text = (
        "Nach drei Tagen Sturm fahren die Fähren wieder. Norholm – Die Insel war drei Tage lang ohne"
        " Brot und Zeitung, sagte die Lehrerin."
    )

    told = summarize(text, title="Sturm", language="de").sentences

    assert not any("Norholm –" in sentence for sentence in told)


def test_a_hindi_place_alone_is_no_sentence() -> None:
    text = "नई दिल्ली। नौका सेवा गुरुवार को फिर शुरू हो गई और यात्री घर लौट गए।"

    assert summarize(text, language="hi").sentences[0].startswith("नौका")
