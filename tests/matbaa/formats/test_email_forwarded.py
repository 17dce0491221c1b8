"""The article in a forwarded mail, and its author."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from matbaa.submission import Submission
from tests.matbaa.reading import article

PROSE = (
    "The pier stays closed to lorries until the end of January, the port said on Thursday.",
    "Divers found cracks in two of its eleven pillars, and cars may cross at walking pace.",
)
GMAIL = f"""\
<div dir="ltr">Worth running?<br><div class="gmail_signature">Anna</div><br>
<div class="gmail_quote"><div dir="ltr" class="gmail_attr">---------- Forwarded message ---------<br>
From: <strong>Port of Elm</strong> <span>&lt;<a href="mailto:pr@elm.example">pr@elm.example</a>&gt;</span><br>
Date: Thu, 26 Nov 2026 at 11:02<br>Subject: Pier<br>To: Anna<br></div><br><br>
<div dir="ltr"><p>{PROSE[0]}</p><p>{PROSE[1]}</p></div></div></div>"""
OUTLOOK = f"""\
<div><p>Bitte mitnehmen.</p><div><p><b>Von:</b> Port of Elm &lt;pr@elm.example&gt;<br>
<b>Gesendet:</b> Donnerstag<br><b>An:</b> Anna<br><b>Betreff:</b> Pier</p></div>
<p>{PROSE[0]}</p><p>{PROSE[1]}</p></div>"""
CHAIN = f"""\
Worth running?
Anna

---------- Forwarded message ---------
From: Tom Hale <tom@paper.example>
Subject: FW: Pier
To: Anna

FYI

-----Original Message-----
From: Port of Elm [mailto:pr@elm.example]
Sent: Thursday, November 26, 2026 11:02 AM
To: Tom Hale
Subject: Pier

{PROSE[0]}

{PROSE[1]}
"""


def read(text: str, subtype: str) -> Submission:
    made = EmailMessage()
    made["From"], made["Subject"] = "Anna Berg <anna@paper.example>", "Fwd: Pier closed to lorries"
    made.set_content(text, subtype=subtype)
    return article(made.as_bytes())


@pytest.mark.parametrize(
    ("text", "subtype"), [(GMAIL, "html"), (OUTLOOK, "html"), (CHAIN, "plain")]
)
def test_what_was_forwarded_is_the_article_and_its_sender_the_author(
    text: str, subtype: str
) -> None:
    found = read(text, subtype)

    assert all(said in found.body for said in PROSE)
    assert not any(said in found.body for said in ("Worth", "Bitte", "Anna", "FYI", "Elm"))
    assert [(each.name, each.email) for each in found.authors] == [
        ("Port of Elm", "pr@elm.example")
    ]


def test_a_quoted_mail_below_the_text_is_removed() -> None:
    answer = '<div class="gmail_quote">On Friday Tom wrote:<blockquote>When?</blockquote></div>'

    found = read(f"<p>{PROSE[0]}</p><p>{PROSE[1]}</p>{answer}", "html")

    assert "When?" not in found.body
    assert [each.name for each in found.authors] == ["Anna Berg"]


@pytest.mark.parametrize(
    ("address", "name"), [("rana.haddad@p.example", "Rana Haddad"), ("desk@p.example", None)]
)
def test_a_senders_name_is_read_from_an_address_that_spells_it(
    address: str, name: str | None
) -> None:
    found = article(f"From: {address}\nSubject: Pier closed\n\n{PROSE[0]}\n")

    assert [each.name for each in found.authors] == ([name] if name else [])


@pytest.mark.parametrize(
    "text",
    [
        f"{PROSE[0]}<div>{PROSE[1]}</div>",
        f"<div>Subject: Pier<br><br>{' '.join([PROSE[0]] * 5)}</div><div>{PROSE[1]}</div>",
    ],
)
def test_no_text_of_a_forwarded_message_is_taken_for_its_head(text: str) -> None:
    head = "<div>From: Port of Elm &lt;pr@elm.example&gt;<br>Sent: Monday<br>To: Anna</div>"

    found = read(f"<div>FYI</div>{head}{text}", "html")

    assert all(said in found.body for said in PROSE[:2])


@pytest.mark.parametrize(
    "rows", ["From: Elm\nTo: Oak\nDate: Monday", "Von: Kiel\nAn: Oslo\nDatum: 3. Mai"]
)
def test_a_timetable_is_no_head_of_a_quoted_message(rows: str) -> None:
    body = read(f"{PROSE[0]}\n\n{rows}\n\n{PROSE[1]}\n", "plain").body

    assert PROSE[1] in body


def test_a_head_without_an_address_begins_a_quoted_message_if_it_has_a_subject() -> None:
    rows = "From: Tom Hale\nTo: Jane Roe\nSubject: Pier"
    made = read(f"{PROSE[0]}\n\n{PROSE[1]}\n\nJane\n\n{rows}\n\nCan you send it?\n", "plain")

    assert "Can you send it?" not in made.body
