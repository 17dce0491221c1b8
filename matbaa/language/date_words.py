"""The words used in dates, by language; returned folded by `normalize.fold`."""

from __future__ import annotations

from functools import cache
from itertools import product

from matbaa.language.locales import locale_of
from matbaa.language.normalize import fold

#: Arabic month names by country: each column is one set of names, a slash separates spellings.
#: Sources: CLDR 46 (ar, ar-LB, ar-IQ, ar-MA, ar-DZ, ar-TN, ar-MR) and common spellings in print;
#: the last column is the Libyan calendar of 1986 to 2011.
_ARABIC_MONTHS = """
يناير كانون_الثاني/كانون_ثاني/كانون٢ جانفي أي_النار/اي_نار
فبراير/فبرائر شباط فيفري النوار
مارس آذار/اذار مارت الربيع
أبريل/إبريل/ابرايل نيسان أفريل الطير
مايو/مائو أيار/ايار ماي الماء
يونيو/يونيه/يونيوه حزيران جوان الصيف
يوليو/يوليه/يوليوز تموز جويلية/جويليه ناصر
أغسطس/اغسطوس آب/اب أوت/غشت/أغشت هانيبال
سبتمبر/سبتمير أيلول/ايلول شتنبر/شتمبر الفاتح
أكتوبر/اكتوبر/أوكتوبر تشرين_الأول/تشرين_أول أكتوبر التمور
نوفمبر/نوفمير تشرين_الثاني/تشرين_ثاني نونبر/نونمبر الحرث
ديسمبر/دسمبر كانون_الأول/كانون_أول دجنبر/دجمبر الكانون
"""
#: Hijri months, for `calendars.hijri`.
_HIJRI_MONTHS = """
محرم/المحرم/محرم_الحرام
صفر/صفر_الخير
ربيع_الأول/ربيع_أول/ربيع_1
ربيع_الآخر/ربيع_الثاني/ربيع_ثاني/ربيع_ثان/ربيع_2
جمادى_الأولى/جمادى_الأول/جمادى_أولى/جمادى_1/جمادي_الاول
جمادى_الآخرة/جمادى_الثانية/جمادى_الآخر/جمادى_الثاني/جمادى_2
رجب
شعبان
رمضان
شوال
ذو_القعدة/ذي_القعدة/ذوالقعدة/ذي_قعدة
ذو_الحجة/ذي_الحجة/ذوالحجة/ذي_حجة
"""
#: Months of the solar Hijri calendar: Persian, then Dari and Pashto.
_JALALI_MONTHS = """
فروردین/حمل/وری
اردیبهشت/ثور/غویی
خرداد/جوزا/غبرگولی
تیر/سرطان/چنگاښ
مرداد/امرداد/اسد/زمری
شهریور/سنبله/وږی
مهر/میزان/تله
آبان/عقرب/لړم
آذر/قوس/لیندۍ
دی/جدی/مرغومی
بهمن/دلو/سلواغه
اسفند/حوت/کب
"""
#: Months of the Ethiopian calendar, from Meskerem on; the last has five or six days. The BBC and
#: others give a Gregorian month the name of the Ethiopian one that ends in it.
_ETHIOPIAN_MONTHS = """
መስከረም
ጥቅምት
ህዳር/ኅዳር/ሕዳር
ታህሳስ/ታኅሣሥ/ታኅሳስ/ታሕሳስ
ጥር
የካቲት
መጋቢት
ሚያዝያ/ሚያዚያ
ግንቦት
ሰኔ
ሐምሌ/ሃምሌ/ሀምሌ
ነሐሴ/ነሀሴ/ነሃሴ
ጳጉሜ/ጳጉሜን/ጳጉሜ
"""
#: Month names that newspapers write differently from CLDR.
_EXTRA_MONTHS = {
    "en": {"sept": 9},
    "de": {"jänner": 1, "feber": 2, "mrz": 3, "maerz": 3},
    "es": {"set": 9, "setiembre": 9, "sept": 9},
    "he": {"מארס": 3, "מרס": 3, "יאנואר": 1},
    "fa": {"ژانویه": 1, "فوریه": 2, "آپریل": 4, "مه": 5, "می": 5, "جون": 6, "جولای": 7, "آگوست": 8},
    "fr": {"fevrier": 2, "aout": 8, "decembre": 12},
    "id": {"agus": 8, "agt": 8, "agst": 8, "pebruari": 2, "nopember": 11},
    "hi": {"फरवरी": 2, "सितम्बर": 9, "सितंबर": 9, "अक्तूबर": 10, "नवम्बर": 11, "दिसम्बर": 12},
    "bn": {"জানুয়ারি": 1, "ফেব্রুয়ারি": 2},
    "am": {"ጃንዋሪ": 1, "ጃኑዋሪ": 1, "ፌብሯሪ": 2, "አፕሪል": 4, "ኦክተበር": 10},
    "tr": {"subat": 2, "mayis": 5, "agustos": 8, "eylul": 9, "kasim": 11, "aralik": 12},
}  # fmt: skip
#: The languages whose month names are recognised in text of unknown language, by script.
UNSPECIFIED = {
    "Latin": ("en", "fr", "de", "es", "pt", "it", "nl", "pl", "tr", "id", "sv", "da", "sw"),
    "Arabic": ("ar", "fa", "ur"),
    "Cyrillic": ("ru", "uk", "bg"),
    "Hebrew": ("he",),
    "Devanagari": ("hi", "mr"),
    "Bengali": ("bn",),
    "Thai": ("th",),
    "Ethiopic": ("am",),
    "Greek": ("el",),
}

