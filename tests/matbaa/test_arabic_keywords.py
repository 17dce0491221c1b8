"""Arabic keywords are whole noun phrases that an editor would type as tags."""

from __future__ import annotations

import pytest

from matbaa.keywords import keywords

BACKGROUND = (
    "تقع مدينة النور على الساحل الشرقي. ويعبر السكان الجسر القديم كل صباح. وتدرس البلدية توسيع الميناء"
    " الجديد. ويزور السياح القلعة البيضاء والسوق الشعبي في مدينة النور."
)


def _of(lead: str, title: str = "") -> list[str]:
    return keywords(f"{lead}\n\n{BACKGROUND}", title=title, language="ar")


@pytest.mark.parametrize(
    ("lead", "piece"),
    [
        ("زار الوفد مقر تصحيح الأوضاع في المدينة", "مقر تصحيح"),
        ("هبطت الطائرة في مطار الملك سالم أمس", "مطار الملك"),
        ("اشترت شركة جنرال الكتريك مصنعا. وقالت جنرال الكتريك إنه كبير", "شركة جنرال"),
        ("أعلن مصدر في العاصمة النور ذلك", "العاصمة النور"),
        ("صدر الكتاب في مئة صفحة للمؤلف الشاب", "صفحة للمؤلف"),
        ("أقام الفريق معسكره الخارجي في الجبال", "معسكره الخارجي"),
        ("وقع الوزير الاتفاق معلنا انضمام بلده", "معلنا انضمام"),
        ("قالت الوزارة إن أغلب المناطق بخير", "أغلب المناطق"),
        ("استمرت الرحلة خمسة أشهر في البحر", "خمسة أشهر"),
        ("بلغت الخسائر ترليون و14 مليونا", "ترليون و14"),
        ("انخفضت أسهم النور. وأشاد مثقفي وأدباء المحافظة بالقرار", "مثقفي وأدباء"),
        ("حكمت المحكمة بأحكام نافذة بسجن ثلاثة", "نافذة بسجن"),
        ("طالبت المعارضة الحكومة بالحوار وعدم الزج بالجيش", "وعدم الزج"),
    ],
)
def test_no_keyword_is_a_fragment_of_a_clause_or_name(lead: str, piece: str) -> None:
    assert piece not in _of(f"{lead}.")


def test_a_word_common_to_all_news_is_no_keyword_by_itself() -> None:
    lead = "ارتفعت نسبة الرطوبة إلى تسعين بالمائة. وقال الرئيس إن نسبة الرطوبة هي الأعلى هذا الشهر."

    assert not {"نسبة", "المائة", "الرئيس", "الشهر"} & set(_of(lead, "ارتفاع نسبة الرطوبة"))


def test_no_keyword_is_a_part_of_another() -> None:
    lead = (
        "يواصل المنتخب الوطني استعداده. وقال مدرب المنتخب إن المنتخب جاهز. ويلعب المنتخب الوطني"
        " غدا، ويسافر المنتخب بعد ذلك، ثم يعود المنتخب إلى مدينة النور."
    )
    found = [set(phrase.split()) for phrase in _of(lead, "المنتخب الوطني جاهز")]

    assert not any(one < other for one in found for other in found)


def test_a_whole_name_is_a_keyword() -> None:
    lead = (
        "افتتح وزير الشؤون البلدية فرع المعهد الوطني للإحصاء في مدينة النور. وقال مدير المعهد الوطني"
        " للإحصاء إن جنرال الكتريك ستدعم المعهد."
    )
    found = _of(lead, "فرع للمعهد الوطني للإحصاء")

    assert "المعهد الوطني للإحصاء" in found
    assert "مدينة النور" in found


def test_a_single_noun_keeps_its_article_and_a_country_is_not_replaced_by_its_adjective() -> None:
    lead = (
        "زار وفد من اليمن المعرض. وقالت الحكومة اليمنية إن الجمارك ضبطت زاناكس في الميناء. وأضافت أن"
        " الزاناكس كان في حقيبة، وأن زاناكس ممنوع. وتدعم الحكومة اليمنية سكان اليمن."
    )
    found = _of(lead, "ضبط زاناكس في اليمن")

    assert "الزاناكس" in found
    assert "اليمنية" not in found
