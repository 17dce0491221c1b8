"""Translates reasons of failure, `<stage>: <field>: <what is wrong>`, for the desk.

As in `desk.sentences`, a reason that is not known here stays in English, as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from desk.sentences import marked as _
from desk.sentences import translator

_SENTENCES = (
    _("%(what)s (also wrong: %(others)s)"),
    _("is missing"),
    _("must be after %(field)s"),
    _("is missing; see docs/submission.schema.json for what can be sent"),
    _("is empty"),
    _("is empty; leave the field out or give it a value"),
    _("must be text, but is %(kind)s"),
    _("must be a list, but is %(kind)s"),
    _("must be an object, but is %(kind)s"),
    _("must be a JSON object"),
    _("must be a JSON object, but is a %(kind)s"),
    _("must be a whole number"),
    _("must be a whole number, but is %(kind)s"),
    _("must be true or false"),
    _("must be more than %(limit)s"),
    _("must be less than %(limit)s"),
    _("must be %(limit)s or more"),
    _("is too large a number"),
    _("has %(count)s characters; at most %(limit)s"),
    _("did not answer within %(time)s"),
    _("not there"),
    _("an article that the page points to has changed"),
    _("its pictures are here"),
    _("%(path)s differs from what was uploaded"),
    _("expired (expire_at has passed)"),
    _(
        "%(rev)s of %(id)s was already submitted with different content; "
        "give a changed article a higher revision number"
    ),
    _("%(given)s was used for another submission; use each key only once"),
    _("article %(id)s belongs to the site %(site)s"),
    _("longer than %(limit)s characters"),
    _("has more than %(limit)s digits"),
    _("%(given)s is not a known site; the sites are: %(known)s"),
    _("has %(count)s entries; at most %(limit)s"),
    _("is not a date and time; write it as %(example)s"),
    _("is not a web address; it must begin with http:// or https://"),
    _("is not a language tag; write, for example, ar, en or pt-BR"),
    _("contains control characters"),
    _("is not a field; did you mean %(name)s?"),
    _("is not a field; see %(where)s"),
    _("is not one of %(known)s"),
    _("%(given)s is not one of %(known)s"),
    _("not JSON: %(problem)s"),
    _("not well-formed XML: %(problem)s"),
    _("not base64: %(problem)s"),
    _("is JSON in no supported format%(more)s"),
    _("is XML in no supported format: its root element is %(root)s"),
    _("is binary, not text"),
    _("is a table (CSV), not an article"),
    _("is not an HTML page"),
    _("has no article text; send the page as readers see it, or the text itself"),
    _("some of its characters cannot be read; save or send it as Unicode (UTF-8)"),
    _("contains no text"),
    _("has no title and no line that could serve as one; send a title"),
    _("the feed has no entries"),
    _("the feed has no items"),
    _("the export contains no posts"),
    _("the message contains no text"),
    _("larger than %(limit)s"),
    _("is larger than %(limit)s"),
    _("more than %(limit)s"),
    _("elements nested deeper than %(limit)s"),
    _("nested deeper than %(limit)s"),
    _("gave up: started %(count)s times and never finished; %(more)s"),
    _("Nearly the same text as article %(id)s (%(share)s)."),
    _("Left out %(count)s image(s) without a web address."),
    _("Left out %(count)s image(s) beyond the first %(limit)s."),
    _("ignored, because the year %(year)s is out of range."),
    _("%(given)s was ignored, because it is not a recognisable date."),
    _("Ignored, because not part of ninjs %(version)s: %(names)s."),
    _(
        "the same as that of article %(id)s, and no other can be taken from the text; "
        "send your own description."
    ),
    _("Attachments, not published: %(names)s."),
    _("Attached, not published: %(names)s."),
    _("%(count)s embedded picture(s) not published: refer to pictures by their web addresses."),
    _("The feed is not well-formed XML; entries may be missing or incomplete."),
    _("Editor's note, not published: %(note)s"),
    _("The text mentions an embargo (%(said)s): held until %(when)s."),
    _("The text mentions an embargo (%(said)s): not held; set publish_at to hold it."),
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
