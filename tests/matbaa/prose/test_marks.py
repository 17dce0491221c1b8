"""Labels and marks before a paragraph that are no part of its sentence."""

from __future__ import annotations

import pytest

from matbaa.prose.marks import without_buttons, without_mark, without_portrait


@pytest.mark.parametrize(
    ("marked", "language", "bare"),
    [
        ("ج: نعم، سنعيد فتح الجسر.", "ar", "نعم، سنعيد فتح الجسر."),
        ("س٢: متى يفتح الجسر؟", "ar", "متى يفتح الجسر؟"),
        ("14:05 وصل الوفد إلى المدينة.", "ar", "وصل الوفد إلى المدينة."),
        ("١٤:٠٥ — وصل الوفد.", "ar", "وصل الوفد."),
        ("٣- أغلقت المدارس.", "ar", "أغلقت المدارس."),
        ("• أغلقت المدارس.", "ar", "أغلقت المدارس."),
        ("3 مارس، الأحد: عدت إلى البيت.", "ar", "عدت إلى البيت."),
        ("Q: Why now?", "en", "Why now?"),
        ("18:30 GMT - The bridge is open.", "en", "The bridge is open."),
        ("1. The bridge is open.", "en", "The bridge is open."),
        ("2) Die Brücke ist offen.", "de", "Die Brücke ist offen."),
        ("Frage: Warum jetzt?", "de", "Warum jetzt?"),
        ("Soru: Köprü ne zaman açılacak?", "tr", "Köprü ne zaman açılacak?"),
    ],
)
def test_a_mark_is_removed(marked: str, language: str, bare: str) -> None:
    assert without_mark(marked, language) == bare


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("A man was hurt.", "en"),
        ("5-year-old twins were found.", "en"),
        ("10-15 people were hurt.", "en"),
        ("3. Oktober ist ein Feiertag.", "de"),
        ("10:30 صباحا وصل الوفد.", "ar"),
        ("القاهرة: أغلقت المدارس.", "ar"),
        ("Paris: the bridge is open.", "en"),
    ],
)
def test_text_that_only_resembles_a_mark_is_kept(sentence: str, language: str) -> None:
    assert without_mark(sentence, language) == sentence


@pytest.mark.parametrize(
    ("pasted", "bare"),
    [
        ("شارك من خلال تويتر فيسبوك جوجل بلس اكتب رأيك أغلق الجسر.", "أغلق الجسر."),
        ("Share on Facebook Twitter WhatsApp The bridge is closed.", "The bridge is closed."),
        ("تويتر وفيسبوك أغلقا حسابات كثيرة.", "تويتر وفيسبوك أغلقا حسابات كثيرة."),
        ("Facebook, Twitter and Google were asked.", "Facebook, Twitter and Google were asked."),
    ],
)
def test_the_labels_of_buttons_are_removed_from_a_sentence(pasted: str, bare: str) -> None:
    assert without_buttons(pasted) == bare


@pytest.mark.parametrize(
    ("pasted", "bare"),
    [
        (
            "الشيخ سالم الهادي وقال الشيخ سالم الهادي إن الجسر فتح.",
            "وقال الشيخ سالم الهادي إن الجسر فتح.",
        ),
        (
            "سالم الهادي لاعب كبير كما قال سالم الهادي.",
            "سالم الهادي لاعب كبير كما قال سالم الهادي.",
        ),
        ("من يوم إلى يوم يكبر الجسر.", "من يوم إلى يوم يكبر الجسر."),
    ],
)
def test_a_caption_joined_to_a_sentence_is_removed(pasted: str, bare: str) -> None:
    assert without_portrait(pasted) == bare
