"""Translates reasons of failure, `<stage>: <field>: <what is wrong>`, for the desk.

As in `desk.sentences`, a reason that is not known here stays in English, as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from desk.sentences import marked as _
from desk.sentences import translator

_SENTENCES = (
    _("%(what)s (at fault too: %(others)s)"),
    _("is missing"),
    _("is missing; see docs/submission.schema.json for what can be sent"),
    _("is empty"),
    _("is empty; leave it out, or say something"),
    _("must be text, is %(kind)s"),
    _("must be a list, is %(kind)s"),
    _("must be an object, is %(kind)s"),
    _("must be a JSON object"),
    _("must be a JSON object, is a %(kind)s"),
    _("must be a whole number"),
    _("must be a whole number, is %(kind)s"),
    _("must be true or false"),
    _("must be more than %(limit)s"),
    _("must be less than %(limit)s"),
    _("must be %(limit)s or more"),
    _("is too large a number"),
    _("has %(count)s characters; at most %(limit)s"),
    _("has %(count)s entries; at most %(limit)s"),
    _("is no date and time; write it as %(example)s"),
    _("is no web address; it begins with http:// or https://"),
    _("is no language tag; write ar, en or pt-BR"),
    _("has control characters"),
    _("is not a field; did you mean %(name)s?"),
    _("is not a field; see %(where)s"),
    _("is none of %(known)s"),
    _("%(given)s is none of %(known)s"),
    _("not JSON: %(problem)s"),
    _("not well-formed XML: %(problem)s"),
    _("not base64: %(problem)s"),
    _("JSON of no kind that is known here%(more)s"),
    _("XML of no kind that is known here: its root is %(root)s"),
    _("is binary, not text"),
    _("is a table (CSV), not an article"),
    _("is no HTML page"),
    _("has no article text"),
    _("no text is left in it"),
    _("has no title, and no line that could be one"),
    _("the feed has no entry"),
    _("the feed has no item"),
    _("the export has no post"),
    _("the message holds no text"),
    _("larger than %(limit)s"),
    _("is larger than %(limit)s"),
    _("more than %(limit)s"),
    _("elements nested deeper than %(limit)s"),
    _("nested deeper than %(limit)s"),
    _("gave up: begun %(count)s times and never finished; %(more)s"),
    _("Nearly the same text as article %(id)s (%(share)s)."),
    _("an object"),
    _("a list"),
    _("text"),
    _("true or false"),
    _("a number"),
)
_known = translator(_SENTENCES)
_FIELD = re.compile(r"([\w.\[\]-]+): (.+)", re.DOTALL)
#: A date in a failure's signature, where each number is replaced by an ellipsis.
_DOTS = re.compile("…(?:[-T:+.,]…)+")


def told(
    text: str,
    gettext: Callable[[str], str],
    names: Callable[[str], str],
    values: Callable[[str], str] = str,
) -> str:
    """Translate the reason of a failure.

    `gettext` translates the sentence, `names` its stage and field, and `values` what it quotes.
    """
    whole = said = _DOTS.sub("…", text)
    ahead = ""
    while found := _FIELD.fullmatch(said):
        ahead, said = f"{ahead}{names(found[1])}: ", found[2]
    sentence = _known(said, gettext, values)
    return whole if sentence is None else ahead + sentence
