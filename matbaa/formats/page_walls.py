"""Recognises what stands in place of an article: consent notices, challenges, errors, paywalls."""

from __future__ import annotations

import re

from matbaa.errors import Rejected
from matbaa.formats.page_body import Block
from matbaa.language.normalize import fold, unaccented

#: The most characters of the text of a notice, and of an error page.
_LONGEST_NOTICE, _LONGEST_ERROR = 3_000, 1_500
#: The share of a notice's text in paragraphs that mention cookies.
_MOSTLY = 0.5
_COOKIES = re.compile(r"cookie|kolačić|çerez|كوكيز|ملفات تعريف الارتباط|עוגיות|クッキー|쿠키")
#: What consent is about; a recipe for cookies mentions none of these.
_CONSENT = re.compile(
    r"consent|privacy|partners|personali[sz]ed|einwillig|zustimm|datenschutz|toestemming|"
    r"privacybeleid|partenaires|consentement|confidentialité|socios|privacidad|consenso|parceiros|"
    r"consentimento|zgod|prywatno|rıza|gizlilik|согласи|конфиденциальн|موافق|الخصوصيه|הסכמ|פרטיות|"
    r"同意|プライバシー|동의|隐私"
)
_ERROR = re.compile(
    r"^(?:just a moment|attention required|access (?:to this page )?(?:has been )?denied|"
    r"are you (?:a )?(?:robot|human)|verify(?:ing)? (?:that )?you|pardon our interruption|"
    r"robot check|security check|checking your browser|ddos-guard|error [45]\d\d\b|"
    r"[45]\d\d (?:forbidden|not found|bad|service|internal|gateway|error)|(?:page )?not found$|"
    r"forbidden$|service unavailable|bad gateway|seite nicht gefunden|page (?:introuvable|"
    r"non trouvee)|pagina (?:no encontrada|non trovata|niet gevonden|nao encontrada)|"
    r"nie znaleziono strony|sayfa bulunamad[ıi]|страница не найдена|сторінку не знайдено|"
    r"الصفحه غير موجوده|صفحه يافت نشد|页面不存在|ページが見つかりません|페이지를 찾을 수 없습니다)",
    re.M,
)
#: What paywalls say in place of the rest of an article.
_PAYWALL = re.compile(
    r"(?:subscribe|sign in|log in|register)(?: now)? to (?:continue|read|keep|unlock)|"
    r"to (?:continue|keep) reading|(?:this article|story) is (?:only |"
    r"exclusively )?for subscribers|(?:exclusive|only) (?:to|for) subscribers|"
    r"already a subscriber|articles? (?:left|remaining) this|jetzt weiterlesen|weiterlesen mit|"
    r"nur fur abonnent|bereits abonnent|exklusiv fur abonnent|il vous reste \d+ ?% de cet article|"
    r"reservee? aux abonnes|deja abonne|pour lire la suite|suscribete para|"
    r"exclusiv[oa] para (?:suscriptores|assinantes)|para seguir leyendo|ya (?:eres|"
    r"soy) suscriptor|riservato agli abbonati|per continuare a leggere|sei gia abbonato|"
    r"para continuar lendo|ja e assinante|alleen voor abonnees|om verder te lezen|"
    r"tylko dla subskrybent|aby czytac dalej|kun for abonnenter|endast for prenumeranter|"
    r"abonelere ozel|только (?:для )?подписчик|чтобы читать дальше|للمشتركين فقط|لمتابعه القراءه|"
    r"לקריאת הכתבה המלאה|למנויים בלבד|有料会員限定|続きを読むには|会员专享|订阅后|구독자 전용"
)
#: The most characters of such a paragraph, of all from it on, and the blocks examined at the end.
_LONGEST_WALL, _LONGEST_REST, _LAST = 300, 900, 8
CUT = "The rest of the article is for subscribers and not in the page; send the whole text."


def refuse_wall(title: str | None, blocks: list[Block], *, is_dated: bool) -> None:
    """Raise Rejected for a consent notice, a challenge or an error page; `is_dated` pages are
    articles.
    """
    texts = [block.line.folded for block in blocks]
    length = sum(map(len, texts))
    name = fold(title or "")
    if is_dated:
        return
    if length <= _LONGEST_ERROR and _ERROR.search(_spellings(name)):
        reason = f"is an error or challenge page ({title}), not the article"
        raise Rejected("content", f"{reason}; send the page as readers see it in a browser")
    if length <= _LONGEST_NOTICE and _is_notice(texts, length):
        reason = "is a notice about cookies, not the article"
        raise Rejected("content", f"{reason}; answer the notice in a browser, then send the page")


def _is_notice(texts: list[str], length: int) -> bool:
    about = sum(len(text) for text in texts if _COOKIES.search(text))
    return about > _MOSTLY * length and any(_CONSENT.search(text) for text in texts)


def before_paywall(blocks: list[Block]) -> tuple[list[Block], bool]:
    """The blocks before a paywall's notice at the end, and whether there was one."""
    for place in range(max(len(blocks) - _LAST, 0), len(blocks)):
        line = blocks[place].line
        is_wall = line.length <= _LONGEST_WALL and _PAYWALL.search(_spellings(line.folded))
        if is_wall and sum(block.line.length for block in blocks[place:]) <= _LONGEST_REST:
            kept = blocks[:place]
            while kept and kept[-1].is_heading:
                kept.pop()
            return (kept, True) if kept else (blocks, False)
    return blocks, False


def _spellings(folded: str) -> str:
    """The text as it is and without accents, a line each; the patterns are written without."""
    return f"{folded}\n{unaccented(folded)}"
