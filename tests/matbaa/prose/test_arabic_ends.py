"""A shortened Arabic sentence does not end within an expression."""

from __future__ import annotations

import pytest

from matbaa.prose.arabic_clauses import is_whole


@pytest.mark.parametrize(
    ("cut", "rest"),
    [
        ("شاهد أكثر من مليون زائر مقطع الصياد سالم الهادي على موقع", "مرآة بعد يوم من نشره"),
        ("نشرت المراسلة ليلى النجار تحقيقا عن مصنع الورق في صحيفة", "«الساحل» أمس"),
        (
            "فاز فريق النور على ضيفه فريق الوادي مساء الأحد بهدفين",
            "مقابل هدف واحد في الملعب البلدي",
        ),
        ("فاز فريق النور على ضيفه فريق الوادي مساء الأحد بهدف", "دون رد في الملعب البلدي"),
        ("وافق المجلس البلدي على الخطة الجديدة بأغلبية 14 صوتا", "مقابل تسعة أصوات"),
        ("زار الوفد مصنع الورق الذي يعمل فيه مئة عامل في شركة", "يوتيوب أمس"),
        ("رفض القاضي الطلب الذي قدمه المحامي لأنه رأى أن البنود متنافية", "مع القانون"),
    ],
)
def test_a_cut_within_an_expression_is_incomplete(cut: str, rest: str) -> None:
    assert not is_whole(cut, f"{cut} {rest}")


@pytest.mark.parametrize(
    ("cut", "rest"),
    [
        ("باع التاجر سالم الهادي بيته القديم في مدينة النور", "مقابل مليون دينار"),
        ("أسس المهندسان سالم وليلى قبل عامين شركة", "في العاصمة"),
        ("أسس المهندسان سالم وليلى قبل عامين شركة", "توظف مئة عامل"),
        ("فاز فريق النور على ضيفه فريق الوادي بهدفين", "في الملعب البلدي"),
    ],
)
def test_a_cut_before_another_part_of_the_sentence_is_complete(cut: str, rest: str) -> None:
    assert is_whole(cut, f"{cut} {rest}")
