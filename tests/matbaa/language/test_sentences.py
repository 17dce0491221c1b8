"""Splitting texts into sentences, in the ways of many languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matbaa.language.sentences import is_balanced, quotations, split_sentences
from matbaa.prose.lines import is_finished


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("قال د. علي. ثم غادر؟ نعم!", "ar", ["قال د. علي.", "ثم غادر؟", "نعم!"]),
        ("وقع عام 300 ق.م. بنسبة 3.5٪.", "ar", ["وقع عام 300 ق.م. بنسبة 3.5٪."]),
        ("زار مصر، ثم الأردن؛ وعاد: متعبا.", "ar", ["زار مصر، ثم الأردن؛ وعاد: متعبا."]),
        ("انتهى الاجتماع.وبدأ آخر.", "ar", ["انتهى الاجتماع.", "وبدأ آخر."]),
        ("Mr. J. K. Smith left. He ran.", "en", ["Mr. J. K. Smith left.", "He ran."]),
        ("In the U.S. The crowd left.", "en", ["In the U.S.", "The crowd left."]),
        ("The U.S. President spoke.", "en", ["The U.S. President spoke."]),
        ("It fell 3.5 per cent. so it was.", "en", ["It fell 3.5 per cent. so it was."]),
        ("Am 12. April kam Dr. Müller.", "de", ["Am 12. April kam Dr. Müller."]),
        ("Er blieb bis 2018. Dann ging er.", "de", ["Er blieb bis 2018.", "Dann ging er."]),
        ("12. Bölge'de oldu. Sonra bitti.", "tr", ["12. Bölge'de oldu.", "Sonra bitti."]),
        ("В 2020 г. он уехал. Потом вернулся.", "ru", ["В 2020 г. он уехал.", "Потом вернулся."]),
        ("Il part.Elle reste.", "fr", ["Il part.", "Elle reste."]),
        ("یہ خبر ہے۔ دوسری ہے۔", "ur", ["یہ خبر ہے۔", "دوسری ہے۔"]),
        ("यह खबर है। दूसरी है।", "hi", ["यह खबर है।", "दूसरी है।"]),
        ("今天好。我们去！", "zh", ["今天好。", "我们去！"]),
    ],
)
def test_a_text_is_split_where_its_sentences_end(
    text: str, language: str, expected: list[str]
) -> None:
    assert split_sentences(text, language) == expected


def test_a_full_stop_within_a_short_quotation_does_not_split() -> None:
    text = 'قال: "لن نذهب. هذا قرار." ثم غادر.'

    assert split_sentences(text, "ar") == ['قال: "لن نذهب. هذا قرار."', "ثم غادر."]


def test_a_quotation_of_many_sentences_is_split() -> None:
    speech = "“" + "We will go on and on for a long time yet. " * 12 + "”"

    assert len(split_sentences(speech, "en")) > 10


def test_a_line_break_ends_a_sentence() -> None:
    assert split_sentences("عنوان\r\nنص الخبر.", "ar") == ["عنوان", "نص الخبر."]


def test_thai_is_split_at_spaces() -> None:
    text = " ".join(["นายกรัฐมนตรีเปิดสะพานใหม่ในวันอาทิตย์"] * 9)

    assert all(80 <= len(sentence) < 200 for sentence in split_sentences(text, "th"))


@pytest.mark.parametrize("text", ["«نعم»", '"a" (b)', "„gut“", "”bra”", "»gut«", "1 (a [b])"])
def test_paired_marks_are_balanced(text: str) -> None:
    assert is_balanced(text)


@pytest.mark.parametrize("text", ["«نعم", 'a" b', "b)", "(a [b)"])
def test_unpaired_marks_are_not_balanced(text: str) -> None:
    assert not is_balanced(text)


def test_the_outermost_of_nested_quotations_counts() -> None:
    text = 'x «a "b" c» y'

    assert [text[start:end] for start, end in quotations(text)] == ['«a "b" c»']


@given(st.text(max_size=200), st.sampled_from(["ar", "en", "de", "zh", None]))
def test_sentences_cover_the_whole_text_in_order(text: str, language: str | None) -> None:
    at = 0
    for sentence in split_sentences(text, language):
        found = text.find(sentence, at)
        assert found >= 0
        assert not any(char.isalnum() for char in text[at:found])
        at = found + len(sentence)
    assert not any(char.isalnum() for char in text[at:])


def test_the_ethiopic_full_stop_ends_a_sentence() -> None:
    text = "ድልድዩ ዛሬ ተዘጋ። ወንዙ ሌሊት ሞልቶ ነበር።"
    assert split_sentences(text, "am") == ["ድልድዩ ዛሬ ተዘጋ።", "ወንዙ ሌሊት ሞልቶ ነበር።"]
    assert is_finished(text)


def test_urdu_without_full_stops_is_split_after_verbs() -> None:
    first = (
        "شہر کی بلدیہ نے تین دن کے طوفان کے بعد جزیروں کے لیے کشتیوں کی سروس دوبارہ شروع کر دی ہے"
    )
    second = (
        "بلدیہ کے مطابق تقریباً دو ہزار تین سو مسافر راستے میں پھنس گئے تھے اور ان کے لیے اسکول کے دو بڑے"
        " ہال کھول دیے گئے جہاں انہیں کھانا اور کمبل بھی دیے گئے"
    )
    third = "بندرگاہ کے ناظم کارل موس نے کہا کہ مچھلی بازار کی چھت اڑ گئی اور چالیس کشتیوں کو نقصان پہنچا"

    assert split_sentences(f"{first} {second} {third}", "ur")[0] == first


def test_khmer_and_burmese_full_stops_end_a_sentence() -> None:
    assert split_sentences("ផ្សារបើកហើយ។ មនុស្សមកច្រើន។", "km") == ["ផ្សារបើកហើយ។", "មនុស្សមកច្រើន។"]
    assert len(split_sentences("ဈေးဖွင့်ပြီ။ လူများလာသည်။", "my")) == 2


def test_thai_is_not_split_at_a_space_next_to_a_number() -> None:
    text = (
        "ซูเปอร์มาร์เก็ตที่มีพื้นที่เกิน 400 ตารางเมตรต้องบริจาคอาหารที่ขายไม่หมดตั้งแต่วันที่ 1 กรกฎาคม"
        " รัฐสภาลงมติผ่านกฎหมายลดขยะอาหารเมื่อวันอังคารด้วยคะแนนเสียงข้างมากเด็ดขาดของสมาชิก"
    )

    assert split_sentences(text, "th")[0].endswith("กรกฎาคม")