#: Arabic units of time. The words for "before" or "since" in front of them are in the patterns.
ARABIC_UNITS = {
    "ثانيه": "seconds", "ثواني": "seconds", "ثوان": "seconds", "ثانيتين": "2 seconds",
    "دقيقه": "minutes", "دقايق": "minutes", "دقيقتين": "2 minutes",
    "ساعه": "hours", "ساعات": "hours", "ساعتين": "2 hours",
    "يوم": "days", "يوما": "days", "ايام": "days", "يومين": "2 days",
    "اسبوع": "weeks", "اسابيع": "weeks", "اسبوعا": "weeks", "اسبوعين": "2 weeks",
    "شهر": "months", "اشهر": "months", "شهور": "months", "شهرا": "months", "شهرين": "2 months",
    "سنه": "years", "سنوات": "years", "سنين": "years", "سنتين": "2 years",
    "عام": "years", "اعوام": "years", "عاما": "years", "عامين": "2 years",
}  # fmt: skip
ARABIC_NUMBERS = {
    "ثلاث": 3, "ثلاثه": 3, "اربع": 4, "اربعه": 4, "خمس": 5, "خمسه": 5, "ست": 6, "سته": 6,
    "سبع": 7, "سبعه": 7, "ثماني": 8, "ثمانيه": 8, "ثمان": 8, "تسع": 9, "تسعه": 9, "عشر": 10,
    "عشره": 10, "نصف": 0.5,
}  # fmt: skip
#: Names of days relative to today, with the number of days back.
NAMED_DAYS = {
    "اليوم": 0, "امس": 1, "البارحه": 1, "اليوم السابق": 1, "اول امس": 2, "امس الاول": 2,
    "اول من امس": 2, "قبل امس": 2, "today": 0, "yesterday": 1,
}  # fmt: skip
NOW = ("الان", "قبل قليل", "منذ قليل", "قبل لحظات", "منذ لحظات", "just now", "moments ago", "now")

#: Words for before and after noon; the single Arabic letters are abbreviations of newsrooms.
MORNING = frozenset(fold(word) for word in {
    "am", "a.m.", "a.m", "ص", "صباحا", "صباح", "فجرا", "قبل الظهر", "ق.ظ", "صبح", "上午", "午前",
    "오전", "凌晨", "早上", "בבוקר",
})  # fmt: skip
AFTERNOON = frozenset(fold(word) for word in {
    "pm", "p.m.", "p.m", "م", "مساء", "مساءا", "ظهرا", "عصرا", "بعد الظهر", "ب.ظ", "عصر", "شب",
    "下午", "午後", "오후", "晚上", "בערב", "אחה\"צ", "ليلا",
})  # fmt: skip

