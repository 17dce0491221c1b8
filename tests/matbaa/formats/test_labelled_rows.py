"""Forms pasted as text: rows that name the fields of an article, in the languages of newsrooms."""

from __future__ import annotations

import pytest

from matbaa.submission import Submission
from tests.matbaa.formats.raw.test_newsroom import read

FORMS = {
    "en": (
        "Headline|Standfirst|Author|Date|Section|Place|Keywords|Text",
        "Old mill grinds again|After sixty years|Ada Holm|9 March 2026|Region|Ellery|mill, flour",
    ),
    "fr": (
        "Titre |Chapô |Auteur |Date |Rubrique |Lieu |Mots-clés |Texte ",
        "Le moulin tourne|Après soixante ans|Ada Holm|9 mars 2026|Région|Ellery|moulin, farine",
    ),
    "es": (
        "Titular|Entradilla|Autora|Fecha|Sección|Lugar|Etiquetas|Cuerpo",
        "El molino vuelve|Tras sesenta años|Ada Holm|9 de marzo de 2026|Zona|Ellery|molino, trigo",
    ),
    "de": (
        "Überschrift|Vorspann|Autorin|Datum|Ressort|Ort|Schlagwörter|Text",
        "Die Mühle mahlt|Nach sechzig Jahren|Ada Holm|9. März 2026|Region|Ellery|Mühle, Mehl",
    ),
    "pt": (
        "Título|Subtítulo|Autora|Data|Editoria|Local|Palavras-chave|Texto",
        "O moinho volta a moer|Após sessenta anos|Ada Holm|9 de março de 2026|Norte||moinho, trigo",
    ),
    "it": (
        "Titolo|Sommario|Autrice|Data|Sezione|Luogo|Parole chiave|Testo",
        "Il mulino macina|Dopo sessanta anni|Ada Holm|9 marzo 2026|Zona|Ellery|mulino, farina",
    ),
    "tr": (
        "Başlık|Spot|Yazar|Tarih|Kategori|Yer|Etiketler|Metin",
        "Eski değirmen döndü|Altmış yıl sonra|Ada Holm|9 Mart 2026|Bölge|Ellery|değirmen, un",
    ),
    "ru": (
        "Заголовок|Лид|Автор|Дата|Рубрика|Место|Ключевые слова|Текст",
        "Мельница снова мелет|Через шесть лет|Ада Хольм|9 марта 2026|Край|Эллери|мельница, мука",
    ),
    "fa": (
        "تیتر|لید|نویسنده|تاریخ|سرویس|مکان|کلیدواژه‌ها|متن",
        "آسیاب کار می‌کند|پس از شصت سال|آدا هولم|۱۸ اسفند ۱۴۰۴|استان‌ها|الری|آسیاب، آرد",
    ),
    "ur": (
        "سرخی|ذیلی سرخی|مصنف|تاریخ|زمرہ|مقام|ٹیگز|متن",
        "چکی پھر چل پڑی|ساٹھ سال بعد|آدا ہولم|9 مارچ 2026|علاقہ|ایلری|چکی، آٹا",
    ),
    "id": (
        "Judul|Subjudul|Penulis|Tanggal|Rubrik|Lokasi|Kata kunci|Isi",
        "Kincir Berputar Lagi|Setelah enam dekade|Ada Holm|9 Maret 2026|Daerah|Ellery|kincir, gandum",
    ),
    "ar": (
        "العنوان|العنوان الفرعي|الكاتبة|التاريخ|القسم|المكان|الوسوم|النص",
        "الطاحونة تدور|بعد ستين عاما|آدا هولم|9 مارس 2026|محليات|إيليري|طاحونة، طحين",
    ),
}
BODY = {
    "en": "The old mill by the river grinds flour again after sixty years, its owner said on Monday.",
    "fr": "Le vieux moulin moud de nouveau la farine après soixante ans, a dit lundi sa propriétaire.",
    "es": "El viejo molino muele de nuevo el trigo tras sesenta años, dijo el lunes su propietaria.",
    "de": "Die alte Mühle mahlt nach sechzig Jahren wieder Mehl, wie ihre Besitzerin am Montag sagte.",
    "pt": "O velho moinho voltou a moer o trigo após sessenta anos, disse na segunda-feira a dona.",
    "it": "Il vecchio mulino macina di nuovo la farina dopo sessanta anni, ha detto la proprietaria.",
    "tr": "Eski değirmen altmış yıl sonra yeniden un öğütmeye başladı, dedi pazartesi günü sahibi.",
    "ru": "Старая мельница снова мелет муку спустя шестьдесят лет, сказала в понедельник хозяйка.",
    "fa": "صاحب آسیاب قدیمی روز دوشنبه گفت که این آسیاب پس از شصت سال دوباره گندم آرد می‌کند.",
    "ur": "دریا کے کنارے پرانی چکی ساٹھ سال بعد پھر سے آٹا پیسنے لگی ہے، مالکن نے پیر کو بتایا۔",
    "id": "Kincir tua di tepi sungai kembali menggiling gandum setelah enam dekade, kata pemiliknya.",
    "ar": "عادت الطاحونة القديمة على ضفة النهر إلى طحن القمح بعد ستين عاما، كما قال صاحبها الاثنين.",
}


def told_of(found: Submission) -> list[str]:
    day = found.published.strftime("%Y-%m-%d") if found.published else ""
    names = [author.name for author in found.authors]
    return [found.title or "", found.subtitle or "", *names, day, found.section or ""]


@pytest.mark.parametrize("language", FORMS)
def test_the_rows_of_a_form_fill_the_fields_in_many_languages(language: str) -> None:
    names, values = (part.split("|") for part in FORMS[language])
    rows = [f"{name}: {value}" for name, value in zip(names, values, strict=False) if value]

    found = read("\n".join([*rows, f"{names[-1]}:", BODY[language]])).submission

    assert told_of(found) == [*values[:3], "2026-03-09", values[4]]
    assert (found.place or "") == values[5]
    assert len(found.tags) == 2
    assert found.body == f"<p>{BODY[language]}</p>"


def test_the_text_may_stand_behind_its_name_and_fields_below_it() -> None:
    text = f"Title: Old mill grinds again\nSection: Region\nText: {BODY['en']}\n\nTags: mill, flour"

    found = read(text).submission

    assert found.body == f"<p>{BODY['en']}</p>"
    assert found.tags == ["mill", "flour"]


@pytest.mark.parametrize(
    "row", ["Place: the town hall", "Source: our own survey", "Text: Ada Holm"]
)
def test_common_words_name_fields_only_in_a_form(row: str) -> None:
    found = read(f"Old mill grinds again\n\n{BODY['en']}\n\n{row}\n\n{BODY['en']}").submission

    assert found.title == "Old mill grinds again"
    assert found.place is None
    assert found.source is None
