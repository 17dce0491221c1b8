"""Articles inside letters: greetings, notes, sign-offs and forwarded mails are removed."""

from __future__ import annotations

import re
from email.message import EmailMessage

import pytest

from matbaa.submission import Submission
from tests.matbaa.reading import article

PLAIN = """\
Hi Tom,

Please find below the piece as agreed.

Council approves plan to rebuild the harbour wall

The council voted on Wednesday night to rebuild the harbour wall that was
damaged in last winter's storms, at a cost of four million.

It will pay for:
- a survey of the sea bed
- the wall itself

Best regards,
Jane

Jane Roe
Press Officer | City of Springfield
T: +44 20 7946 0123

This email and any attachments are confidential and intended for the addressee.

From: Tom Smith <tom@paper.example>
Sent: 25 February 2026 17:02
To: Roe, Jane
Subject: Harbour wall

Hi Jane, can you send us something on the vote?
"""
PROSE = (
    "The ferry sails again from Monday on, said the harbour master, since the pier is safe. They"
)
OUTLOOK = """\
<html><body><div class="WordSection1">
<p class="MsoNormal">Bonjour,</p>
<p class="MsoNormal"><b>Le marché de Noël ouvre samedi sur la place</b></p>
<p class="MsoNormal">La mairie annonce l'ouverture du marché samedi à 10 heures, avec 110 chalets.</p>
<p class="MsoListParagraph"><![if !supportLists]><span>·<span>&nbsp;&nbsp; </span></span><![endif]>\
Du lundi au <b>vendredi</b></p>
<p class="MsoListParagraph"><span>·<span>&nbsp;&nbsp; </span></span>Le samedi</p>
<p class="MsoNormal">Cordialement,</p>
<p class="MsoNormal"><b>Claire Petit</b></p>
<p class="MsoNormal">Tél. 05 61 00 00 00</p>
<div><p class="MsoNormal"><b>De :</b> Redaction<br><b>Envoyé :</b> mercredi<br>\
<b>Objet :</b> Noël</p></div>
<p class="MsoNormal">Avez-vous un communiqué ?</p>
</div></body></html>
"""


def read(
    body: str, subject: str = "RE: Harbour wall - council decision", subtype: str = "plain"
) -> Submission:
    made = EmailMessage()
    made["From"], made["Subject"] = '"Roe, Jane" <jane@city.example>', subject
    made.set_content(body, subtype=subtype)
    return article(made.as_bytes())


def shown(found: Submission) -> str:
    """The article's body without markup that only mail programs read."""
    return re.sub(r' class="\w+"|</?span>|<!--.*?-->', "", found.body)


def test_the_letter_around_an_article_is_removed() -> None:
    body = read(PLAIN).body

    assert body.startswith("<p>The council voted")
    assert "storms, at a cost of four million.</p>" in body
    assert body.endswith("<ul>\n<li>a survey of the sea bed</li>\n<li>the wall itself</li>\n</ul>")


def test_a_headline_that_is_fuller_than_the_subject_is_the_title() -> None:
    assert read(PLAIN).title == "Council approves plan to rebuild the harbour wall"
    assert read(PLAIN, "Copy for Monday").title == "Copy for Monday"
    assert read(PLAIN, "Copy for Monday").subtitle == (
        "Council approves plan to rebuild the harbour wall"
    )


def test_a_name_with_the_surname_first_is_reordered() -> None:
    assert [author.name for author in read(PLAIN).authors] == ["Jane Roe"]


def test_an_outlook_mail_keeps_its_article_and_list() -> None:
    found = read(OUTLOOK, "Communique - Ouverture du marche de Noel", subtype="html")

    assert found.title == "Le marché de Noël ouvre samedi sur la place"
    assert "<ul><li>Du lundi au <b>vendredi</b></li><li>Le samedi</li></ul>" in shown(found)
    assert not any(said in found.body for said in ("Bonjour", "Petit", "Redaction", "communiqué"))


def test_the_forwarded_mail_is_the_article() -> None:
    quoted = PLAIN[PLAIN.index("From: Tom") :].replace("Hi Jane, can you", PROSE)

    body = read(f"FYI\n\n{quoted}").body

    assert body.startswith("<p>The ferry sails again")
    assert "Tom Smith" not in body


