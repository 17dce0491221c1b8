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
    _("led on to %(to)s"),
    _("retracted with a notice"),
    _("withheld"),
    _("restored from revision %(rev)s"),
    _("rolled back to revision %(rev)s"),
    _("corrected: %(names)s"),
    _("to be published now (as in revision %(rev)s)"),
    _("to be published at %(when)s (as in revision %(rev)s)"),
    _("%(done)s already; nothing was changed"),
    _("to be printed again"),
    _("articles that would be printed again under the new name: %(count)s"),
    _("articles printed again under the new name: %(count)s"),
    _("%(done)s; send it again for the other %(count)s"),
    _("nothing of %(site)s stands under %(name)s"),
    _("new: give another name"),
    _("nothing to print: not published, or a newer revision is on its way"),
    _("%(count)s: letter %(number)s discarded"),
    _("%(count)s: goes on at %(stage)s"),
    _("%(count)s: submitted again: %(state)s"),
    _("goes on at %(stage)s"),
    _("letter %(number)s discarded"),
    _("submitted again: %(state)s"),
    _("rejected again: %(reason)s"),
    _("revision %(rev)s is %(state)s already"),
    _("set aside: revision %(rev)s took its place"),
    _("article: nothing was changed"),
    _("nothing of it has failed any more"),
    _("somebody changed the article in the meantime: look at the change, then send yours again"),
    _("article %(id)s is not taken down"),
    _("readers see article %(id)s already; withhold it first"),
    _("to: an address is needed for a redirect, and for nothing else"),
    _("there is no article %(id)s"),
    _("there is no dead letter %(number)s"),
    _("there is nothing to edit of %(id)s"),
    _("dead letter %(number)s was %(state)s already"),
    _("for this the role %(role)s is needed"),
    _("at most %(count)s a minute"),
    _("the page was too old: go back, load it again, and send it once more"),
    _("theme: cannot print this: %(reason)s"),
    _("content: is empty"),
    _("content: holds no article"),
    _("a fault of ours; the log has more"),
    _("Internal Server Error"),
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


def translated(text: str, gettext: Callable[[str], str], names: Callable[[str], str]) -> str:
    """Translate `text` by `gettext`, and its values by `names`, which knows states, roles, etc."""
    sentence = _known(text, gettext, names)
    return names(text) if sentence is None else sentence
