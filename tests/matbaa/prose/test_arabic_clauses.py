"""Whether a shortened Arabic sentence is complete: words keep the complements they need."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matbaa.prose.arabic_clauses import is_whole


@pytest.mark.parametrize(
    ("cut", "rest"),
    [
        ("شارك ممثلون عن عشر دول وعدد من الجامعات", "في أعمال الندوة التي انطلقت أمس"),
        ("تمكن رجال الإطفاء في المدينة القديمة", "من إخماد حريق في مصنع"),
        ("أفاد مراسلنا بأن الحادث الذي وقع صباحا على الطريق الرابطة", "أسفر عن إصابة طفلين"),
        ("ذكرت الصحيفة أن اللجنة التابعة للاتحاد الدولي لكرة القدم", "تدرس القضية"),
        ("قال الأربعاء مسؤول في البلدية", "إن الجسر سيفتح قريبا"),
        ("تمكنت الشرطة خلال الفترة الممتدة من يوم 15 إلى 21 مارس", "من حجز بضائع مهربة"),
        ("أكد وزير النقل في حكومة تصريف الأعمال، سالم الهادي", "، تراجع العجز في الميزان"),
        ("عندما قبل اللاعب الدعوة إلى البرنامج", "، لم يكن يعلم ما ينتظره"),
        ("لقي السائق المعروف باسم النور، المشهور بسباقات الجبال", "، مصرعه في حادث أمس"),
        ("كثف الجيش قصفه على المدينة أمس في محاولة جديدة", "للسيطرة على مينائها القديم"),
        ("عبر الوالد عن تقديره للبرنامج فمنذ تطبيق الخطة", "تغير سلوك ابنته كثيرا"),
        ("أكد الأمين العام للحركة سالم في تصريح لمراسلنا", "، عدم دعوتهم إلى الاجتماع"),
        ("دعا المحافظ إلى اجتماع ليتم", "بعده اتخاذ القرار"),
        ("خلصت دراسة إلى أن تعرض السيدات يوميا للمواد الكيميائية", "يضر بالصحة"),
        ("بغض النظر عن الطقس، أو عن الوقت", "، فإنك ستجد المقهى مفتوحا"),
    ],
)
def test_a_cut_without_a_required_complement_is_incomplete(cut: str, rest: str) -> None:
    assert not is_whole(cut, f"{cut} {rest}")
    assert is_whole(f"{cut} {rest}", f"{cut} {rest}")


@pytest.mark.parametrize(
    ("cut", "rest"),
    [
        ("افتتح الوزير أمس مدرسة جديدة في المدينة القديمة", "بعد أن اكتمل بناؤها"),
        ("أكدت دراسة أن أغاني النساء أكثر نجاحا من أغاني الرجال", "، وذلك لأسباب كثيرة"),
        ("أغلقت البلدية الجسر بعد أن ارتفع النهر", "في خطوة انتقدها السكان"),
        ("قال الوزير إن الجسر لن يفتح هذا الأسبوع", "لأن النهر ما زال مرتفعا"),
    ],
)
def test_a_finished_sentence_is_complete(cut: str, rest: str) -> None:
    assert is_whole(cut, f"{cut} {rest}")


@given(st.lists(st.text('شاركفيأنالذيبتمن\u064b\u0640\u200f ،"', max_size=12), max_size=12))
def test_any_text_can_be_judged(words: list[str]) -> None:
    sentence = " ".join(words)
    assert is_whole(sentence, sentence) in {True, False}
    assert is_whole(sentence[: len(sentence) // 2], sentence) in {True, False}
