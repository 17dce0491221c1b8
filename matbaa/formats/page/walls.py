"""Recognises what stands in place of an article: consent notices, challenges, errors, paywalls."""

from __future__ import annotations

import re

from matbaa.errors import Rejected
from matbaa.formats.page.body import Block
from matbaa.formats.raw.lines import Line
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
#: Titles of error pages and challenges; a title that goes on may be a headline.
_ERROR = re.compile(
    r"^(?:attention required!|pardon our interruption|checking your browser|ddos-guard|"
    r"verify(?:ing)? (?:that )?you are|access to this page has been denied|"
    r"[45]\d\d:? (?:forbidden|not found|bad gateway|bad request|service (?:temporarily )?"
    r"unavailable|internal server|gateway time|error)|"
    r"(?:just a moment|access (?:is |has been )?denied|are you (?:a )?(?:robot|human)|robot check|"
    r"security check(?: required)?|error [45]\d\d(?:\W*(?:page )?not found)?|"
    r"(?:page )?not found|forbidden|service (?:temporarily )?unavailable|bad gateway|"
    r"seite nicht gefunden|page (?:introuvable|"
    r"non trouvee)|pagina (?:no encontrada|non trovata|niet gevonden|nao encontrada)|"
    r"nie znaleziono strony|sayfa bulunamad[ıi]|страница не найдена|сторінку не знайдено|"
    r"الصفحه غير موجوده|صفحه يافت نشد|页面不存在|ページが見つかりません|페이지를 찾을 수 없습니다)"
    r"(?:\W*$|\s*[|·–—]|\s-\s))",
    re.M,
)
#: Those that may also be headlines; and what error pages and challenges speak of. An article has at
#: least so many paragraphs and characters.
_HEADLINE = re.compile(
    r"^(?:just a moment|access denied|are you (?:a )?(?:robot|human)|(?:page )?not found|forbidden|"
    r"security check|bad gateway)\W*(?:$|[|·–—]|\s-\s)",
    re.M,
)
_MACHINE = re.compile(
    r"\b(?:url|pages?|servers?|addresses|browsers?|requests?|permissions?|resources?|javascript|"
    r"cookies?|cloudflare|ray id|ip address|captcha|web ?sites?|home ?page|link|robots?|"
    r"apache|nginx)\b"
)
_PARAGRAPHS, _LEAST = 2, 400
#: What paywalls say of the article, in any place of a text that begins with a word for it or that
#: is a label. Texts about subscriptions say the same of a film or a service.
_ONLY = (
    r"(?:(?:(?:exclusive|only) (?:to|for) subscribers|for subscribers(?: only)?)|"
    r"nur fur abonnent|exklusiv fur abonnent|reservee? aux abonnes|"
    r"exclusiv[oa] para (?:suscriptores|assinantes)|riservato agli abbonati|alleen voor abonnees|"
    r"tylko dla subskrybent|kun for abonnenter|endast for prenumeranter|abonelere ozel|"
    r"только (?:для )?подписчик|للمشتركين فقط|למנויים בלבד|有料会員限定|会员专享|구독자 전용)"
)
_ARTICLE = (
    r"(?:this (?:article|story|content)|diese[rs]? (?:artikel|beitrag|inhalt|text)|"
    r"cet article|la suite|ce contenu|este (?:articulo|contenido|artigo|conteudo)|"
    r"questo (?:articolo|contenuto)|dit artikel|ten artykul|denne (?:saken?|artikkelen|artiklen)|"
    r"den har artikeln|bu (?:yaz[ıi]|haber|icerik|makale)|эт(?:а|от) (?:статья|материал|текст)|"
    r"هذا (?:المقال|المحتوي|الخبر|النص)|هذه الماده|הכתבה|כתבה זו|תוכן זה|この記事|"
    r"本文|此内容|이 (?:기사|콘텐츠))"
)
_ASKS = (
    r"(?:(?:subscribe|sign in|log in|register)(?: now)? to (?:(?:continue|keep) reading|unlock|"
    r"read (?:the (?:full|rest)|this|more|on))|to (?:continue|keep) reading|jetzt weiterlesen|"
    r"weiterlesen mit|pour lire la suite|suscribete para (?:seguir|continuar|leer)|"
    r"para seguir leyendo|per continuare a leggere|para continuar lendo|om verder te lezen|"
    r"aby czytac dalej|чтобы читать дальше|لمتابعه القراءه|לקריאת הכתבה המלאה|続きを読むには|"
    r"订阅后[^。]{0,10}阅读|(?:are you )?already a subscriber\W*(?:[?:,]|sign in|log in)|"
    r"(?:sie sind |sind sie )?bereits abonnent\w{0,6}\W*\?|(?:vous etes )?deja abonne[^.!?]{0,9}\?|"
    r"ya (?:eres|soy) suscriptor\w{0,3}\W*\?|sei gia abbonato\W*\?|ja e assinante\W*\?)"
)
_PAYWALL = re.compile(
    rf"il vous reste \d+ ?% de cet article|articles? (?:left|remaining) this|"
    rf"(?:^|[.!?…؟:|–—]\W{{0,4}})\W{{0,4}}{_ASKS}|^\W{{0,4}}{_ONLY}|{_ARTICLE}[^.!?؟。\n]{{0,60}}?{_ONLY}",
    re.M,
)
_LABEL, _LONGEST_LABEL = re.compile(_ONLY), 50
#: The most characters of such a paragraph, of all from it on, and the blocks examined at the end.
_LONGEST_WALL, _LONGEST_REST, _LAST = 300, 900, 8
CUT = "The rest of the article is for subscribers and not in the page; send the whole text."


