"""Answers of web forms, as JSON."""

from __future__ import annotations

import json

import pytest

from matbaa.submission import Submission
from tests.matbaa.reading import article, refusal

ANSWERS = {
    "Timestamp": ["2026-03-09T10:35:10Z"],
    "Headline": ["Night ferry returns"],
    "Abstract": ["It sails again after six winters."],
    "Byline": ["By Ada Holm"],
    "Dateline": ["Port Ellery", "", ""],
    "Category": ["Transport"],
    "Priority": ["", ""],
    "Body": ["The ferry sailed on Sunday.\nIt runs until October."],
    "Email Address": ["holm@agency.example"],
}


def told(found: Submission) -> tuple[str | None, ...]:
    return found.title, found.description, found.place, found.section


def test_a_forms_answers_fill_the_fields_with_similar_names() -> None:
    found = article(json.dumps(ANSWERS))

    assert told(found) == (
        "Night ferry returns",
        "It sails again after six winters.",
        "Port Ellery",
        "Transport",
    )
    assert [author.name for author in found.authors] == ["Ada Holm"]
    assert found.body == "<p>The ferry sailed on Sunday.</p>\n<p>It runs until October.</p>"


def test_a_mail_with_a_forms_answers_may_wrap_their_lines() -> None:
    answers = json.dumps(ANSWERS).replace("sailed on Sunday", "sailed on\nSunday")
    mail = f"From: form@agency.example\nSubject: New\nTo: desk@paper.example\n\n{answers}\n"

    assert article(mail).title == "Night ferry returns"


def test_a_form_in_arabic_is_read() -> None:
    found = article(
        json.dumps({"العنوان": "عودة العبّارة", "الكاتب": "سامي الخوري", "المتن": "أبحرت الأحد."})
    )

    assert (found.title, found.body) == ("عودة العبّارة", "<p>أبحرت الأحد.</p>")
    assert [author.name for author in found.authors] == ["سامي الخوري"]


@pytest.mark.parametrize(
    "answers", [{"Headline": "A"}, {"Headline": "", "Body": "B"}, {"Name": "A"}]
)
def test_answers_without_a_headline_and_a_text_are_no_article(answers: dict[str, str]) -> None:
    assert "in no supported format" in refusal(json.dumps(answers)).reason