@pytest.mark.parametrize(
    ("greeting", "sign_off"),
    [
        ("السلام عليكم ورحمة الله،", "مع خالص التحية"),
        ("Sehr geehrte Damen und Herren,", "Mit freundlichen Grüßen"),
        ("Estimados compañeros:", "Un cordial saludo,"),
        ("Merhaba,", "Saygılarımla"),
        ("با سلام", "با احترام"),
    ],
)
def test_greetings_and_sign_offs_are_recognised_in_many_languages(
    greeting: str, sign_off: str
) -> None:
    body = read(f"{greeting}\n\n{PROSE} said so.\n\n{sign_off}\nRana\n", "Ferry").body

    assert body == f"<p>{PROSE} said so.</p>"


@pytest.mark.parametrize(
    "headline",
    [
        "All schools closed in Springfield",
        "Hello Kitty turns fifty this week",
        "السادة النواب يقرون الموازنة",
        "Ниже нуля опустится температура в четверг",
    ],
)
def test_a_headline_that_resembles_a_greeting_or_note_is_kept(headline: str) -> None:
    assert read(f"{headline}\n\n{PROSE} said so.\n", headline[:-1]).title == headline


@pytest.mark.parametrize("greeting", ["Hi Anna", "Bonjour", "السلام عليكم ورحمة الله وبركاته"])
def test_a_greeting_is_recognised_without_punctuation(greeting: str) -> None:
    assert read(f"{greeting}\n\n{PROSE} said so.\n", "Ferry").body == f"<p>{PROSE} said so.</p>"


def test_a_signature_without_a_sign_off_is_removed() -> None:
    signature = "Ben Brown\nGolf Writer\nPh: +1 310 699 0500"

    body = read(f"{PROSE} left.\n\n{PROSE} came.\n\n{signature}\n", "Ferry").body

    assert body.endswith("They came.</p>")


def test_thanks_within_a_text_do_not_end_it() -> None:
    text = f"{PROSE} know.\n\nThanks\n\n{PROSE} were told. {PROSE} will see. {PROSE} left."

    assert "left.</p>" in read(text, "Ferry").body


def test_short_answers_after_thanks_are_part_of_an_interview() -> None:
    answers = "Q: When?\n\nOn Monday.\n\nQ: And then?\n\nWe sail again."

    assert (
        "<p>We sail again.</p>" in read(f"{PROSE} know.\n\nThank you.\n\n{answers}", "Ferry").body
    )


FILED = "<p>SDA</p><p>Headline: Ferry sails again</p><p>Abstract: After six winters.</p><p>Gol</p>"


@pytest.mark.parametrize("subtype", ["html", "plain"])
def test_labelled_lines_above_the_text_fill_the_fields(subtype: str) -> None:
    filed = f"{FILED}<p>By Ada Holm</p><p>{PROSE} came.</p><p>{PROSE} left.</p>"
    rows = re.sub(r"</?p>", "\n", filed) if subtype == "plain" else filed

    found = read(rows, "Copy", subtype)

    assert (found.title, found.description) == ("Ferry sails again", "After six winters.")
    assert [author.name for author in found.authors] == ["Ada Holm"]
    assert re.sub(r"</?p>", "", found.body.strip()).startswith("The ferry sails again from")


def test_a_subject_decoded_in_the_wrong_charset_is_repaired() -> None:
    mail = "From: a@b.example\nSubject: =?windows-1252?Q?Ferry=E2=80=99s_last_trip?=\n\n{} came.\n"

    assert article(mail.format(PROSE)).title == "Ferry’s last trip"


def test_text_between_items_of_a_list_stays_between_them() -> None:
    rows = [
        "<p>· One item</p>",
        f"<h2>Prices</h2><div>{PROSE}.</div>",
        "<p>· Another</p>",
        "Loose.",
    ]

    found = read("".join(rows), subtype="html").body

    places = [found.index(said) for said in ("One item", "Prices", PROSE, "Another", "Loose.")]
    assert places == sorted(places)


@pytest.mark.parametrize("subject", ["Press release", "RE: Communiqué de presse:", "خبر للنشر", ""])
def test_a_subject_that_says_only_what_kind_of_mail_it_is_is_no_headline(subject: str) -> None:
    mail = EmailMessage()
    mail["From"] = "Ann Roe <ann.roe@city.example>"
    if subject:
        mail["Subject"] = subject
    mail.set_content(PLAIN)
    found = article(mail.as_bytes())
    assert found.title == "Council approves plan to rebuild the harbour wall"
    assert "Council approves plan" not in found.body
