"""Shortened forms of Arabic sentences are still sentences."""

from __future__ import annotations

import pytest

from matbaa.description import describe, descriptions
from matbaa.prose.datelines import without_dateline
from matbaa.summary import summarize


@pytest.mark.parametrize(
    ("lead", "title", "description"),
    [
        (
            "استقبل صاحب السمو الملكي الأمير سالم بن ناصر بن عبدالله رئيس مجلس أمناء مؤسسة النور"
            " الخيرية في مكتبه بالمدينة القديمة وفدا من منظمات الإغاثة الدولية العاملة في المنطقة.",
            "الأمير سالم يستقبل وفدا من منظمات الإغاثة",
            "استقبل الأمير سالم بن ناصر بن عبدالله رئيس مجلس أمناء مؤسسة النور الخيرية في مكتبه"
            " بالمدينة القديمة وفدا من منظمات الإغاثة الدولية العاملة في المنطقة.",
        ),
        (
            "أوصى مجلس إدارة بنك النور التجاري، برئاسة المهندس سالم الهادي رئيس مجلس الإدارة،"
            " بتوزيع أرباح نقدية قدرها مليون ريال، على مساهمي البنك عن النصف الأول من العام 2015.",
            "بنك النور يوزع مليونا على المساهمين",
            "أوصى مجلس إدارة بنك النور التجاري بتوزيع أرباح نقدية قدرها مليون ريال، على مساهمي"
            " البنك عن النصف الأول من العام 2015.",
        ),
        (
            "أكد المدرب سالم الهادي في تصريحات صحفية قبل يومين على نهائي كأس المدينة المرتقب بين"
            " فريقي النور والساحل القديمين أن فريقه جاهز للقاء الذي ينتظره الجمهور منذ شهور.",
            "المدرب: فريق النور جاهز",
            "أكد المدرب سالم الهادي أن فريقه جاهز للقاء الذي ينتظره الجمهور منذ شهور.",
        ),
    ],
)
def test_a_long_lead_loses_details_before_its_main_statement(
    lead: str, title: str, description: str
) -> None:
    assert describe(f"{lead}\n\nيقع الجسر في المدينة.", title=title, language="ar") == description


def test_a_name_in_brackets_stays_after_the_noun_it_names() -> None:
    lead = (
        "أصيب ثلاثة أشخاص في حادث سير وقع صباح اليوم على طريق (النور - الساحل) عند مدخل البلدة"
        " القديمة، وذلك بعد اصطدام حافلة صغيرة بشاحنة متوقفة كانت محملة بمواد البناء."
    )

    assert "طريق (النور - الساحل) عند" in describe(lead, title="حادث سير", language="ar")


def test_a_date_is_removed_only_if_nothing_depends_on_it() -> None:
    lead = (
        "تعلم وكالة التشغيل في مدينة النور أن باب التسجيل في برنامج التدريب الجديد سيفتح بداية من"
        " الأربعاء 15 مارس 2017 وإلى غاية يوم 25 مارس 2017، وذلك في جميع مكاتبها بالمدينة."
    )

    assert "من وإلى" not in describe(lead, title="باب التسجيل", language="ar")


@pytest.mark.parametrize(
    "dateline", ["واس- الرياض: ", "سبق- وكالات: ", "سالم الهادي- سبق: ", "واس - النور :"]
)
def test_a_dateline_of_place_and_agency_is_removed(dateline: str) -> None:
    assert without_dateline(f"{dateline}أعلنت البلدية فتح الجسر.") == "أعلنت البلدية فتح الجسر."


def test_a_summary_does_not_begin_with_a_conjunction() -> None:
    text = (
        "متى يفتح الجسر الجديد؟\n\nوأعلنت بلدية مدينة النور أن الجسر الجديد سيفتح يوم الأحد أمام"
        " السيارات والمشاة بعد عامين من العمل.\n\nويبلغ طول الجسر الجديد مئتي متر."
    )

    summary = summarize(text, title="الجسر الجديد", language="ar", sentences=1)

    assert summary.sentences[0].startswith("أعلنت بلدية مدينة النور")


def test_a_wish_between_stretched_letters_for_dashes_is_left_out() -> None:
    lead = (
        "رفع المهندس سالم بن مبارك الهادي شكره لوزير النقل في مدينة النور ـ حفظه الله ـ بمناسبة صدور قرار"
        " المجلس في جلسته التي عقدت بترقيته إلى المرتبة الخامسة عشرة وتكليفه بإدارة المشروع الجديد في"
        " المنطقة الشرقية من البلاد."
    )

    found = list(descriptions(lead, language="ar"))

    assert found[0].startswith(
        "رفع المهندس سالم بن مبارك الهادي شكره لوزير النقل في مدينة النور بمناسبة"
    )
