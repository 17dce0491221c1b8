"""Patterns that guess from the form of an Arabic word which kind of clause it opens.

Arabic is written without capitals and mostly without vowels, so a match is only likely to be right;
the rules that use these patterns combine several. They match folded words (`fold_word`) unless the
comment says "Not folded".
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import regex

from matbaa.prose.connectives import listed, verbs

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
#: Words that resume a clause after an insertion: `إن`, `على`, `بالقرار`.
CONTINUES = regex.compile(r"(?:[وف]?ب?ان(?:ه|ها|هم|ني)?|علي|من|الي|عن|مع|[بل]ال\p{L}+|لل\p{L}+)$")
#: Conjunctions that open a whole clause.
SUBJECT = regex.compile(r"(?:عندما|حينما|بعدما|بينما|حين|لما|اذا|كلما|قبلما|فيما|كما|حيث)$")
COMPLEMENTS = frozenset(
    f"{before}ان{behind}" for before in ("", "و", "ف", "ب") for behind in ("", "ه", "ها", "هم")
)
#: Purposes: `لحماية`, `لمعالجة`, `لتعزيز`, `لانتهاكه`. Words for ministries and embassies have the
#: same form and are excluded.
PURPOSE = regex.compile(
    r"ل(?!وزاره|سفاره|اداره|نقابه|رياضه|رئاسه)"
    r"(?:ت\p{L}{2}ي\p{L}|م\p{L}ا\p{L}{2}ه|\p{L}{2}ا\p{L}ه|ا\p{L}{2,3}ا\p{L})(?:ها|هم|ه)?$"
)
#: An imperfect verb.
VERB = regex.compile(r"[يت]\p{L}{3,}$")
#: Words that no relative clause can follow: conjunctions, particles, prepositions, pronouns.
NO_NOUN_BEFORE = regex.compile(
    r"[وفبل]?(?:ان(?:ه|ها|هم)?|لا|لم|لن|قد|سوف|ما|من|في|عن|علي|الي|الذي|التي|الذين|حيث|كما|حتي|لكي|كي|هو|هي|هم"
    r"|بعد|قبل|عند|بين|ثم|او|اذ|كان\p{L}*|غير|كل|عدم)$"
)
DEFINITE = regex.compile(r"ال\p{L}")
RELATIVE = regex.compile(r"و?ال(?:ذي|تي|ذين|لذين|لتين|لواتي)$|وه[وي]$")
#: Words with the conjunction `و` attached.
CONJOINED = regex.compile(
    r"و$|و(?!ال|ذلك|بعد|قبل|خلال|منذ|رغم|لل|بال|زير|زرا|زار|فد|كيل|كاله|كالت|لاي|لي$|ليه$|اشنط|ادي|ثيق|سايل)\p{L}{3,}$"
)
#: A verbal noun with `و` and its preposition, joined to a noun far before it: `والرجوع إلى`.
JOINED_MASDAR = regex.compile(r"وال\p{L}{3,} (?:الي|علي|عن|من|في|ب\p{L}{3,}|ل\p{L}{3,})$")
#: Words that mean more than one thing or person, so that `بين` needs no second member.
MANY = frozenset(
    [
        "دول",
        "اطراف",
        "افراد",
        "بلدان",
        "ابناء",
        "صفوف",
        "اعضاء",
        "الطرفين",
        "البلدين",
        "الجانبين",
        "الدولتين",
        "الاطراف",
        "الدول",
        "شعوب",
    ]
)
TIME = regex.compile(
    rf"(?:يوم|مساء|صباح|فجر|ظهر|امس|اليوم|غدا|الاسبوع|الشهر|العام|الماضي|الجاري|المقبل|\d+"
    rf"|{_DAYS}|{_MONTHS})$"
)

#: Not folded: an expression for the day within a sentence (`مساء الاثنين الماضي`).
_PART = "يوم|مساء|صباح|صبيحة|فجر|ظهر|عصر|عشية|ليل|ليلة|نهار|منذ|حتى|[أا]مس|اليوم|بعد|قبل"
_MONTH = (
    "يناير|فبراير|مارس|[أا]بريل|مايو|يوني[وه]|يولي[وه]|[أا]غسطس|سبتمبر|[أا]كتوبر|نوفمبر|ديسمبر"
    "|جانفي|فيفري|[أا]فريل|ماي|جوان|جويلية|[أا]وت|كانون (?:الثاني|ال[أا]ول)|شباط|[آا]ذار"
    "|نيسان|[أا]يار|حزيران|تموز|[آا]ب|[أا]يلول|تشرين (?:ال[أا]ول|الثاني)"
)
#: Adjectives that tell which one is meant.
_WHICH = "(?:الماضي|المقبل|الجاري|القادم|المنصرم)ة?"
#: The date after the name of the day: `17 نيسان/أبريل 2018`.
_DATE = rf"(?:\d{{1,2}}\s(?:{_MONTH})(?:\s?/\s?(?:{_MONTH}))?(?:\s?(?:19|20)\d\d)?)"
DAY = regex.compile(
    rf"(?:(?<!هذا|هذه|ذلك|نفس|ذات|صلاة|خطبة|صلاه|\bمن|\bإلى|\bالى|\bفي|غاية|{_PART}|^)|(?<=هذا\sاليوم))\s(?:(?:{_PART})،?\s){{0,2}}"
    r"(?:(?:ال[أا]حد|الاثنين|الإثنين|الثلاثاء|ال[أا]ربعاء|الخميس|الجمعة|السبت)"
    rf"(?:\s{_WHICH})?+(?:\s{_DATE})?+(?:\sالموافق\s(?:ل\S+\s)?[^،.]{{4,50}}?\s(?:هجري|هـ))?+|(?<=\sيوم\s){_DATE}(?:\s{_WHICH})?+)"
    r"(?:،(?=\s(?:ب?[أإ]ن|ب\p{L}{4})))?(?=\s\p{L}|[.،]|$)"  # and a comma that split the clause
)
#: Not folded: a form of address before a title, dispensable because of that title.
HONOUR = regex.compile(
    r"(?:صاحبة? (?:السمو|الجلالة)(?: الملكي)?|سمو|جلالة|فخامة|معالي|سعادة|فضيلة) "
    r"(?=(?:الأمير|الشيخ|الملك|الرئيس|السلطان|السفير|الوزير|الدكتور)ة?\s)"
    r"|(?:معالي|سعادة|فضيلة|سمو) "
    r"(?=(?:وزير|رئيس|مدير|محافظ|أمير|ولي|نائب|وكيل|أمين|سفير|مفتي|مستشار)ة?\s)"
    r"|خادم الحرمين الشريفين (?=الملك\s)"
)
#: Not folded: a wish or blessing after a name.
WISH = regex.compile(
    r"\s?[-–—ـ،]?\s?(?:يحفظهم?ا?|حفظهم?ا?|رحمهم?ا?|أيدهم?ا?|وفقهم?ا?) الله"
    r"(?: ورعاهم?ا?)?(?:\s?[-–—ـ])?(?=[\s،.]|$)"
)
#: Not folded: the occasion of a statement, between the speaker and what was said:
#: `في تصريح لإذاعة على هامش الندوة`.
OCCASION = regex.compile(
    r"^((?:أكد|أوضح|قال|أفاد|أعلن|ذكر|أضاف|صرح|كشف|اعتبر|بين|أبرز|نفى|نفت)ت?\s(?:(?!ب?[أإ]نّ?\p{L}{0,3}\s)\S+\s){2,12}?)"
    r"(?:في\s(?:تصريح\p{L}*|حوار|لقاء|بيان|بلاغ|مقابلة|كلمة|مداخلة|حديث|اتصال|ندوة|مؤتمر)|خلال|على\sهامش|لدى(?=\s\p{L}{3,}(?:ه|ها|هم)\s)"
    r"|عقب|أثناء|اليوم|أمس|مساء|صباح|ضيف|ضيفة|لمراسل\p{L}*|لوكالة|لصحيفة|لقناة|لإذاعة|لبرنامج)\b"
    r"[^.؟!]{2,200}?(?:\s(?=ب?[أإ]نّ?(?:ه|ها|هم)?\s)"
    r"|،\s(?=(?:عدم|وجود|ضرورة|رفض|استعداد|تمسك|أهمية|حرص|دعم|عن|على|ب?ال)\p{L}*\s(?:(?!ب?[أإ]ن)\S+\s?)+$)"
    r"|،\s(?=\p{L}{3,}(?:ته|اته|ه|ها)\s))"
)
#: Not folded: text that says who spoke and where, but not yet what was said.
SAID_WHERE = regex.compile(
    r"^(?:أكد|أوضح|قال|أفاد|أعلن|ذكر|صرح|كشف|اعتبر|بين|أبرز|نفى|استنكر)ت?\s(?:(?!ب?[أإ]ن)\S+\s){2,12}?"
    r"(?:في\s(?:تصريح\p{L}*|حوار|لقاء|بيان|بلاغ|مقابلة|كلمة|مداخلة|حديث|اتصال|ندوة|مؤتمر|برنامج)|خلال|على\sهامش|لمراسل\p{L}*)\b"
    r"(?:(?!\sب?[أإ]ن\p{L}{0,3}\s)[^،])*$"
)
#: Not folded: a `و` at the start of a sentence that is the conjunction, not a letter of the first
#: word: before a hamza, an imperfect, a future, a feminine perfect, or one of the commonest verbs
#: and prepositions.
AND = regex.compile(
    r"^و(?=[\"«“]|[أإ]\p{L}{2}|و(?![لدت])|ا[جحخرشعفقكلمن]ت\p{L}{2}|س?[يت](?!ير|ر\s|كي)\p{L}{2}"
    r"|(?!افق|صل|قع|جد|اجه|ضع|صف|عد|لد|اصل|فر|دع|ثق|زع|رد|رث|ظف|سع|قف|حد|رط)\p{L}{3,}(?<!ا)ت\s"
    r"|\s"
    r"|(?:على|إلى|خلال|ضمن|مع|عقب|حول|منذ|عند|عندما|بموجب|بخصوص|بشأن|لم|لن|ليست?|لا|لعل|بال\p{L}{4,})\s|بين\s(?=\S+،?\s(?:\S+\s){0,6}?[أإ]ن)"
    r"|(?:تم|شكر|شمل|يضم|ضم|نظم|اختتم|تقدم|دان|بدأ|كان|قال|جاء|قد|في|من|بعد|ذكر|كشف|شدد|حذر|دعا|دعت|فرض|رغم|قبيل|عن|بلغ|سجل|شهد|حصل|طلب|نقل|حكم|قطع|رفض|قرّ?ر|عبّ?ر"
    r"|حرص|زاد|نشر|رجح|ثمن|ندد|رفع|كتب|ظهر|عمل|شكل|دخل|هبط|نوه|لاحظ|عاين|ناشد|ساهم|جدد|نفذ|لجأ|نبه|فسر|حث|هذا|هذه"
    r"|عرض|يعد|حمل|حضر|رحب|ركز|رصد|سبق|عقد|قام|قتل|كلف|منح|نفى|هنأ|ناقش|تلقى|تمنى|تسلم|توقع|تحدث|توجه"
    r"|است\p{L}{3}ت?|ترأس|تناول|استقبل|التقى|افتتح|انطلق|ال(?!(?:د[ةهيا]?|دت\p{L}+|ي)\s)\p{L}+)\s)"
)
#: A finite verb, recognised by its affixes: `ستنضم`, `وستنشر`, `يحذر`, `اقترحت`.
FINITE = regex.compile(r"و?س[يت]\p{L}{2,}$|و?[يت]\p{L}{3,}(?<!ات)$|(?!ال)\p{L}{3,}(?<!ا)ت$")
#: A verb joined by `و` to the verb before it, in forms that no noun has: `وستنشر`, `وأسفرت`.
JOINED_VERB = regex.compile(r"وس[يت]\p{L}{2,}$|و(?!ال)\p{L}{3,}(?<!ا)ت$")
#: The same, or a second `أن` joined by `و`: `وأنها`.
ANOTHER = regex.compile(rf"{JOINED_VERB.pattern}|وان(?:ه|ها|هم)?$")
#: Not folded: a verbal noun joined by `و`: `وإلقاء`, `وإصابة`, but not `وإيران`.
JOINED_NOUN = regex.compile(
    r"وإ(?!ن|لى|ذ|ير|يط|سب|سر|ثي|سط|مار|قليم)\p{L}{2,}(?:ا\p{L}|ا\p{L}ة|\p{L}ة)\b"
)
#: An imperfect that would lack its object at the end of a cut: `يستأثر`, `ويتمكن`, but not `يوم`,
#: `يونيو`, `اليمن`.
WAITING = regex.compile(r"[وف]?ي(?!وم|وني|ولي|ناي|ورو|مين|سار|هود|تيم)\p{L}{3,}$|و[يت]\p{L}{3}$")
#: Openings of an insertion after a subject: `برئاسة المهندس`, `ممثلة في`.
COMPANY = regex.compile(r"(?:برياسه|برئاسه|بقياده|بحضور|بمشاركه|برفقه|بمعيه|ممثلا|ممثله|نيابه)$")
#: Nouns for a statement: where somebody says something.
STATEMENTS = frozenset(["بلاغ", "بيان", "تصريح", "تصريحات", "تدوينه", "تغريده", "مداخله"])
#: Titles that open a name between commas: `، الدكتور سالم الهادي،`.
GIVEN = regex.compile(r"(?:ال)?(?:دكتور|مهندس|استاذ|شيخ|لواء|عميد|عقيد|مقدم|رايد|مستشار)ه?$")
#: Accusatives that open a dispensable part of a clause.
CIRCUMSTANCE = regex.compile(
    r"(?:مقدم|مرجع|مناشد|مطالب|محذر|لافت|معرب|معتبر|مضيف|مبين|منوه|مشدد|متفادي|مستغل|متهم|مهدد|معلن|كاشف"
    r"|مستنكر|متوعد|متعهد|واصف|قايل|نافي|مبدي|مبرر|مذكر|مستشهد|متسبب|مخلف|متجاوز|متخطي|متفوق|متاثر|مستعرض|مستهدف"
    r"|متمني|متوقع|داعي|مستغرب|مستند|مصحوب|مرفوق|محمل|معلل|منتقد|منددا?|ملمح|ملوح)(?:ا|ين)$"
    r"|(?:تنديد|استجاب|احتجاج|تحضير|استعداد|تضامن|تزامن|خلف|تمهيد|تنفيذ|تحسب|تخليد|احياء|تكريم|احتفاء|احتفال|تاكيد|تفعيل"
    r"|تعويض|تعبير|انتقام|دعم|تلبي|مواصل|مساهم|بداي|نهاي)(?:ا|ه)$"
)
#: The start of another clause, joined by `ف`: `فبحضور`, `فالمدينة`.
SO = regex.compile(
    r"ف(?:بحضور|هذا|هذه|من|في|علي|عند|بعد|منذ|قبل|خلال|كان|كانت|لم|لا|لن|قد|ان|هو|هي|انه|انها"
    r"|ال(?!ح|نس|فيرد|كا|كون|ديس|نت|ير|يت|ان|وجا|س)\p{L}{3,})$"
)
#: Means, which belong to an adjunct before them: `، بتكليف الهيئة بالإدارة،`.
MEANS = regex.compile(
    r"ب(?:ت\p{L}{2}ي\p{L}|ا\p{L}{2}ا\p{L}|م\p{L}ا\p{L}{2}ه|ا\p{L}ت\p{L}ا\p{L}|است\p{L}{2}ا\p{L})$"
)
#: Words that join another adjunct to the one before them: `أو`, `وبدعم`, but not `وبلغ`.
ALSO = regex.compile(r"او$|وب(?!لغ|دا|حث|قي|ين|عث|اع|ات|اد|اش)\p{L}{3,}$")
#: A definite participle, which opens a relative clause if a preposition follows it: `المطلة على`;
#: not an adjective of relation such as `المالي`.
DESCRIBED = regex.compile(r"ال(?:م\p{L}{3,}|\p{L}ا\p{L}{2})(?:(?<!ي)ه|ين|ون|ات)?(?<!يه?)$")
#: The start of the main clause after a fronted clause: `فإن`, `فقد`.
APODOSIS = regex.compile(r"ف(?:ان\p{L}{0,3}|قد|هو|هي|لا|لن|لم|ليست?)$")
FUTURE = regex.compile(r"و?س[يت]\p{L}{2,}$")
#: Words that open a predicate far behind its subject.
PREDICATE = regex.compile(r"(?:س[يت]\p{L}{2,}|لم|لن|لا|قد|سوف|ليس|ليست|كان|كانت|هو|هي)$")
#: `أن`: introduces what somebody says or is to do.
_SAID = regex.compile(r"ب?ان(?:ه|ها|هم)?$")
#: Impersonal verbs: `يبدو أن`, `يجب أن`.
_IMPERSONAL = regex.compile(
    r"[وف]?(?:س?[يت](?:بدو|جب|مكن|نبغي|توقع|نتظر|فترض|حتمل|رجح|ذكر|شار|تعين|عتقد)|تقرر|كان|كما|علما|الا|غير|بعد|قبل"
    r"|رغم|لا|شرط|بما|اما|ما|من|الي|علي|لو|لولا|مع|حتي|صح\p{L}*|ال\p{L}+)$"
)
#: Verbs of saying whose subject was named in an earlier sentence: `وأعرب عن`, `شدد على`.
_SPOKE = regex.compile(r"و?(?:اعرب|عبر|شدد|اثني|اكد|دعا|كشف|تحدث|حث|اشار|لفت|نبه)ت?$")
#: Verbs of urging whose subject was named in an earlier sentence: `أوصى المسلمين`.
_URGED = regex.compile(r"و?(?:اوصي|دعا|حث|ناشد|طالب|نصح|هنا)ت?$")
#: A participle whose subject was named in the sentence before: `مشيدا بدور`.
PARTICIPLE = regex.compile(
    r"(?:موكد|مشيد|مثمن|مشير|موضح|مبين|داعي|لافت|معرب|معتبر|منوه|محذر|مشدد|مناشد|متمني|كاشف|نافي"
    r"|مستنكر|مندد|مرحب|ممتدح)(?:ا|ه|ين)$|(?:مضيف|مطالب)(?:ا|ين)$|عادا$"
)
_THEM = regex.compile(r"(?:ال\p{L}{3,}ين|اهل|ابناء|الجميع|جميع|كافه|كل)$")
#: A result or a purpose with its verb (`ليكرم`), but not the names that begin in the same way.
RESULT = regex.compile(
    r"ل[يت](?!بي|فر|ون|ل|ت|ست|فا|در|سو|نا|بر|بو|دز|ما|ند|نو|غو|نت|ه|س|ث|ز|ا)\p{L}{3,}$|لتت\p{L}{3,}$"
)
#: A conclusion (`فالمسألة`), a result or a purpose.
_GOES_ON = regex.compile(
    rf"فال(?!ح|نس|فيرد|كا|كون|ديس|نت|ير|يت|ان|وجا|س)\p{{L}}{{2,}}$|{RESULT.pattern}"
)

#: A verb of saying joined by `و` where no verb is before it: a heading runs into its paragraph.
_SAID_TOO = regex.compile(r"و(?:قال|اكد|اوضح|اضاف|اشار|ذكر|افاد|اعتبر|يعلم|يقول|يضيف)ت?$")
#: Plural verbs whose subject was named in an earlier sentence: `وأكدوا`, `طالبوا`.
_THEY = regex.compile(r"(?!ال)\p{L}{3,}وا$")
#: Prepositions with a pronoun for something named before: `عليه`, `معها`.
_PRONOMINAL = regex.compile(
    r"[وف]?(?:[بل]|في|من|عن|علي|الي|مع|لدي|بين|امام|عند)(?:ه|ها|هم|هما)$|\p{L}{3,}ته$"
)
#: Nouns for an occasion that was mentioned before.
_OCCASIONS = frozenset(
    (
        "الاتصال",
        "اللقاء",
        "الاجتماع",
        "الجلسه",
        "الزياره",
        "الحفل",
        "المؤتمر",
        "الندوه",
        "الاستقبال",
    )
)
_TOO = frozenset(["ايضا", "كذلك", "بدوره", "بدورها"])
_DURING = frozenset(["خلال", "اثناء", "عقب", "في"])
#: Only this many first words are examined: too few to have named what they refer to.
_UNNAMED = 5
#: Nouns that begin like an imperfect: `تفجير`, `توقيع`, `تجهيزاتها`, `تذكرة`, `تصفيات`.
_VERBAL_NOUN = regex.compile(
    r"ت\p{L}{1,2}ي\p{L}(?:ه|ات)?(?:ا|ه|ها|هم)?$|ت\p{L}{3}ه$|[يت]\p{L}{2,}ات$"
)


#: A feminine perfect: `أذنت`.
_FEMININE = regex.compile(r"(?!ال|بنت|وقت|بيت)\p{L}{3,}(?<![اوي])ت$")


def is_imperfect(word: str) -> bool:
    """Whether a folded word is probably an imperfect and not a noun."""
    return VERB.match(word) is not None and not (
        _VERBAL_NOUN.match(word) or word in listed("no_verbs", "ar")
    )


def is_finite(word: str) -> bool:
    """Whether a folded word is probably a verb: a common perfect, a feminine one, an imperfect."""
    return word in verbs("ar") or is_imperfect(word) or _FEMININE.match(word) is not None


def is_described(folded: Sequence[str], at: int) -> bool:
    """Whether word number `at` is a participle with its preposition, which describe the definite
    noun before them: `الجنود المرابطين على الحدود`.
    """
    if at + 1 >= len(folded) or not DESCRIBED.match(folded[at]):
        return False
    after = folded[at + 1]
    led = after == "في" or CONTINUES.match(after) is not None
    return led and folded[at - 1].startswith("ال")


def refers_back(words: Sequence[str]) -> bool:
    """Whether the folded words of a sentence refer to an earlier one near the beginning: by a
    pronoun, or by mentioning an occasion as already known (`جرى خلال الاتصال`).
    """
    first = words[:_UNNAMED]
    if any(map(_PRONOMINAL.match, first)) or not _TOO.isdisjoint(first):
        return True
    known = any(before in _DURING and word in _OCCASIONS for before, word in pairwise(first))
    bare = listed("known", "ar")
    return known or any(
        word in bare and not DEFINITE.match(after) and not after.startswith("لل")
        for word, after in pairwise(words[: _UNNAMED + 1])
    )


def leans(words: Sequence[str]) -> bool:
    """Whether the first folded words show that a sentence continues the one before it, which names
    the speaker, or the cause of which this sentence is the consequence.
    """
    if any(map(_SAID_TOO.match, words[1:4])) and not is_imperfect(words[0]):
        return words[0] not in verbs("ar")
    if len(words) > 1 and _SAID.match(words[1]) and not _IMPERSONAL.match(words[0]):
        return True
    if len(words) > 1 and _SPOKE.match(words[0]) and words[1] in {"علي", "عن", "الي"}:
        return True
    if len(words) > 1 and _URGED.match(words[0]) and _THEM.match(words[1]):
        return True
    return any(each.match(words[0]) for each in (_GOES_ON, _THEY, PARTICIPLE))
