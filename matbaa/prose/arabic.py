"""What the shape of a folded Arabic word says about the clause that it opens.

Arabic is written without capitals and mostly without vowels, so these are likelihoods: the rules
that use them ask for more than one.
"""

from __future__ import annotations

import regex

_DAYS = "الاحد|الاثنين|الثلاثاء|الاربعاء|الخميس|الجمعه|السبت"
_MONTHS = (
    "يناير|فبراير|مارس|ابريل|مايو|يونيو|يوليو|اغسطس|سبتمبر|اكتوبر|نوفمبر|ديسمبر"
    "|كانون|الثاني|الاول|شباط|اذار|نيسان|ايار|حزيران|تموز|اب|ايلول|تشرين"
)

#: Participles (`مشيرا`, `ملوحين`), purposes (`ليبلغ`, `للتأكد`) and reasons (`التزاما`).
ADJUNCT = regex.compile(
    r"م\p{L}{3,}(?:ا|ه|ين)$|ل[يت]\p{L}{2,}$|لل?\p{L}{4,}$"
    r"|(?:ا\p{L}ت|است\p{L}|ان\p{L})\p{L}ا\p{L}ا$"
)
#: `إن`, `على`, `بالقرار`: the clause that an insertion interrupted goes on.
CONTINUES = regex.compile(r"(?:[وف]?ب?ان(?:ه|ها|هم|ني)?|علي|من|الي|عن|مع|[بل]ال\p{L}+|لل\p{L}+)$")
COMPLEMENT = regex.compile(r"[وفب]?ان(?:ه|ها|هم)?$")
#: `لحماية`, `لمعالجة`, `لتعزيز`, `لانتهاكه`; ministries and embassies look alike.
PURPOSE = regex.compile(
    r"ل(?!وزاره|سفاره|اداره|نقابه|رياضه|رئاسه)"
    r"(?:ت\p{L}{2}ي\p{L}|م\p{L}ا\p{L}{2}ه|\p{L}{2}ا\p{L}ه|ا\p{L}{2,3}ا\p{L})(?:ها|هم|ه)?$"
)
#: An imperfect.
VERB = regex.compile(r"[يت]\p{L}{3,}$")
DEFINITE = regex.compile(r"ال\p{L}")
RELATIVE = regex.compile(r"و?ال(?:ذي|تي|ذين|لذين|لتين|لواتي)$|وه[وي]$")
#: Joined by `و`, which is written onto its word.
CONJOINED = regex.compile(r"و(?!ال|ذلك|بعد|قبل|خلال|منذ|رغم|لل|بال)\p{L}{3,}$")
TIME = regex.compile(
    rf"(?:يوم|مساء|صباح|فجر|ظهر|امس|اليوم|غدا|الاسبوع|الشهر|العام|الماضي|الجاري|المقبل|\d+"
    rf"|{_DAYS}|{_MONTHS})$"
)

#: Not folded: `مساء الاثنين الماضي`, `اليوم الأحد` among other words; not Friday's prayers.
_PART = "يوم|مساء|صباح|فجر|ظهر|عصر|ليل|ليلة|نهار|منذ|حتى|أمس|اليوم|بعد|قبل"
DAY = regex.compile(
    rf"(?<!صلاة|خطبة|صلاه|{_PART}|^)\s(?:(?:{_PART})\s){{0,2}}"
    r"(?:ال[أا]حد|الاثنين|الإثنين|الثلاثاء|ال[أا]ربعاء|الخميس|الجمعة|السبت)"
    r"(?:\s(?:الماضي|المقبل|الجاري|القادم)ة?)?+"
    r"(?:،(?=\s(?:ب?[أإ]ن|ب\p{L}{4})))?(?=\s\p{L}|[.،]|$)"  # it cut the clause in two
)
#: Not folded: between who said and what: `في تصريح لإذاعة على هامش الندوة`.
OCCASION = regex.compile(
    r"^((?:أكد|أوضح|قال|أفاد|أعلن|ذكر|أضاف|صرح|كشف|اعتبر|بين|أبرز)ت?\s(?:\S+\s){2,9}?)"
    r"(?:في\s(?:تصريح|حوار|لقاء|بيان|بلاغ|مقابلة|كلمة|مداخلة|حديث|اتصال|ندوة|مؤتمر)|خلال|على\sهامش|لدى"
    r"|عقب|أثناء|اليوم|أمس|مساء|صباح|ضيف|ضيفة|لمراسل\p{L}*|لوكالة|لصحيفة|لقناة|لإذاعة|لبرنامج)\b"
    r"[^.؟!]{2,200}?\s(?=(?:ب?[أإ]ن|[أإ]نه|[أإ]نها|[أإ]نهم)\s)"
)
#: Not folded: a `و` at the start of a sentence that is no letter of its first word: before a hamza,
#: an imperfect, a future, a feminine perfect, or one of the commonest verbs and prepositions.
AND = regex.compile(
    r"^و(?=[\"«“]|[أإ]\p{L}{2}|س?[يت](?!ير|ر\s|كي)\p{L}{2}"
    r"|(?!افق|صل|قع|جد|اجه|ضع|صف|عد|لد|اصل|فر|دع|ثق|زع|رد|رث|ظف|سع|قف|حد|رط)\p{L}{3,}ت\s"
    r"|(?:كان|قال|جاء|قد|في|من|بعد|ذكر|كشف|شدد|حذر|دعا|بلغ|سجل|شهد|حصل|طلب|نقل|حكم|قطع|رفض|قرر|عبر"
    r"|عرض|يعد|ال\p{L}+)\s)"
)
#: `ستنضم`, `وستنشر`, `يحذر`, `اقترحت`: a verb by its affixes.
FINITE = regex.compile(r"و?س?[يت]\p{L}{3,}(?<!ات)$|(?!ال)\p{L}{3,}(?<!ا)ت$")
#: Joined by `و` to the verb before it, and certainly a verb: `وستنشر`, `وأسفرت`.
JOINED_VERB = regex.compile(r"وس[يت]\p{L}{2,}$|و(?!ال)\p{L}{3,}(?<!ا)ت$")
#: `يستأثر`, `ويتمكن`, not `يوم`, `يونيو`, `اليمن`: at the end of a cut it waits for its object.
WAITING = regex.compile(r"[وف]?ي(?!وم|وني|ولي|ناي|ورو|مين|سار|هود|تيم)\p{L}{3,}$|و[يت]\p{L}{3}$")
FUTURE = regex.compile(r"و?س[يت]\p{L}{2,}$")
#: What a predicate far behind its subject opens with.
PREDICATE = regex.compile(r"(?:س[يت]\p{L}{2,}|لم|لن|لا|قد|سوف|ليس|ليست|كان|كانت|هو|هي)$")
