"""Bytes are decoded in the character set they were written in."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matbaa.errors import Rejected
from matbaa.formats import decode

CHINESE = "港务局宣布，旧码头自明年三月起在周末开放夜市。\n首批设八十个摊位，免收租金。"
JAPANESE = "港湾局は来年三月から、古い波止場を週末に開放すると発表した。入場は無料である。"
ARABIC = "شهدت مدينة إسطنبول انطلاق الجولة الثانية من المحادثات في القنصلية"


@pytest.mark.parametrize(
    ("text", "charset"),
    [
        (ARABIC, "utf-8"),
        (ARABIC, "utf-8-sig"),
        (ARABIC, "utf-16"),
        (ARABIC, "utf-32"),
        (ARABIC, "cp1256"),
        (ARABIC, "iso-8859-6"),
        ("Сегодня на заседании правительства не приняли новый закон", "cp1251"),
        ("Le président a été élu dès le premier tour", "cp1252"),
        ("今日は東京で新しい会議が開かれた。首相はこの会議に出席し、経済の問題を話した。", "cp932"),
        (JAPANESE, "euc_jp"),
        (JAPANESE, "iso2022_jp"),
        (CHINESE, "gb18030"),
        (f"<p class='lede'>{CHINESE}</p>" + "<br class='rule'>" * 20, "gb18030"),
        (CHINESE, "utf-16-le"),
        (CHINESE, "utf-16-be"),
        ("بندر را می\u200cگشایند.\nورود رایگان است.\u200f", "utf-16-le"),
        ("Le prix\u00a0: dix euros, dit le port.", "utf-16-be"),
        ("港務局宣布，舊碼頭自明年三月起於週末開放夜市，首批設攤位八十個。", "big5"),
        ("항만청은 옛 부두를 내년 봄부터 시민에게 개방한다고 어제 밝혔다.", "cp949"),
        ("กรมเจ้าท่าจะเปิดท่าเรือเก่าให้ประชาชนเข้าชมในเดือนมีนาคม และไม่มีค่าเข้าชม", "cp874"),
        ("Сегодня порт открыл старый причал для жителей, но ненадолго", "cp866"),
        ("Liman müdürlüğü eski iskeleyi ilkbaharda açacağını duyurdu, giriş ücretsiz", "cp1254"),
        ("Zarząd portu otworzy wiosną stare nabrzeże dla mieszkańców, wstęp będzie", "cp1250"),
        ("Höfnin verður opnuð almenningi í vor og aðgangur er ókeypis, þó ekki á", "cp1252"),
    ],
)
def test_an_undeclared_charset_is_detected(text: str, charset: str) -> None:
    assert decode(text.encode(charset)) == text


@pytest.mark.parametrize("charset", ["windows-1256", "ISO-8859-6", "utf-8"])
def test_a_declared_charset_is_used(charset: str) -> None:
    document = f'<?xml version="1.0" encoding="{charset}"?><p>خبر</p>'

    assert decode(document.encode(charset)) == document


def test_well_formed_utf_8_is_read_as_utf_8_whatever_is_declared() -> None:
    document = '<meta charset="iso-8859-1"><p>København</p>'

    assert decode(document.encode()) == document


def test_utf_8_misread_as_latin_is_repaired() -> None:
    assert decode(ARABIC.encode().decode("latin-1").encode()) == ARABIC


def test_arabic_misread_in_its_old_charset_is_repaired() -> None:
    meant = "أعلنت الوزارة اليوم أن المشروع سيبدأ في مارس المقبل."

    assert decode(meant.encode().decode("cp1256").encode()) == meant


def test_a_truncated_character_loses_only_that_character() -> None:
    assert decode(ARABIC.encode()[:-1]) == ARABIC[:-1] + "\ufffd"


@pytest.mark.parametrize(
    ("mangled", "meant"),
    [
        ("The council isnâ€™t â€œreadyâ€\x9d â€” yet.", "The council isn’t “ready” — yet."),
        (
            "A. " * 900 + "ZÃ¼rich, GenÃ¨ve, SÃ£o, MÃ¡laga, KÃ¶ln",
            "A. " * 900 + "Zürich, Genève, São, Málaga, Köln",
        ),
        ("Straße, café, 5 €, naïve, Ångström, señor, über, œuvre", None),
    ],
)
def test_text_decoded_in_the_wrong_charset_is_repaired(mangled: str, meant: str | None) -> None:
    assert decode(mangled.encode()) == (meant or mangled)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"\x1f\x8b\x08\x00rest", "gzip"),
        (b"PK\x03\x04rest", "ZIP"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"%PDF-1.7", "PDF"),
        (bytes(range(32)) * 20, "binary"),
    ],
)
def test_binary_data_is_refused_with_the_name_of_its_format(data: bytes, what: str) -> None:
    with pytest.raises(Rejected, match=what):
        decode(data)


@given(
    st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x00\ufeff"), max_size=200)
)
def test_utf_8_is_decoded_unchanged(text: str) -> None:
    unmangled = (sum(char > "\x7f" for char in text) < 10) and "â€" not in text

    assert (
        decode(text.encode()) == text or not unmangled or text.startswith(("GIF8", "RIFF", "BZh"))
    )


@given(st.binary(max_size=300))
def test_any_bytes_are_decoded_or_refused(data: bytes) -> None:
    with suppress(Rejected):
        assert isinstance(decode(data), str)
