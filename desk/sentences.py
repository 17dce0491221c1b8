"""Translates the pipeline's English sentences for the desk.

The pipeline writes its messages in English only, for logs, terminals and programs. Those that
people see on the desk are recognized here by their pattern and translated. Others stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable


def marked(text: str) -> str:
    """Mark `text` for translation (a gettext no-op)."""
    return text


_ = marked


#: Patterns of English sentences; `%(name)s` matches any value.
_SENTENCES = (
    _("taken down for good"),
    _("taken down"),
    _("redirected to %(to)s"),
    _("retracted with a notice"),
    _("withheld"),
    _("restored from revision %(rev)s"),
    _("rolled back to revision %(rev)s"),
    _("corrected: %(names)s"),
    _("will be published now (content of revision %(rev)s)"),
    _("will be published at %(when)s (content of revision %(rev)s)"),
    _("already %(done)s; nothing was changed"),
    _("will be rendered and uploaded again"),
    _("articles that would be republished under the new name: %(count)s"),
    _("articles republished under the new name: %(count)s"),
    _("%(done)s; submit the form again for the other %(count)s"),
    _("nothing on %(site)s has the name %(name)s"),
    _("new: must be a name other than the current one"),
    _("not republished: it is not published, or a newer revision is in progress"),
    _("failures replayed: %(count)s; rejected again: %(refused)s"),
    _("failures replayed: %(count)s"),
    _("failures discarded: %(count)s"),
    _("continues at %(stage)s"),
    _("dead letter %(number)s was already %(state)s"),
    _("dead letter %(number)s discarded"),
    _("submitted again: %(state)s"),
    _("rejected again: %(reason)s"),
    _("revision %(rev)s is already %(state)s"),
    _("superseded by revision %(rev)s"),
    _("article: nothing was changed"),
    _("it has no open failures any more"),
    _("somebody changed the article in the meantime: look at the change, then send yours again"),
    _("article %(id)s is not taken down"),
    _("article %(id)s is already live; withhold it first"),
    _("to: is required for a redirect, and allowed for nothing else"),
    _("there is no article %(id)s"),
    _("there is no dead letter %(number)s"),
    _("article %(id)s has nothing that can be edited"),
    _("this requires the role %(role)s"),
    _("too many requests: at most %(count)s a minute are allowed"),
    _("this page has expired: go back, reload it and submit it again"),
    _("theme: cannot print this: %(reason)s"),
    _("content: is empty"),
    _("content: contains no article"),
    _("internal error %(number)s; the server log has the details"),
    _("the identity provider refused the sign-in: %(reason)s"),
    _("the identity provider's token is not valid: %(reason)s"),
    _("the identity provider does not respond: %(reason)s"),
    _("your account has no role on this desk; ask your administrator"),
    _("no identity provider is configured (MATBAA_DESK_OIDC_ISSUER)"),
    _("without MATBAA_DESK_TOKEN the desk only answers on loopback addresses"),
    _("the request comes from another site"),
    _("the request is not valid"),
    _("Internal Server Error"),
    _("there is nothing at this address; /openapi.json lists the addresses of the API"),
    _("this address only accepts %(methods)s"),
    _("Not Found"),
    _("Method Not Allowed"),
)


#: Translates a sentence by `gettext` and its values by `names`; None if it is not known.
Translator = Callable[[str, Callable[[str], str], Callable[[str], str]], str | None]


def translator(known: Iterable[str]) -> Translator:
    """Make a translator of sentences with these English patterns."""
    patterns = [(_pattern(english), english) for english in known]

    def of(text: str, gettext: Callable[[str], str], names: Callable[[str], str]) -> str | None:
        for pattern, english in patterns:
            if found := pattern.fullmatch(text):
                said = found.groupdict()
                return gettext(english) % {
                    name: names(value) if (inner := of(value, gettext, names)) is None else inner
                    for name, value in said.items()
                }
        return None

    return of


def _pattern(english: str) -> re.Pattern[str]:
    escaped = re.escape(english)
    return re.compile(_VALUE_ESCAPED.sub(lambda found: f"(?P<{found[1]}>.+?)", escaped), re.DOTALL)


_VALUE_ESCAPED = re.compile(r"%\\\((\w+)\\\)s")
_known = translator(_SENTENCES)


def translated(
    text: str,
    gettext: Callable[[str], str],
    names: Callable[[str], str],
    values: Callable[[str], str],
) -> str:
    """Translate `text` by `gettext`, and what it quotes by `values`; or all of it by `names`, which
    knows states, roles, etc.
    """
    sentence = _known(text, gettext, values)
    return names(text) if sentence is None else sentence
