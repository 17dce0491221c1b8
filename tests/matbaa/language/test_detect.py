"""Detecting the language and the direction of a text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matbaa.language.detect import detect_language, direction, paragraph_language, way_of

SENTENCES = {
    "ar": "انطلقت اليوم في العاصمة أعمال المؤتمر السنوي للصحافة بمشاركة واسعة",
    "fa": "نشست سالانه روزنامه‌نگاران امروز در پایتخت با حضور گسترده کشورهای همسایه آغاز شد",
    "ur": "صحافیوں کا سالانہ اجلاس آج دارالحکومت میں بھرپور شرکت کے ساتھ شروع ہوا",
    "he": "הכנס השנתי של העיתונאים נפתח היום בבירה בהשתתפות רחבה של מדינות האזור",
    "en": "The annual meeting of journalists opened in the capital today with guests from abroad",
    "fr": "La réunion annuelle des journalistes s'est ouverte aujourd'hui dans la capitale",
    "de": "Die Jahrestagung der Journalisten hat heute in der Hauptstadt mit Gästen begonnen",
    "es": "La reunión anual de periodistas se inauguró hoy en la capital con muchos invitados",
    "pt": "A reunião anual de jornalistas começou hoje na capital com muitos convidados de fora",
    "it": "La riunione annuale dei giornalisti si è aperta oggi nella capitale con molti ospiti",
    "nl": "De jaarlijkse bijeenkomst van journalisten is vandaag in de hoofdstad begonnen",
    "pl": "Doroczne spotkanie dziennikarzy rozpoczęło się dziś w stolicy z udziałem wielu gości",
    "ru": "Ежегодная встреча журналистов открылась сегодня в столице с участием многих гостей",
    "uk": "Щорічна зустріч журналістів відкрилася сьогодні у столиці за участю багатьох гостей",
    "tr": "Gazetecilerin yıllık toplantısı bugün başkentte çok sayıda konuğun katılımıyla başladı",
    "id": "Pertemuan tahunan para wartawan dibuka hari ini di ibu kota dengan banyak tamu",
    "hi": "पत्रकारों की वार्षिक बैठक आज राजधानी में कई मेहमानों के साथ शुरू हुई",
    "bn": "সাংবাদিকদের বার্ষিক সভা আজ রাজধানীতে অনেক অতিথির অংশগ্রহণে শুরু হয়েছে",
    "zh": "记者年会今天在首都开幕，来自周边国家的许多嘉宾参加了会议",
    "ja": "記者の年次会議が今日、首都で多くの来賓を迎えて始まりました",
    "ko": "기자들의 연례 회의가 오늘 수도에서 많은 손님이 참석한 가운데 시작되었다",
    "th": "การประชุมประจำปีของนักข่าวเปิดขึ้นวันนี้ในเมืองหลวงโดยมีแขกจำนวนมาก",
    "am": "የጋዜጠኞች ዓመታዊ ስብሰባ ዛሬ በዋና ከተማዋ ብዙ እንግዶች በተገኙበት ተከፈተ",
    "sw": "Mkutano wa mwaka wa waandishi wa habari umefunguliwa leo katika mji mkuu na wageni",
}


@pytest.mark.parametrize("language", SENTENCES)
def test_the_language_of_a_sentence_is_detected(language: str) -> None:
    assert detect_language(SENTENCES[language]) == language


def test_a_name_alone_is_in_the_sites_language() -> None:
    assert detect_language("محمد", hint="fa") == "fa"
    assert detect_language("Ada Lovelace", hint="de") == "de"


def test_a_hint_for_another_script_is_ignored() -> None:
    assert detect_language("خبر", hint="en") == "ar"


def test_urdu_and_persian_are_distinguished_by_their_special_letters() -> None:
    assert detect_language("ٹیلی ویژن") == "ur"
    assert detect_language("گزارش") == "fa"


def test_the_region_of_a_correct_hint_is_kept() -> None:
    assert detect_language(SENTENCES["pt"], hint="pt-BR") == "pt-BR"


def test_web_addresses_do_not_affect_the_detected_language() -> None:
    text = f"{SENTENCES['ar']} https://example.com/this-is-a-long-english-address/of-a-page"
    assert detect_language(text) == "ar"


def test_a_text_without_letters_takes_the_hinted_language() -> None:
    assert detect_language("2025 / 10", hint="ar") == "ar"
    assert detect_language("2025 / 10") == "und"


@pytest.mark.parametrize("language", ["ar", "fa", "ur", "he", "ps", "ckb", "az-Arab", "ku_Arab"])
def test_these_are_written_from_right_to_left(language: str) -> None:
    assert direction(language) == "rtl"


@pytest.mark.parametrize("language", ["en", "tr", "az", "ar-Latn", "und", "zh-Hant"])
def test_these_are_written_from_left_to_right(language: str) -> None:
    assert direction(language) == "ltr"


def test_a_paragraph_in_another_language_is_detected() -> None:
    assert paragraph_language(SENTENCES["en"], "ar") == "en"
    assert paragraph_language(SENTENCES["fr"], "en") == "fr"


def test_a_paragraph_in_the_articles_language_is_not_marked() -> None:
    assert paragraph_language(SENTENCES["ar"], "ar-EG") is None
    assert paragraph_language("وقال Tim Cook إن الشركة ستطرح iPhone جديدا هذا العام", "ar") is None


def test_a_foreign_name_is_not_marked_as_a_foreign_paragraph() -> None:
    assert paragraph_language("Emmanuel Macron", "en") is None


def test_six_hundred_characters_take_less_than_a_millisecond() -> None:
    text = (SENTENCES["ar"] * 10)[:600]
    detect_language(text)
    start = time.process_time()
    for _ in range(200):
        detect_language(text)
    assert (
        time.process_time() - start
    ) / 200 < 0.003  # seconds; three times the aim, for slow machines


@given(st.text(max_size=300))
def test_any_text_gets_a_language_and_a_direction(text: str) -> None:
    language = detect_language(text, hint="ar")
    assert language
    assert direction(language) in {"rtl", "ltr"}


@pytest.mark.parametrize(
    ("text", "way"),
    [("نص عربي كتب هنا", "rtl"), ("An English text", "ltr"), ("متن فارسی", "rtl"), ("1 + 2", None)],
)
def test_the_direction_of_a_text_follows_from_its_script(text: str, way: str | None) -> None:
    assert way_of(text) == way


@pytest.mark.parametrize("hint", [None, "en", "ar"])
def test_a_short_text_in_swahili_is_not_taken_for_indonesian_or_english(hint: str | None) -> None:
    text = (
        "Waziri amesema soko hilo limegharimu shilingi bilioni nne na litafanya kazi kila siku. "
        "Wavuvi wamefurahia hatua hiyo katika mwambao wa ziwa."
    )

    assert detect_language(text, hint) == "sw"
