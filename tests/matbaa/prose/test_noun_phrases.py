"""Keywords in other languages than Arabic are whole names and nouns, like an editor's tags."""

from __future__ import annotations

import pytest

from matbaa.keywords import keywords

GERMAN = (
    "Der Chefredakteur Peter Lind warnt vor steigenden Abgaben für die heimischen Fähren. Peter Lind"
    " führt die Zeitung seit 2019.\n\nDie Fähren nach Norholm kosten mehr. Lind nennt die künstliche"
    " Intelligenz an Bord der Fähren einen Irrweg, und die künstliche Intelligenz bringe nichts."
)
SPANISH = (
    "El ayuntamiento de Lingen reabrirá el puerto viejo. Lingen reabrirá también la lonja, dijo la"
    " alcaldesa Ana Linde.\n\nLa lonja cerró en marzo y el puerto viejo perdió barcos. El puerto viejo"
    " costará seis millones, según Ana Linde, y la Guardia Costera vigilará la lonja."
)
FRENCH = (
    "La ville de Lingen rouvre le vieux port. La régie concentrera le maximum de ses efforts sur le"
    " vieux port, selon Anne Lind.\n\nLe Conseil maritime approuve. Le Conseil maritime veut un"
    " marché aux poissons, et Anne Lind aussi."
)
KOREAN = (
    "항만청은 여객선을 다시 운항하는 방안을 논의했다. 여객선은 사흘 동안 멈췄다.\n\n"
    "항만청이 여객선의 수리를 맡았다. 시민들은 항만청에 여객선을 늘려 달라고 했다."
)
THAI = (
    "ซากเรือสินค้าจมอยู่ใกล้เกาะนอร์โฮล์ม นักโบราณคดีพบซากเรือสินค้าเมื่อวันอังคาร\n\n"
    "ซากเรือสินค้ามีไหดินเผาหลายร้อยใบ ไหดินเผาจะจัดแสดงในพิพิธภัณฑ์ ไหดินเผามีอายุ 600 ปี"
)
JAPANESE = (
    "マルレ銀行は新しい支店を開く。マルレ銀行によると、支店は離島に置く。マルレ銀行は支店を増やす。"
)


@pytest.mark.parametrize(
    ("text", "language", "kept"),
    [
        (GERMAN, "de", {"Peter Lind", "Fähren", "künstliche Intelligenz"}),
        (SPANISH, "es", {"Ana Linde", "puerto viejo", "lonja"}),
        (FRENCH, "fr", {"vieux port", "Anne Lind", "Conseil maritime"}),
        (KOREAN, "ko", {"항만청", "여객선"}),
        (THAI, "th", {"ซากเรือสินค้า", "ไหดินเผา"}),
        (JAPANESE, "ja", {"マルレ銀行", "支店"}),
    ],
)
def test_recurring_names_and_phrases_are_kept_whole(
    text: str, language: str, kept: set[str]
) -> None:
    assert kept <= set(keywords(text, language=language))


@pytest.mark.parametrize(
    ("text", "language", "fault"),
    [
        (GERMAN, "de", "Chefredakteur Peter"),
        (GERMAN, "de", "steigenden Abgaben"),
        (SPANISH, "es", "Lingen reabrirá"),
        (SPANISH, "es", "alcaldesa Ana"),
        (FRENCH, "fr", "régie concentrera"),
        (KOREAN, "ko", "여객선을"),
        (KOREAN, "ko", "항만청은 여객선"),
        (THAI, "th", "เรือสินค้า"),
        (JAPANESE, "ja", "マルレ"),
    ],
)
def test_fragments_of_names_and_clauses_are_no_keywords(
    text: str, language: str, fault: str
) -> None:
    assert not any(
        fault in phrase.split("·") for phrase in keywords(text, language=language, limit=5)
    )


def test_a_word_capitalised_only_at_the_start_of_sentences_is_shown_in_lower_case() -> None:
    text = "Harbour dues rise. Nobody likes the harbour dues. Ships pay the harbour dues in cash."

    assert keywords(text, language="en")[0] == "harbour dues"


def test_a_german_keyword_is_the_noun_and_not_a_verb_of_the_same_stem() -> None:
    text = "Die Fähren fahren wieder. Sie fahren nach Norholm, und die Fähren fahren jeden Tag."

    assert "Fähren" in keywords(text, title="Fähren fahren wieder", language="de")


