"""Arabic leads that are too long: what is left out, and what must stay."""

from __future__ import annotations

import pytest

from matbaa.description import describe


@pytest.mark.parametrize(
    ("lead", "limit", "expected"),
    [
        pytest.param(
            "نفى محافظ النور سالم الهادي في تصريح لمراسل إذاعة النور، مغادرته للمدينة في اتجاه الميناء بسبب"
            " الاحتجاجات التي شهدتها الأحياء للمطالبة بالتشغيل، مثل ما روج في مواقع التواصل الاجتماعي.",
            140,
            "نفى محافظ النور سالم الهادي مغادرته للمدينة في اتجاه الميناء بسبب الاحتجاجات التي شهدتها الأحياء"
            " للمطالبة بالتشغيل.",
            id="where a denial was made",
        ),
        pytest.param(
            "ضمن مسابقة بلدية النور للعروض المسرحية في احتفالات الربيع، وبمشاركة الجمعية الوطنية للثقافة والفنون"
            " بالمدينة، انطلق على خشبة المسرح الكبير في حديقة الملك المركزية العرض المسرحي الثالث للفرقة.",
            155,
            "انطلق على خشبة المسرح الكبير في حديقة الملك المركزية العرض المسرحي الثالث للفرقة.",
            id="two adjuncts in front",
        ),
        pytest.param(
            "عاشت مدينة النور، اليوم الخميس 4 مايو 2017، على وقع الانتخابات البلدية، وسط جو من الهدوء وتنظيم محكم"
            " وتعزيزات أمنية مكثفة في كل الأحياء.",
            120,
            "عاشت مدينة النور على وقع الانتخابات البلدية، وسط جو من الهدوء وتنظيم محكم وتعزيزات أمنية مكثفة في"
            " كل الأحياء.",
            id="a date between commas within the clause",
        ),
    ],
)
def test_a_long_lead_loses_what_its_clause_does_not_need(
    lead: str, limit: int, expected: str
) -> None:
    title = "العرض المسرحي الثالث لفرقة النور"
    assert describe(lead, title=title, language="ar", limit=limit) == expected


def test_a_name_in_brackets_before_its_relative_clause_stays() -> None:
    lead = (
        "تشرفت في منتصف الشهر مع نخبة من الكتاب بحضور ندوة دعت لها (مؤسسة النور الخيرية) التي يرأس مجلس"
        " إدارتها السيد سالم بن ناصر الهادي، وكانت الندوة الأولى التي يدعى إليها الكتاب."
    )
    assert "(مؤسسة النور الخيرية)" in describe(lead, language="ar")


@pytest.mark.parametrize("end", ["من عرب", "للثقافة", "التقني"])
def test_a_list_or_name_is_not_cut_before_its_second_member(end: str) -> None:
    second = {"من عرب": "وعجم", "للثقافة": "والفنون بالمدينة", "التقني": "والمهني في البلاد"}[end]
    lead = (
        "شهدت مدينة النور القديمة خلال الأيام العشرة الماضية توافد آلاف الزوار إلى المعرض الدولي الكبير الذي"
        f" أقيم في الميناء {end} {second}، وهو الأول من نوعه منذ سنوات طويلة في هذه المنطقة الساحلية."
    )
    assert not describe(lead, language="ar").rstrip(".").endswith(end)