#: Words before the date of first publication.
PUBLISHED = (
    "نشر", "نشرت", "نشر في", "نشر بتاريخ", "نشرت في", "تم النشر", "تم النشر في", "تاريخ النشر",
    "اخر نشر", "كتب في", "اضيف في", "اضيف بتاريخ", "published", "published on", "published at",
    "first published", "posted", "posted on", "posted at", "date", "created", "publié le", "publié",
    "publie le", "date de publication", "veröffentlicht", "veröffentlicht am", "erstellt", "vom",
    "erschienen am", "publicado", "publicado el", "publicado em", "publicada", "pubblicato",
    "pubblicato il", "gepubliceerd", "gepubliceerd op", "geplaatst", "opublikowano",
    "data publikacji", "опубликовано", "опубліковано", "yayınlanma", "yayın tarihi",
    "yayınlanma tarihi", "giriş", "oluşturulma tarihi", "diterbitkan", "diterbitkan pada", "terbit",
    "تاریخ انتشار", "انتشار", "منتشر شده", "تاریخ اشاعت", "شائع", "פורסם", "פורסם ב", "תאריך",
    "प्रकाशित", "प्रकाशित तिथि", "প্রকাশ", "প্রকাশিত", "প্রকাশের তারিখ", "发布时间", "发布于", "发布",
    "發布", "發布時間", "公開", "公開日", "公開日時", "掲載日", "配信", "입력", "등록", "승인",
    "เผยแพร่",
    "imechapishwa", "publicerad", "publiceret", "publisert", "julkaistu",
    "ታተመ", "የታተመው", "የታተመበት ቀን",
)  # fmt: skip
#: Words before the date of the last change.
UPDATED = (
    "اخر تحديث", "اخر تعديل", "تحديث", "حدث", "حدث في", "تم التحديث", "تم التحديث في",
    "تاريخ التحديث", "عدل في", "updated", "updated on", "updated at", "last updated",
    "last updated on", "last update", "update", "modified", "last modified", "edited",
    "mis à jour", "mis à jour le", "mise à jour", "modifié le", "modifié", "aktualisiert",
    "aktualisiert am", "zuletzt aktualisiert", "stand", "actualizado", "actualizado el",
    "actualizada", "atualizado", "atualizado em", "aggiornato", "aggiornato il",
    "ultimo aggiornamento", "bijgewerkt", "laatst bijgewerkt", "laatste update", "gewijzigd",
    "aktualizacja", "zaktualizowano", "обновлено", "оновлено", "изменено", "güncelleme",
    "güncellenme", "son güncelleme", "güncelleme tarihi", "güncellenme tarihi", "diperbarui",
    "diperbaharui", "به روز شده", "به روزرسانی", "آخرین به روزرسانی", "بهروزرسانی",
    "آخرین بهروزرسانی", "اپ ڈیٹ", "آخری اپ ڈیٹ",
    "עודכן", "עודכן ב", "अपडेटेड", "अपडेट", "আপডেট", "হালনাগাদ", "更新时间", "更新于", "更新", "更新日",
    "更新日時", "最終更新", "수정", "최종수정", "업데이트", "อัปเดต", "ปรับปรุง", "imesasishwa",
    "uppdaterad", "opdateret", "oppdatert", "päivitetty", "ተሻሻለ", "የተሻሻለው",
)  # fmt: skip
#: Words around a date that carry no meaning.
FILLERS = (
    "في", "بتاريخ", "يوم", "الموافق", "الساعه", "بتوقيت", "on", "at", "the", "le", "à", "am", "um",
    "uhr", "el", "il", "op", "om", "den", "d.", "kl", "klo", "w", "o", "в", "г", "р", "года", "hrs",
    "wib", "ist", "time", "local time", "saat", "tarihi", "بوقت", "ساعت", "h",
    "ቀን", "እ.ኤ.አ", "እ.አ.አ", "ዓ.ም",
)  # fmt: skip


@cache
def gregorian_months(language: str) -> dict[str, int]:
    """Names of the months in a language, from CLDR and from print; empty if unknown."""
    extra = {fold(name): month for name, month in _EXTRA_MONTHS.get(language, {}).items()}
    own = _OWN_NAMES[language]() if language in _OWN_NAMES else {}
    return _from_cldr(language) | extra | own


@cache
def hijri_months() -> dict[str, int]:
    """Names of the months of the lunar Hijri calendar."""
    return _rows(_HIJRI_MONTHS)


@cache
def jalali_months() -> dict[str, int]:
    """Names of the months of the solar Hijri calendar."""
    return _rows(_JALALI_MONTHS)


@cache
def ethiopian_months() -> dict[str, int]:
    """Names of the months of the Ethiopian calendar."""
    return _rows(_ETHIOPIAN_MONTHS)


@cache
def solar_month(month: int, *, afghan: bool = False) -> str:
    """The Persian or Dari (`afghan`) name of a month of the solar Hijri calendar, from 1 on."""
    names = _JALALI_MONTHS.split()[month - 1].split("/")
    return names[-2] if afghan else names[0]


@cache
def weekdays(language: str) -> frozenset[str]:
    """Names of the days of the week in a language, from CLDR."""
    locale = locale_of(language)
    if locale is None:
        return frozenset()
    forms = product(("format", "stand-alone"), ("wide", "abbreviated"))
    return frozenset(
        fold(name).strip(".") for form, width in forms for name in locale.days[form][width].values()
    )


def month_first(language: str | None) -> bool:
    """Whether 4/10/2025 is the tenth of April in a language, by CLDR's short date format."""
    locale = locale_of(language) if language else None
    return locale is not None and str(locale.date_formats["short"].pattern).startswith("M")


def _arabic_months() -> dict[str, int]:
    return _rows(_ARABIC_MONTHS)


def _gregorian_by_ethiopian_names() -> dict[str, int]:
    """The Gregorian months by Ethiopian names: Meskerem stands for September."""
    months = ethiopian_months().items()
    return {name: (month + 7) % 12 + 1 for name, month in months if month <= 12}


#: Languages with month names beyond those of CLDR.
_OWN_NAMES = {"ar": _arabic_months, "am": _gregorian_by_ethiopian_names}


def _rows(table: str) -> dict[str, int]:
    rows = enumerate(table.strip().splitlines(), start=1)
    return {
        fold(name.replace("_", " ")): number
        for number, row in rows
        for name in row.replace("/", " ").split()
    }


def _from_cldr(language: str) -> dict[str, int]:
    locale = locale_of(language)
    if locale is None:
        return {}
    forms = product(("format", "stand-alone"), ("wide", "abbreviated"))
    names = (locale.months[form][width].items() for form, width in forms)
    found = {fold(name).strip(" ."): number for each in names for number, name in each}
    return {name: number for name, number in found.items() if _is_word(name)}


def _is_word(name: str) -> bool:
    return len(name) > 1 and not any(letter.isdigit() for letter in name)
