"""Pathological e-mail."""

# ruff: noqa: E501 -- documents are as long as they are
from __future__ import annotations

import base64
from collections.abc import Callable

from benchmarks.pathological.made import SAID, Made, P, numbered, times

_MAIL = "From: Jane Smith <jane@example.org>\nTo: desk@example.org\nSubject: A headline of a mail\nDate: Mon, 5 Jan 2026 10:00:00 +0000\nMIME-Version: 1.0\n"
_ALTERNATIVE = 'Content-Type: multipart/mixed; boundary="b"\n\n'

#: Header units by name: what is repeated, and the text before it.
_IN_HEADERS = {
    "mail broken words": ("=?", "From: a@example.org\nSubject: a"),
    "mail addresses": ("a{0}@example.org, ", "Subject: a\nFrom: "),
    "mail comments in From": ("(", "Subject: a\nFrom: "),
    "mail quotes in From": ('"a" ', "Subject: a\nFrom: "),
    "mail groups in From": ("a:", "Subject: a\nFrom: "),
    "mail routes in From": ("<@a,", "Subject: a\nFrom: "),
    "mail a giant date": ("Mon, ", "Subject: a\nFrom: a@example.org\nDate: "),
    "mail comments in Date": (
        "(",
        "Subject: a\nFrom: a@example.org\nDate: Mon, 5 Jan 2026 10:00:00 +0000 ",
    ),
    "mail a giant id": ("<a@", "Subject: a\nFrom: a@example.org\nMessage-ID: "),
    "mail parameters": ("; p{0}=v", _MAIL + "Content-Type: text/plain"),
    "mail continued parameters": ("; name*{0}=v", _MAIL + "Content-Type: text/plain"),
    "mail a giant file name": ("a.", _MAIL + "Content-Disposition: attachment; filename="),
    "mail a giant type": ("a/", _MAIL + "Content-Type: "),
    "mail a giant encoding": ("(a", _MAIL + "Content-Transfer-Encoding: "),
    "mail a giant version": ("1.", "From: a@example.org\nSubject: a\nMIME-Version: "),
    "mail giant languages": ("en,", _MAIL + "Content-Language: "),
    "mail giant Re:": ("Re: ", "From: a@example.org\nSubject: "),
}
#: Headers that end with their lines.
_HEADER_LINES = {
    "mail many headers": ("X-H{0}: v\n", _MAIL),
    "mail received": ("Received: from a{0} by b\n", _MAIL),
    "mail a folded header": (" word{0}\n", _MAIL + "X-Long: a\n"),
    "mail a folded subject": (
        " word{0}\n",
        "From: a@example.org\nDate: Mon, 5 Jan 2026 10:00:00 +0000\nSubject: a\n",
    ),
    "mail encoded words": (" =?utf-8?B?2YLYp9mE?=\n", "From: a@example.org\nSubject: a\n"),
}


def _within(unit: str, head: str, end: str) -> Callable[[int], Made]:
    make = numbered if "{0}" in unit else times
    return lambda n: make(unit, n, "email", head, f"{end}A text of a mail.\n")


def mail() -> dict[str, Callable[[int], Made]]:
    html = "Content-Type: text/html; charset=utf-8\n"
    plain = "Content-Type: text/plain; charset=utf-8\n"
    return {
        "mail plain": lambda n: numbered(SAID + "\n\n", n, None, _MAIL + "\n"),
        "mail one paragraph": lambda n: numbered(SAID, n, None, _MAIL + "\n"),
        "mail lines": lambda n: numbered("line {0}\n", n, None, _MAIL + "\n"),
        "mail quoted lines": lambda n: numbered(
            "> line {0}\n\n", n, None, _MAIL + "\nA text of a mail that is long enough.\n\n"
        ),
        "mail signatures": lambda n: times("-- \n", n, None, _MAIL + "\nA text of a mail.\n"),
        "mail html": lambda n: numbered(P, n, None, _MAIL + html + "\n"),
        "mail html of <": lambda n: times("<", n, None, _MAIL + html + "\n<p>A text of a mail."),
        "mail html signatures": lambda n: times("<p>-", n, None, _MAIL + html + "\n"),
        "mail html classes": lambda n: times("<p class=gmail", n, None, _MAIL + html + "\n"),
        "mail html blanks after <p": lambda n: times(
            "<p " + " " * 60, n, None, _MAIL + html + "\n"
        ),
        "mail html pictures": lambda n: times(
            "<img src=cid", n, None, _MAIL + html + "\n<p>A text."
        ),
        "mail quoted-printable": lambda n: times(
            "=D9=82", n, None, _MAIL + plain + "Content-Transfer-Encoding: quoted-printable\n\n"
        ),
        "mail soft breaks": lambda n: times(
            "=\n", n, None, _MAIL + plain + "Content-Transfer-Encoding: quoted-printable\n\nA text."
        ),
        "mail broken quoted-printable": lambda n: times(
            "=", n, None, _MAIL + plain + "Content-Transfer-Encoding: quoted-printable\n\nA text."
        ),
        "mail base64": lambda n: Made(
            (_MAIL + plain + "Content-Transfer-Encoding: base64\n\n").encode()
            + base64.encodebytes((SAID.format(1) * n)[: n * 7 // 10].encode())
        ),
        "mail broken base64": lambda n: times(
            "=A", n, None, _MAIL + plain + "Content-Transfer-Encoding: base64\n\n"
        ),
        "mail uuencode": lambda n: times(
            "M", n, None, _MAIL + plain + "Content-Transfer-Encoding: x-uuencode\n\nbegin 644 x\n"
        ),
        "mail many parts": lambda n: numbered(
            f"--b\n{plain}\nPart {{0}}.\n", n, None, _MAIL + _ALTERNATIVE, "--b--\n"
        ),
        "mail boundaries": lambda n: times("--b\n", n, None, _MAIL + _ALTERNATIVE, "--b--\n"),
        "mail nearly boundaries": lambda n: times(
            "--bx\n", n, None, _MAIL + _ALTERNATIVE + f"--b\n{plain}\nA text.\n", "--b--\n"
        ),
        "mail deep parts": lambda n: Made(
            _MAIL
            + _ALTERNATIVE
            + "".join(
                f'--b{"b" if k else ""}\nContent-Type: multipart/mixed; boundary="b{k}"\n\n'
                for k in range(n // 60)
            )
        ),
        "mail parts in parts": lambda n: Made(
            _MAIL
            + 'Content-Type: multipart/mixed; boundary="b0"\n\n'
            + "".join(
                f'--b{k}\nContent-Type: multipart/mixed; boundary="b{k + 1}"\n\n'
                for k in range(n // 60)
            )
        ),
        "mail in mail": lambda n: times(_MAIL + "Content-Type: message/rfc822\n\n", n, None),
        "mail attachments": lambda n: numbered(
            "--b\nContent-Type: application/pdf\nContent-Disposition: attachment; filename=f{0}.pdf\n\nx\n",
            n,
            None,
            _MAIL + _ALTERNATIVE + f"--b\n{plain}\nA text of a mail.\n",
            "--b--\n",
        ),
        **{name: _within(*it, "\n\n") for name, it in _IN_HEADERS.items()},
        **{name: _within(*it, "\n") for name, it in _HEADER_LINES.items()},
    }
