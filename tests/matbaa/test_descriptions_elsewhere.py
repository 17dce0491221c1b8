"""Descriptions and summaries in other languages than Arabic are complete and tell the news."""

from __future__ import annotations

import pytest

from matbaa.description import describe
from matbaa.language.sentences import split_sentences
from matbaa.prose.ranking import ranking_of
from matbaa.summary import summarize


def test_a_lead_is_not_cut_before_a_verb_that_follows_a_relative_clause() -> None:
    lead = (
        "Uma das líderes do grupo que contava com pescadores para roubar barcos no porto velho, e que"
        " teve três integrantes presos na terça-feira na operação do cais, morreu em confronto com a"
        " guarda costeira em fevereiro, no bairro do mercado, em Lingen."
    )

    second = "A guarda costeira achou máquinas e barcos roubados no armazém do grupo em Lingen."

    assert describe(f"{lead}\n\n{second}", language="pt") == second


def test_a_lead_is_not_cut_between_an_enumeration_and_its_verb() -> None:
    lead = (
        "According to analysts of the harbour bank, combined fish stocks from Norholm, neighbouring"
        " Marle, where foreign trawlers are deeply involved, and the outer banks could give the port"
        " of Lingen about thirty per cent of what the northern fleets land in a year."
    )

    told = describe(f"{lead}\n\nThe bank published its study on Monday.", language="en")

    assert not told.endswith("neighbouring Marle.")


def test_a_spanish_lead_is_cut_before_its_purpose_clause() -> None:
    lead = (
        "Sindicatos, cofradías y asociaciones de vecinos se reunirán este jueves a las cinco de la"
        " tarde frente al ayuntamiento de Lingen para reclamar cambios profundos en las tarifas del"
        " puerto viejo."
    )

    told = describe(
        lead, title="Vecinos y sindicatos se reunirán frente al ayuntamiento", language="es"
    )

    assert told.endswith("frente al ayuntamiento de Lingen.")


def test_a_thai_abbreviation_ends_no_sentence() -> None:
    text = "ประธานคณะกรรมการท่าเรือ (กทร.) กล่าวเมื่อวันอังคารว่าเรือข้ามฟากจะกลับมาเดินเรือ"

    assert split_sentences(text, "th") == [text]


@pytest.mark.parametrize(
    ("caption", "language"),
    [
        ("Foto: Ein Supermarkt in der Altstadt von Lingen.", "de"),
        ("Foto: Un supermercado del casco viejo de Lingen.", "es"),
        ("图为林根市老城的一家超市，摄于周二。", "zh"),
        ("写真＝リンゲン市の古い港に着いたフェリー。", "ja"),
        ("צילום: סופרמרקט בעיר העתיקה של לינגן.", "he"),
    ],
)
def test_a_caption_is_no_part_of_a_summary(caption: str, language: str) -> None:
    lead = {
        "de": "Supermärkte müssen unverkaufte Lebensmittel vom ersten Juli an spenden.",
        "es": "Los supermercados tendrán que donar los alimentos que no vendan desde julio.",
        "zh": "大型超市从七月一日起必须把卖不掉的食物捐给慈善机构。",
        "ja": "大型スーパーは七月一日から売れ残った食品を寄付しなければならない。",
        "he": "רשתות השיווק יחויבו לתרום מזון שלא נמכר החל מאחד ביולי הקרוב.",
    }[language]

    assert summarize(f"{caption}\n\n{lead}", language=language).sentences == [lead]


LEAD = "Die Mannschaft aus Lingen hat das Finale gegen Norholm mit drei Toren Vorsprung gewonnen."


@pytest.mark.parametrize(
    "line",
    [
        "Ein Spieler aus Lingen jubelt nach dem Finale in Norholm. (Foto: Presseamt Lingen)",
        "Tore: Lind (41.), Moss (51.), Kallas (32.) Tabelle: 1. Lingen 5/2, 2. Norholm 3/1, 3. Marle 1/3.",
    ],
)
def test_neither_captions_with_a_credit_nor_tables_of_results_are_descriptions(line: str) -> None:
    told = describe(f"{line}\n\n{LEAD}", language="de")

    assert told == LEAD


def test_an_urdu_description_goes_without_the_place_of_the_dateline() -> None:
    lead = "شہر میں بارش کے بعد پرانا پل بند کر دیا گیا ہے اور ٹریفک کو نئے راستے پر منتقل کر دیا گیا ہے۔"

    assert describe(f"کراچی: {lead}", language="ur") == lead


@pytest.mark.parametrize(
    ("lead", "language", "limit", "expected"),
    [
        pytest.param(
            "La commission du port de Lingen a validé mardi 21 juin la plupart des candidatures en vue de la"
            " grande régate de printemps.",
            "fr",
            112,
            "La commission du port de Lingen a validé la plupart des candidatures en vue de la grande régate de"
            " printemps.",
            id="a French day",
        ),
        pytest.param(
            "The harbour council of Lingen approved on Tuesday the plan to rebuild the old fish market beside the"
            " northern pier.",
            "en",
            105,
            "The harbour council of Lingen approved the plan to rebuild the old fish market beside the northern"
            " pier.",
            id="an English day",
        ),
        pytest.param(
            "Sekolah Pelabuhan Lingen menegaskan komitmennya dalam membangun pendidikan nelayan yang kuat melalui"
            " penyelenggaraan wisuda angkatan kedua di balai kota.",
            "id",
            110,
            "Sekolah Pelabuhan Lingen menegaskan komitmennya dalam membangun pendidikan nelayan yang kuat.",
            id="an Indonesian means",
        ),
        pytest.param(
            "سالم هادی، مدیر شرکت بندر لینگن در گفت‌وگو با خبرنگار روزنامه شهر، گفت: با آغاز کار خط تازه کشتی‌ها"
            " ظرفیت جابه‌جایی مسافر در بندر به هزار نفر می‌رسد.",
            "fa",
            110,
            "با آغاز کار خط تازه کشتی‌ها ظرفیت جابه‌جایی مسافر در بندر به هزار نفر می‌رسد.",
            id="what a Persian speaker said",
        ),
    ],
)
def test_a_lead_loses_what_its_clause_does_not_need(
    lead: str, language: str, limit: int, expected: str
) -> None:
    assert describe(lead, language=language, limit=limit) == expected


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("「港の歌」は、おそらく町で最もよく歌われている歌だろう。", "ja"),
        ('"Harbour Song" tops the charts of Lingen for the third week.', "en"),
    ],
)
def test_a_title_in_quotation_marks_is_no_quotation(sentence: str, language: str) -> None:
    assert ranking_of(sentence, "", language).candidates[0].stands_alone


def test_a_notice_about_copies_is_no_description() -> None:
    notice = "企業での記事共有や転載をご希望の方は、リンク先をご覧ください。"
    news = "リンゲン港の市場は木曜日に再開し、漁師たちは三日ぶりに魚を売った。"

    assert describe(f"{notice}\n\n{news}", title="港の市場が再開", language="ja") == news
