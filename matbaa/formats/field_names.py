"""The names that forms, and labels at the top of a text, give to the fields of an article.

They are those that newsrooms print in English, French, German, Spanish, Italian, Portuguese, Dutch,
Polish, Russian, Ukrainian, Turkish, Indonesian, Swahili, Arabic, Persian, Urdu, Hebrew, Hindi,
Bengali, Chinese, Japanese and Korean. The most specific name of each field stands first.
"""

from __future__ import annotations

import re

from matbaa.language.normalize import fold, unaccented

_NAMES = {
    "title": """
        headline|title|heading|titre|titel|überschrift|schlagzeile|titular|título|titolo|kop|tytuł
        заголовок|başlık|judul|kichwa cha habari|kichwa|العنوان الرئيسي|عنوان الخبر|العنوان|عنوان
        تیتر|عنوان خبر|سرخی|כותרת|शीर्षक|শিরোনাম|标题|標題|タイトル|見出し|제목""",
    "subtitle": """
        standfirst|subtitle|subhead|subheadline|deck|dek|abstract|teaser|lead|chapô|chapeau|sous-titre
        vorspann|untertitel|entradilla|subtítulo|bajada|copete|sottotitolo|sommario|ondertitel
        podtytuł|подзаголовок|лид|підзаголовок|spot|alt başlık|subjudul|kichwa kidogo
        العنوان الفرعي|عنوان فرعي|مقدمة|زیر تیتر|رو تیتر|لید|ذیلی سرخی|כותרת משנה|उपशीर्षक|উপশিরোনাম
        副标题|副標題|サブタイトル|副題|부제""",
    "description": """
        summary|description|résumé|zusammenfassung|resumen|descripción|riassunto|resumo|descrição
        samenvatting|streszczenie|краткое содержание|анотація|özet|ringkasan|muhtasari|ملخص|الملخص
        خلاصه|خلاصہ|תקציר|सारांश|সারাংশ|摘要|要約|概要|요약""",
    "authors": """
        byline|author|authors|reporter|writer|journalist|auteur|auteure|autrice|auteurs|journaliste
        autor|autorin|autoren|verfasser|verfasserin|autora|autores|autore|autori|giornalista
        jornalista|repórter|schrijver|autorka|autorzy|автор|авторы|автори|корреспондент|yazar|yazan
        muhabir|penulis|pewarta|mwandishi|الكاتب|الكاتبة|المحرر|الصحفي|المراسل|بقلم|إعداد|نویسنده
        نویسندگان|خبرنگار|مصنف|تحریر|رپورٹر|نامہ نگار|מאת|כתב|लेखक|रिपोर्टर|संवाददाता|লেখক
        প্রতিবেদক|作者|记者|記者|著者|筆者|작성자|기자""",
    "place": """
        dateline|city|location|place|lieu|ville|ort|lugar|ciudad|luogo|città|cidade|localidade|plaats
        miejsce|miasto|место|город|місце|місто|yer|şehir|lokasi|tempat|kota|mahali|المكان|الموقع
        المدينة|مکان|شهر|مقام|شہر|מקום|स्थान|স্থান|地点|地點|場所|장소""",
    "section": """
        section|category|rubrique|catégorie|rubrik|ressort|kategorie|sección|categoría|sezione|rubrica
        categoria|editoria|secção|seção|rubriek|categorie|dział|kategoria|рубрика|раздел|розділ
        kategori|sehemu|القسم|التصنيف|سرویس|بخش|زمرہ|شعبہ|מדור|श्रेणी|বিভাগ|栏目|欄目|分类|分類|カテゴリ
        カテゴリー|카테고리|섹션""",
    "tags": """
        keywords|tags|mots-clés|étiquettes|schlagwörter|schlagworte|stichwörter|stichworte|etiquetas
        palabras clave|parole chiave|tag|palavras-chave|trefwoorden|słowa kluczowe|tagi
        ключевые слова|ключові слова|теги|etiketler|anahtar kelimeler|kata kunci|lebo
        الكلمات المفتاحية|كلمات مفتاحية|الكلمات الدلالية|الوسوم|کلیدواژه ها|کلیدواژه|کلمات کلیدی
        برچسب ها|ٹیگز|کلیدی الفاظ|תגיות|מילות מפתח|टैग|कीवर्ड|ট্যাগ|关键词|關鍵詞|标签|標籤|キーワード
        タグ|키워드|태그""",
    "published": """
        published|publication date|publish date|timestamp|date|date de publication|datum|fecha
        fecha de publicación|data|data di pubblicazione|data de publicação|publicatiedatum
        data publikacji|дата|дата публикации|tarih|yayın tarihi|tanggal|tarehe|التاريخ|تاريخ النشر
        تاریخ|تاریخ انتشار|תאריך|तारीख|दिनांक|তারিখ|日期|发布日期|日付|公開日|날짜|작성일""",
    "source": """
        source|agency|agence|quelle|agentur|fuente|agencia|fonte|agenzia|agência|bron|źródło|источник
        джерело|kaynak|sumber|chanzo|المصدر|الوكالة|منبع|ماخذ|מקור|स्रोत|উৎস|来源|來源|出典|출처""",
    "language": """
        language|lang|langue|sprache|idioma|lingua|língua|taal|język|язык|мова|dil|bahasa|lugha|اللغة
        زبان|שפה|भाषा|ভাষা|语言|語言|言語|언어""",
    "body": """
        body|article|story|body text|full text|content|text|copy|texte|corps|contenu|artikel|inhalt
        texto|cuerpo|contenido|noticia|testo|corpo|contenuto|articolo|conteúdo|notícia|tekst|inhoud
        treść|текст|зміст|metin|içerik|haber|isi|teks|berita|habari|المتن|متن الخبر|نص الخبر|النص|نص
        الخبر|متن|متن خبر|טקסט|גוף הכתבה|समाचार|खबर|খবর|正文|内容|內容|本文|본문|내용""",
}
_LETTERS = re.compile(r"[\W_]+")


def bare(name: str) -> str:
    """The letters of a name, folded and without accents and dots, which writers leave out."""
    return _LETTERS.sub("", unaccented(fold(name)).replace("ı", "i"))


def _fields() -> dict[str, str]:
    fields: dict[str, str] = {}
    for field, names in _NAMES.items():
        for name in (each for row in names.splitlines() for each in row.split("|")):
            fields.setdefault(bare(name), field)
    fields.pop("", None)
    return fields


_FIELDS = _fields()
#: The rank of each name: of two names for one field, the one with the lower rank is more specific.
RANKS = {name: rank for rank, name in enumerate(_FIELDS)}


def field_of(name: str) -> str | None:
    """The field of a submission that a name in a form means; None if it is not known."""
    return _FIELDS.get(bare(name))