def refuse_wall(title: str | None, blocks: list[Block], *, is_dated: bool) -> None:
    """Raise Rejected for a consent notice, a challenge or an error page; `is_dated` pages are
    articles.
    """
    if is_dated:
        return
    texts = [block.line.folded for block in blocks]
    length = sum(map(len, texts))
    if length <= _LONGEST_ERROR and _is_error(_spellings(fold(title or "")), texts):
        reason = f"is an error or challenge page ({title}), not the article"
        raise Rejected("content", f"{reason}; send the page as readers see it in a browser")
    if length <= _LONGEST_NOTICE and _is_notice(texts, length):
        reason = "is a notice about cookies, not the article"
        raise Rejected("content", f"{reason}; answer the notice in a browser, then send the page")


def _is_error(title: str, texts: list[str]) -> bool:
    """Whether a title is that of an error or challenge. One that may also be a headline, such as
    `Forbidden`, is one unless paragraphs say nothing of pages, servers or browsers.
    """
    if _ERROR.search(title) is None:
        return False
    is_told = len(texts) >= _PARAGRAPHS and sum(map(len, texts)) >= _LEAST
    may_be_headline = is_told and _HEADLINE.search(title) is not None
    return not (may_be_headline and not any(map(_MACHINE.search, texts)))


def _is_notice(texts: list[str], length: int) -> bool:
    about = sum(len(text) for text in texts if _COOKIES.search(text))
    return about > _MOSTLY * length and any(_CONSENT.search(text) for text in texts)


def before_paywall(blocks: list[Block]) -> tuple[list[Block], bool]:
    """The blocks before a paywall's notice at the end, and whether there was one."""
    for place in range(max(len(blocks) - _LAST, 0), len(blocks)):
        line = blocks[place].line
        if (
            _is_paywall(line)
            and sum(block.line.length for block in blocks[place:]) <= _LONGEST_REST
        ):
            kept = blocks[:place]
            while kept and kept[-1].is_heading:
                kept.pop()
            return (kept, True) if kept else (blocks, False)
    return blocks, False


def _is_paywall(line: Line) -> bool:
    text = _spellings(line.folded)
    if line.length <= _LONGEST_LABEL and not line.ends_sentence and _LABEL.search(text):
        return True
    return line.length <= _LONGEST_WALL and _PAYWALL.search(text) is not None


def _spellings(folded: str) -> str:
    """The text as it is and without accents, a line each; the patterns are written without."""
    return f"{folded}\n{unaccented(folded)}"
