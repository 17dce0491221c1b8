"""Which sentences can be told to somebody who reads nothing else."""

from __future__ import annotations

import pytest

from matbaa.prose.ranking import ranking_of


def stands_alone(sentence: str, language: str) -> bool:
    first = {
        "ar": "افتتحت بلدية مدينة النور الجسر الجديد.",
        "en": "The town opened its new bridge.",
    }
    ranking = ranking_of(f"{first[language]}\n\n{sentence}", "", language)
    return ranking.candidates[-1].stands_alone


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("أفاد بأن الإقامة اليومية تشمل أجرة السرير وخدمات التمريض.", "ar"),
        ("وبين أن المجالس البلدية ليست جزءا من اللجان المشرفة.", "ar"),
        ("و أوضح أن الوزارة أذنت بمراقبة تنفيذ إجراءات الصفقة.", "ar"),
        ("وأثنى على ما قدمته الإدارة من عمل في المهرجان.", "ar"),
        ("متمنين أن تنتهي أعمال الجسر قبل حلول الشتاء القادم.", "ar"),
        ("فالمسألة لم تعد تخص البلدية وحدها بعد اليوم.", "ar"),
        ("ليكرم الفنانين ومقدمي البرامج في مدينة النور القديمة.", "ar"),
        ("للإشارة فإن الوزارة تمكنت من الحصول على تمويل للجسر.", "ar"),
        ("implications for the harbour that nobody had thought of.", "en"),
    ],
)
def test_what_goes_on_from_another_sentence_does_not_stand_alone(
    sentence: str, language: str
) -> None:
    assert not stands_alone(sentence, language)


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("يبدو أن أعمال الجسر الجديد ستنتهي قبل حلول الشتاء.", "ar"),
        ("ليفربول تفتتح جسرا جديدا فوق النهر بعد عامين من العمل.", "ar"),
        ("ملايين المسافرين يعبرون الجسر الجديد في مدينة النور كل عام.", "ar"),
        ("iPhone owners can pay the toll of the bridge by a touch.", "en"),
    ],
)
def test_names_and_impersonal_verbs_stand_alone(sentence: str, language: str) -> None:
    assert stands_alone(sentence, language)