def test_two_forms_of_a_name_give_one_keyword() -> None:
    text = (
        "Wielka Brytania wysyła okręt. Rząd Wielkiej Brytanii mówi o Wielkiej Brytanii i o morzu."
        " Wielka Brytania liczy na Japan i na Japanese."
    )

    found = keywords(text, language="pl", limit=10)

    assert ("Wielka Brytania" in found) != ("Wielkiej Brytanii" in found)
    assert not {"Japan", "Japanese"} <= set(found)


def test_a_hebrew_word_joined_by_and_is_no_part_of_a_keyword() -> None:
    text = "תושבי הנמל ישנו על מזרנים וחלקו אוכל. הנמל נסגר, ותושבי הנמל מחכים לסירות."

    found = keywords(text, language="he", limit=2)

    assert "הנמל" in " ".join(found)
    assert not any("וחלקו" in phrase for phrase in found)


def test_hindi_function_words_are_no_keywords() -> None:
    text = "नगर निगम ने नया पुल खोल दिया है। पुल पर अब कोई शुल्क नहीं होगा। नगर निगम ने पुल के बारे में बताया।"

    words = {word for phrase in keywords(text, language="hi") for word in phrase.split()}

    assert not {"ने", "है", "बताया", "होगा", "अब", "बारे"} & words
    assert "पुल" in words


def test_contractions_with_any_apostrophe_are_no_keywords() -> None:
    text = "I don’t know the ferry. You don’t know the ferry. We don’t ask, and the ferry sails."

    assert keywords(text, language="en")[0] == "ferry"
    assert "don’t" not in keywords(text, language="en")


def test_a_french_clause_with_an_elided_article_is_no_keyword() -> None:
    text = (
        "La régie recommande l'autoroute du port. Elle recommande l'autoroute aux camions, et le"
        " chiffre d'affaires du port monte. Le chiffre d'affaires dépend de l'autoroute."
    )

    found = keywords(text, language="fr", limit=5)

    assert "chiffre d'affaires" in found
    assert not any("l'autoroute" in phrase for phrase in found)


@pytest.mark.parametrize(
    ("text", "language", "fault"),
    [
        (
            "The ban overturned last year was old. Lingen lifted the toll, and the toll fell.",
            "en",
            "overturned",
        ),
        ("Los pescadores esperan lluvia. El puerto cerró, y en el puerto llueve.", "es", "esperan"),
        (
            "Mwalimu anaamini kuwa daraja ni salama. Daraja la Lingen ni daraja jipya.",
            "sw",
            "anaamini",
        ),
    ],
)
def test_no_keyword_ends_in_a_predicate(text: str, language: str, fault: str) -> None:
    assert not any(phrase.endswith(fault) for phrase in keywords(text, language=language))


def test_words_of_a_title_in_capitals_are_spelled_as_in_the_text() -> None:
    text = (
        "The harbour of Lingen raised its fees. The fees of the harbour had been the lowest of the"
        " coast.\n\nAn agreement with the NFO of Norholm sets the fees. The NFO welcomed it."
    )

    found = keywords(text, title="HARBOUR FEES RISE IN LINGEN", language="en")

    assert {"NFO", "fees"} <= set(found)
    assert not any(each.isupper() for each in found if each != "NFO")


@pytest.mark.parametrize(
    ("text", "language", "fault"),
    [
        (
            "Завод посетил президент. Многих инженеров завод пригласил из города. Завод построила Анна"
            " Линд. Анна Линд живет в Норхольме. Автобусы нужны городу, автобусы ждали давно.",
            "ru",
            "многих инженеров",
        ),
        (
            "Port otworzyła Anna Lind. Zagraniczne statki wróciły, a nielegalnych połowów mniej. Port"
            " ma nowy dworzec. Anna Lind dziękuje za dworzec. Statki płyną do Norholmu.",
            "pl",
            "nielegalnych połowów",
        ),
    ],
)
def test_phrases_in_an_inflected_case_are_no_keywords(text: str, language: str, fault: str) -> None:
    assert fault not in [each.lower() for each in keywords(text, language=language)]
