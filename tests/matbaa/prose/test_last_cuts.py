"""Cuts of last resort: where an Arabic clause may end without a comma."""

from __future__ import annotations

import pytest

from matbaa.prose.cuts import without_loose_end
from matbaa.prose.last_cuts import last_cuts

_LEAD = "زار وزير النقل سالم الهادي برفقة عدد من المهندسين مواقع العمل في رجال القوات البحرية"


@pytest.mark.parametrize(
    "rest", ["المرابطين على الحدود", "التي تحرس الميناء", "بساحة الشهداء", "خلال الأسبوع الماضي"]
)
def test_a_clause_can_end_before_what_describes_its_last_noun(rest: str) -> None:
    assert _LEAD in list(last_cuts(f"{_LEAD} {rest}", 155))


def test_a_name_that_looks_like_a_verb_is_not_cut_off() -> None:
    assert _LEAD not in list(last_cuts(f"{_LEAD} تونس الخضراء في المدينة", 155))


@pytest.mark.parametrize(
    "end",
    [
        "وإلى",
        "إذا لم يكن",
        "خلال الفترة",
        "بخصوص وجود شبهة",
        "ممثلة",
        "بالتعاون",
        "مفاده حدوث",
        "جاء",
    ],
)
def test_no_cut_ends_with_a_word_that_needs_another(end: str) -> None:
    assert without_loose_end(f"{_LEAD} {end}", "ar") == _LEAD


def test_no_cut_ends_soon_after_an_added_clause_began() -> None:
    assert f"{_LEAD} وذلك لدى قيامها" not in list(last_cuts(f"{_LEAD} وذلك لدى قيامها بدورية", 155))


def test_the_name_of_an_institution_is_not_cut_in_two() -> None:
    lead = (
        "تتواصل في مدينة النور جلسات القراءة التي تعقدها جمعية المسرح بمقر صندوق الرعاية والتقاعد للمعلمين"
        " بالحي الشمالي"
    )
    assert not any(cut.endswith("صندوق الرعاية") for cut in last_cuts(lead, 120))
