"""Which sentences are understandable on their own."""

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
        ("أن يخرج الصيادون إلى البحر في الشتاء خطر عليهم.", "ar"),
        ("ناشد أهل المدينة أن يساعدوا الصيادين في الشتاء.", "ar"),
        ("فإما أن يفوز فريق النور أو يخرج من الكأس.", "ar"),
        ("وكما يلاحظ القارئ لا يوجد جسر في المدينة.", "ar"),
        ("للإشارة فإن الوزارة تمكنت من الحصول على تمويل للجسر.", "ar"),
        ("implications for the harbour that nobody had thought of.", "en"),
    ],
)
def test_a_sentence_that_continues_another_does_not_stand_alone(
    sentence: str, language: str
) -> None:
    assert not stands_alone(sentence, language)


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("يبدو أن أعمال الجسر الجديد ستنتهي قبل حلول الشتاء.", "ar"),
        ("إن خروج الصيادين إلى البحر في الشتاء خطر عليهم.", "ar"),
        ("أيها الصيادون احذروا الموج العالي في الشتاء.", "ar"),
        ("ليفربول تفتتح جسرا جديدا فوق النهر بعد عامين من العمل.", "ar"),
        ("ملايين المسافرين يعبرون الجسر الجديد في مدينة النور كل عام.", "ar"),
        ("iPhone owners can pay the toll of the bridge by a touch.", "en"),
    ],
)
def test_names_and_impersonal_verbs_stand_alone(sentence: str, language: str) -> None:
    assert stands_alone(sentence, language)


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("Algo que podría encajar en la reforma del puerto viejo de la ciudad.", "es"),
        ("Anne Lind a également promis un marché aux poissons avant l'hiver.", "fr"),
        ("Pada kesempatan tersebut, wali kota menyampaikan salam dari nelayan.", "id"),
        ("Z tej przyczyny rząd zamknął stary port na całą zimę.", "pl"),
        ("Anna Lind hat auch den Fischmarkt und das alte Kino geöffnet.", "de"),
        ("The harbour was the heart of the town and would stay so, she said.", "en"),
        ("Le vieux port restera le coeur de la ville, a-t-elle ajouté.", "fr"),
        ("Der alte Hafen bleibe das Herz der Stadt, sagte sie am Abend.", "de"),
        ("その後、市は体育館を二カ所開放し、旅客を泊めた。", "ja"),
        ("但市政府为旅客开放了两座体育馆，并提供食物。", "zh"),
        ("แต่เทศบาลเปิดโรงยิมสองแห่งให้ผู้โดยสารพักในคืนนั้น", "th"),
        ("그러나 시는 체육관 두 곳을 여행객에게 개방했다.", "ko"),
        ("לדבריו, עבודות התיקון בנמל הישן יתחילו בשבוע הבא.", "he"),
    ],
)
def test_every_language_has_openings_that_depend_on_an_earlier_sentence(
    sentence: str, language: str
) -> None:
    ranking = ranking_of(f"{LEADS[language]}\n\n{sentence}", "", language)

    assert not ranking.candidates[-1].stands_alone


@pytest.mark.parametrize(
    ("paragraph", "language"),
    [
        ("– Vi sov på golvet i tre nätter. Hamnen gav oss soppa och bröd, säger Anna Lind.", "sv"),
        (
            "« Nous avons dormi sur le sol du port. La ville nous a donné du pain et des couvertures.",
            "fr",
        ),
    ],
)
def test_quoted_speech_does_not_stand_alone(paragraph: str, language: str) -> None:
    ranking = ranking_of(f"{LEADS[language]}\n\n{paragraph}", "", language)

    assert not any(each.stands_alone for each in ranking.candidates[1:])


LEADS = {
    "en": "The town of Lingen opened its old harbour again on Thursday.",
    "de": "Die Stadt Lingen hat am Donnerstag den alten Hafen wieder geöffnet.",
    "es": "La ciudad de Lingen reabrió el jueves el puerto viejo.",
    "fr": "La ville de Lingen a rouvert jeudi le vieux port.",
    "he": "עיריית לינגן פתחה ביום חמישי את הנמל הישן.",
    "id": "Kota Lingen membuka kembali pelabuhan lama pada hari Kamis.",
    "ja": "リンゲン市は木曜日、古い港を再び開いた。",
    "ko": "링겐시는 목요일 옛 항구를 다시 열었다.",
    "pl": "Miasto Lingen otworzyło w czwartek stary port.",
    "sv": "Staden Lingen öppnade på torsdagen den gamla hamnen igen.",
    "th": "เมืองลิงเงนเปิดท่าเรือเก่าอีกครั้งเมื่อวันพฤหัสบดี",
    "zh": "林根市周四重新开放了老港口。",
}


@pytest.mark.parametrize("opening", ["مشيدا بدور البلدية", "مثمنة جهود البلدية"])
def test_an_arabic_participle_does_not_stand_alone(opening: str) -> None:
    lead = "شكرت مديرة الميناء العاملين فيه بعد العاصفة التي ضربت المدينة."
    ranking = ranking_of(f"{lead}\n\n{opening} في فتح الطريق القديم أمام سكان الساحل.", "", "ar")

    assert not ranking.candidates[1].stands_alone
