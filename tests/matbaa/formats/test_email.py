"""E-mail: the article is the mail's text, or a document attached to it."""

from __future__ import annotations

import json
from email.message import EmailMessage

import pytest

from tests.matbaa.reading import article, articles, refusal, sample


def message(text: str | None = None) -> EmailMessage:
    made = EmailMessage()
    made["From"] = "Mara Lindqvist <mara@example.org>"
    made["Subject"] = "Fwd: Re: Night ferry returns"
    made["Date"] = "Sun, 01 Mar 2026 22:40:00 +0100"
    if text is not None:
        made.set_content(text)
    return made


def test_a_mail_gives_title_author_date_and_paragraphs() -> None:
    found = sample("mail.eml")[0].submission

    assert found.title == "Kasaba müzesi gece açık"
    assert [(author.name, author.email) for author in found.authors] == [
        ("Aylin Demir", "aylin@example.org")
    ]
    assert found.body.count("<p>") == 2
    assert "akşamları gece yarısına kadar açık kalacak." in found.body


def test_forwarding_prefixes_are_removed_from_the_title() -> None:
    assert article(message("It sails.\n").as_bytes()).title == "Night ferry returns"


def test_html_is_preferred_to_its_plain_version() -> None:
    made = message("plain")
    made.add_alternative('<p>rich<img src="cid:logo"></p>', subtype="html")

    assert article(made.as_bytes()).body.strip() == "<p>rich</p>"


def test_an_attached_document_is_the_article() -> None:
    made = message("See attached.")
    made.add_attachment("# Heading\n\nText of *some* length.\n", filename="story.md")
    made.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="x.png")

    (parsed,) = articles(made.as_bytes())

    assert (parsed.format, parsed.submission.title) == ("markdown", "Night ferry returns")
    assert "<h1>Heading</h1>" in parsed.submission.body


def test_an_attached_picture_that_is_not_published_is_mentioned_in_a_warning() -> None:
    made = message("It sails.")
    made.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="cow.png")

    assert articles(made.as_bytes())[0].warnings == ("Attachments, not published: cow.png.",)


def test_a_json_submission_in_a_mail_is_read_as_json() -> None:
    made = message(json.dumps({"id": "a", "title": "T", "body": "B"}))

    assert article(made.as_bytes()).id == "a"


def test_each_part_is_decoded_in_its_own_charset() -> None:
    made = message()
    made.set_content("شهدت مدينة إسطنبول", charset="windows-1256", cte="8bit")

    assert "إسطنبول" in article(made.as_bytes()).body


def test_an_unknown_charset_is_guessed() -> None:
    raw = message("café").as_bytes().replace(b'"utf-8"', b'"x-unknown"')

    assert article(raw).body


def test_a_mail_without_text_is_refused() -> None:
    made = message()
    made.add_attachment(b"GIF8", maintype="image", subtype="gif", filename="a.gif")

    assert "no text" in refusal(made.as_bytes()).reason


@pytest.mark.parametrize(
    "ending",
    [
        "<div>-- <br>Rana Haddad<br>Reporter</div>",
        '<div class="gmail_signature">Rana</div>',
        '<div class="gmail_quote">On Friday somebody wrote:<blockquote>Old</blockquote></div>',
        '<blockquote type="cite"><p>What was asked.</p></blockquote>',
    ],
)
def test_signatures_and_quoted_mail_are_cut_from_html(ending: str) -> None:
    made = EmailMessage()
    made["From"], made["Subject"] = "Rana <rana@example.org>", "Museum opens"
    made.set_content(f"<div>A museum opened -- at last.</div>{ending}", subtype="html")

    assert article(made.as_bytes()).body == "<div>A museum opened -- at last.</div>"


def test_a_mail_of_thousands_of_parts_is_refused() -> None:
    head = 'From: a@example.org\nSubject: s\nContent-Type: multipart/mixed; boundary="b"\n\n'
    part = "--b\nContent-Type: text/plain\n\nA text.\n"

    assert "more than 1,000 possible boundary lines" in refusal(head + part * 1_001, "email").reason


@pytest.mark.parametrize("name", ["Subject", "From", "Date", "Content-Type"])
def test_a_header_without_end_is_refused(name: str) -> None:
    long = f"To: b@example.org\n{name}: a\n" + " a word of it\n" * 400

    assert f"the header {name} is longer" in refusal(f"{long}\nA text.\n", "email").reason


def test_an_inline_picture_is_not_published_and_the_receipt_says_so() -> None:
    made = EmailMessage()
    made["From"], made["Subject"] = "Rana <rana@example.org>", "Museum opens"
    made.set_content("A museum opened at last.")
    made.add_alternative('<p>A museum opened.</p><img src="cid:door">', subtype="html")
    *_, rich = made.iter_parts()
    assert isinstance(rich, EmailMessage)
    rich.add_related(b"picture", "image", "png", cid="<door>")

    (found,) = articles(made.as_bytes())

    assert "cid:" not in (found.submission.body or "")
    assert found.warnings == (
        "1 embedded picture(s) not published: refer to pictures by their web addresses.",
    )


def test_bytes_without_a_charset_are_decoded_by_their_script() -> None:
    subject, text = (
        "إغلاق الطاحونة القديمة",
        "قالت صاحبة الطاحونة القديمة إنها ستغلقها في نهاية أيار.",
    )
    head = b"From: a@b.example\nTo: desk@c.example\nSubject: "

    found = article(head + f"{subject}\n\n{text}\n".encode("cp1256"))

    assert (found.title, found.body) == (subject, f"<p>{text}</p>")


def test_a_mail_whose_article_is_only_attached_is_refused_with_the_files_name() -> None:
    made = message("Dear desk,\n\nPlease find the release attached.\n\nBest regards\nMara\n")
    made.add_attachment(b"PK\x03\x04", maintype="application", subtype="zip", filename="a.docx")

    assert "a.docx cannot be read, send the text itself" in refusal(made.as_bytes()).reason
