"""Datelines with an agency, as agencies of many countries print them."""

from __future__ import annotations

import pytest

from matbaa.prose.datelines import place_of, without_dateline


@pytest.mark.parametrize(
    ("dateline", "place", "language"),
    [
        ("Ellery (Royaume-Uni), 9 mars 2026 (AFP) - ", "Ellery", "fr"),
        ("Ellery (Reino Unido), 9 mar (EFE).- ", "Ellery", "es"),
        ("ELLERY, 9 (EUROPA PRESS) ", "Ellery", "es"),
        ("(ANSA) - ELLERY, 9 MAR - ", "Ellery", "it"),
        ("Ellery, Mar 9 (PTI) ", "Ellery", "en"),
        ("ELLERY, England (AP) _ ", "Ellery, England", "en"),
        ("ЭЛЛЕРИ, 9 марта. /ТАСС/. ", "Эллери", "ru"),
        ("ЕЛЛЕРІ. 9 березня. УНІАН. ", "Еллері", "uk"),
        ("Ellery, 9/3 (ANTARA) - ", "Ellery", "id"),
        ("دمشق-سانا ", "دمشق", "ar"),
        ("ينبع في 9 مارس / واس / ", "ينبع", "ar"),
        ("【海川共同】", "海川", "ja"),
        ("［海川　９日　ロイター］ - ", "海川", "ja"),
        ("কুসুমপুর, ৯ মার্চ (বাসস): ", "কুসুমপুর", "bn"),
    ],
)
def test_the_place_is_read_and_the_dateline_removed(
    dateline: str, place: str, language: str
) -> None:
    paragraph = f"{dateline}كلام" if language == "ar" else f"{dateline}Alle sagen es."

    assert place_of(paragraph, language) == place
    assert without_dateline(paragraph, language) == paragraph[len(dateline) :]


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("SIR – The mill is closed.", "en"),
        ("On May 5 (Friday) the mill closes.", "en"),
        ("Apollo 11 (NASA) landed in July.", "en"),
        ("Ada Holm, 34 (Ellery), ran home.", "en"),
        ("Hatimaye. Serikali ya mkoa imefungua daraja.", "sw"),
        ("صباح 9 مارس (الاثنين) قال الوزير", "ar"),
    ],
)
def test_text_that_resembles_such_a_dateline_names_no_place(sentence: str, language: str) -> None:
    assert place_of(sentence, language) is None
