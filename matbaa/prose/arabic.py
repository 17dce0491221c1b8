"""What the shape of a folded Arabic word says about the clause that it opens.

Arabic is written without capitals and mostly without vowels, so these are likelihoods: the rules
that use them ask for more than one.
"""

from __future__ import annotations

from collections.abc import Sequence

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
#: Conjunctions that open a whole clause.
SUBJECT = regex.compile(r"(?:عندما|حينما|بعدما|بينما|حين|لما|اذا|كلما|قبلما|فيما|كما|حيث)$")
COMPLEMENT = regex.compile(r"[وفب]?ان(?:ه|ها|هم)?$")
#: `لحماية`, `لمعالجة`, `لتعزيز`, `لانتهاكه`; ministries and embassies look alike.
PURPOSE = regex.compile(
    r"ل(?!وزاره|سفاره|اداره|نقابه|رياضه|رئاسه)"
    r"(?:ت\p{L}{2}ي\p{L}|م\p{L}ا\p{L}{2}ه|\p{L}{2}ا\p{L}ه|ا\p{L}{2,3}ا\p{L})(?:ها|هم|ه)?$"
)
#: An imperfect.
VERB = regex.compile(r"[يت]\p{L}{3,}$")
#: What no relative clause follows: conjunctions, particles, prepositions, pronouns.
NO_NOUN_BEFORE = regex.compile(
    r"[وفبل]?(?:ان(?:ه|ها|هم)?|لا|لم|لن|قد|سوف|ما|من|في|عن|علي|الي|الذي|التي|الذين|حيث|كما|حتي|لكي|كي|هو|هي|هم"
    r"|بعد|قبل|عند|بين|ثم|او|اذ|كان\p{L}*|غير|كل|عدم)$"
)
DEFINITE = regex.compile(r"ال\p{L}")
RELATIVE = regex.compile(r"و?ال(?:ذي|تي|ذين|لذين|لتين|لواتي)$|وه[وي]$")
#: Joined by `و`, which is written onto its word.
CONJOINED = regex.compile(r"و$|و(?!ال|ذلك|بعد|قبل|خلال|منذ|رغم|لل|بال)\p{L}{3,}$")
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
    r"[^.؟!]{2,200}?(?:\s(?=(?:ب?[أإ]ن|[أإ]نه|[أإ]نها|[أإ]نهم)\s)"
    r"|،\s(?=(?:عدم|وجود|ضرورة|رفض|استعداد|تمسك|أهمية|حرص|دعم|عن|على|ب?ال)\p{L}*\s(?:(?!ب?[أإ]ن)\S+\s?)+$))"
)
#: Not folded: it says who speaks and where, and not yet what.
SAID_WHERE = regex.compile(
    r"^(?:أكد|أوضح|قال|أفاد|أعلن|ذكر|صرح|كشف|اعتبر|بين|أبرز|نفى|استنكر|دعا)ت?\s(?:(?!ب?[أإ]ن)\S+\s){2,12}?"
    r"(?:في\s(?:تصريح|حوار|لقاء|بيان|بلاغ|مقابلة|كلمة|مداخلة|حديث|اتصال|ندوة|مؤتمر|برنامج)|خلال|على\sهامش|لمراسل\p{L}*)\b"
    r"(?:(?!\sب?[أإ]ن\p{L}{0,3}\s)[^،])*$"
)
#: Not folded: a `و` at the start of a sentence that is no letter of its first word: before a hamza,
#: an imperfect, a future, a feminine perfect, or one of the commonest verbs and prepositions.
AND = regex.compile(
    r"^و(?=[\"«“]|[أإ]\p{L}{2}|س?[يت](?!ير|ر\s|كي)\p{L}{2}"
    r"|(?!افق|صل|قع|جد|اجه|ضع|صف|عد|لد|اصل|فر|دع|ثق|زع|رد|رث|ظف|سع|قف|حد|رط)\p{L}{3,}ت\s"
    r"|\s"
    r"|بين\s(?=\S+،?\s(?:\S+\s){0,3}?[أإ]ن)"
    r"|(?:تم|شكر|شمل|يضم|ضم|نظم|اختتم|تقدم|دان|بدأ|كان|قال|جاء|قد|في|من|بعد|ذكر|كشف|شدد|حذر|دعا|بلغ|سجل|شهد|حصل|طلب|نقل|حكم|قطع|رفض|قرر|عبر"
    r"|عرض|يعد|ال\p{L}+)\s)"
)
#: `ستنضم`, `وستنشر`, `يحذر`, `اقترحت`: a verb by its affixes.
FINITE = regex.compile(r"و?س[يت]\p{L}{2,}$|و?[يت]\p{L}{3,}(?<!ات)$|(?!ال)\p{L}{3,}(?<!ا)ت$")
#: Joined by `و` to the verb before it, and certainly a verb: `وستنشر`, `وأسفرت`.
JOINED_VERB = regex.compile(r"وس[يت]\p{L}{2,}$|و(?!ال)\p{L}{3,}(?<!ا)ت$")
#: Not folded: `وإلقاء`, `وإصابة`; not `وإيران`.
JOINED_NOUN = regex.compile(
    r"وإ(?!ن|لى|ذ|ير|يط|سب|سر|ثي|سط|مار|قليم)\p{L}{2,}(?:ا\p{L}|ا\p{L}ة|\p{L}ة)\b"
)
#: `يستأثر`, `ويتمكن`, not `يوم`, `يونيو`, `اليمن`: at the end of a cut it waits for its object.
WAITING = regex.compile(r"[وف]?ي(?!وم|وني|ولي|ناي|ورو|مين|سار|هود|تيم)\p{L}{3,}$|و[يت]\p{L}{3}$")
FUTURE = regex.compile(r"و?س[يت]\p{L}{2,}$")
#: What a predicate far behind its subject opens with.
PREDICATE = regex.compile(r"(?:س[يت]\p{L}{2,}|لم|لن|لا|قد|سوف|ليس|ليست|كان|كانت|هو|هي)$")
#: What somebody says, or is to do.
_SAID = regex.compile(r"ب?ان(?:ه|ها|هم)?$")
#: Nobody's verbs: `يبدو أن`, `يجب أن`.
_IMPERSONAL = regex.compile(
    r"[وف]?(?:س?[يت](?:بدو|جب|مكن|نبغي|توقع|نتظر|فترض|حتمل|رجح|ذكر|شار|تعين|عتقد)|تقرر|كان|كما|علما|الا|غير|بعد|قبل"
    r"|رغم|لا|شرط|بما|اما|ما|من|الي|علي|لو|لولا|مع|حتي|صح\p{L}*|ال\p{L}+)$"
)
#: `وأعرب عن`, `شدد على`: whoever spoke was named before.
_SPOKE = regex.compile(r"و?(?:اعرب|عبر|شدد|اثني|اكد|دعا|كشف|تحدث|حث|اشار|لفت|نبه)ت?$")
#: `أوصى المسلمين`: whoever urged them was named before.
_URGED = regex.compile(r"و?(?:اوصي|دعا|حث|ناشد|طالب|نصح|هنا)ت?$")
_THEM = regex.compile(r"ال\p{L}{3,}ين$")
#: `فالمسألة`, `ليكرم`: a conclusion, a purpose; not the names that begin like them.
_GOES_ON = regex.compile(
    r"فال(?!ح|نس|فيرد|كا|كون|ديس|نت|ير|يت|ان|وجا|س)\p{L}{2,}$"
    r"|ل[يت](?!بي|فر|ون|ل|ت|ست|فا|در|سو|نا|بر|بو|دز|ما|ند|نو|غو|نت|ه|س|ث|ز|ا)\p{L}{3,}$"
)


def leans(words: Sequence[str]) -> bool:
    """Whether the folded words that open a sentence say that it goes on with the one before it: who
    says so is named there, or what it is the consequence of.
    """
    if len(words) > 1 and _SAID.match(words[1]) and not _IMPERSONAL.match(words[0]):
        return True
    if len(words) > 1 and _SPOKE.match(words[0]) and words[1] in {"علي", "عن", "الي"}:
        return True
    if len(words) > 1 and _URGED.match(words[0]) and _THEM.match(words[1]):
        return True
    return _GOES_ON.match(words[0]) is not None
