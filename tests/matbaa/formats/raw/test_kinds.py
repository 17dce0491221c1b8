"""Pasted texts other than plain reports: tables, interviews, live reports, recipes."""

from __future__ import annotations

import pytest

from matbaa.formats.raw import parser as raw
from matbaa.submission import Submission
from tests.matbaa.reading import context

LEDE = (
    "The harbour club beat the visitors from the hills on Saturday, before a crowd of nine hundred."
)
REST = "The next match is in a fortnight, when the club travels north for the first time since May."


def read(text: str, language: str = "en") -> Submission:
    (parsed,) = raw.parse(text, context(language=language))
    return parsed.submission


def test_tab_separated_rows_become_a_table_with_a_header() -> None:
    table = "Team\tPlayed\tPoints\nHarbour\t12\t30\nHills\t12\t21"

    body = read(f"Harbour club goes to the top of the table\n\n{LEDE}\n\n{table}\n\n{REST}").body

    assert "<thead><tr><th>Team</th><th>Played</th><th>Points</th></tr></thead>" in body
    assert "<tr><td>Hills</td><td>12</td><td>21</td></tr>" in body
    assert body.index(LEDE) < body.index("<table>") < body.index(REST)


@pytest.mark.parametrize(
    "rows",
    [
        "| Team | Points |\n|------|--------|\n| Harbour | 30 |\n| Hills | 21 |",
        "Team;Played;Points\nHarbour;12;30\nHills;12;21",
        "Team        Played    Points\nHarbour        12        30\nHills          12        21",
    ],
)
def test_other_cell_separators_are_recognised(rows: str) -> None:
    body = read(f"Harbour club goes to the top of the table\n\n{LEDE}\n\n{rows}\n\n{REST}").body

    assert "<th>Points</th></tr></thead>" in body
    assert "<td>Hills</td>" in body
    assert "|" not in body


def test_a_table_within_wrapped_text_is_kept() -> None:
    prose = [
        "The harbour club beat the visitors from the hills on",
        "Saturday before a crowd of nine hundred people, who had",
        "waited for an hour in the rain until the gates of the",
        "ground were opened and the teams came out at last.",
    ]
    rows = [*prose, "", "Harbour\t12\t30", "Hills\t12\t21", "", *prose[1:]]

    body = read("\n".join(["Harbour club goes to the top", "", *rows])).body

    assert "<tr><td>Harbour</td><td>12</td><td>30</td></tr>" in body
    assert "of the ground were opened" in body


@pytest.mark.parametrize("sign", ["•\t", "1.\t", "a)\t"])
def test_list_items_with_a_tab_after_the_bullet_are_no_table(sign: str) -> None:
    items = f"{sign}A survey of the sea bed\n{sign}The wall itself, in two years"

    assert (
        "<table>"
        not in read(f"Council rebuilds the harbour wall\n\n{LEDE}\n\n{items}\n\n{REST}").body
    )


def test_the_speakers_of_an_interview_are_no_headings() -> None:
    text = (
        "The keeper of the last lighthouse looks back\n\n"
        f"{LEDE}\n\nQ: Did you sleep at all?\n\n"
        "A: Hardly. In forty years there was not one night in which I did not look at the lamp.\n\n"
        f"Q: And now?\n\nA: Now I sleep.\n\n{REST}"
    )

    body = read(text).body

    assert "<h2>" not in body
    assert "<p>Q: And now?</p>\n<p>A: Now I sleep.</p>" in body


def test_an_interview_in_arabic_keeps_its_questions_and_short_answers() -> None:
    lede = "أنهى حارس المنارة الأخيرة عمله هذا الأسبوع بعد أربعين عاما قضاها وحيدا على الجزيرة الصغيرة."
    text = f"حارس المنارة الأخيرة يروي حكايته مع البحر\n\n{lede}\n\nس: هل كنت تنام؟\n\nج: قليلا.\n\nس: والآن؟\n\nج: الآن أنام."

    body = read(text, "ar").body

    assert "<p>س: والآن؟</p>" in body
    assert "<h2>" not in body


def test_the_times_of_a_live_report_become_headings_of_its_entries() -> None:
    entries = "\n\n".join(
        f"{hour}:05\n\nThe water rose by another {hour} centimetres, and a third bridge was closed."
        for hour in (12, 11, 10)
    )

    found = read(f"Live: river floods the old town of Springfield\n\n{entries}\n\n{REST}")

    assert found.title == "Live: river floods the old town of Springfield"
    assert found.body.count("<h2>") == 3
    assert found.body.index("12 centimetres") < found.body.index("<h2>11:05</h2>")


def test_the_ingredients_of_a_recipe_are_a_list() -> None:
    text = (
        "Lentil soup as the fishermen make it\n\n"
        "This soup has warmed the men of the harbour for longer than anybody can remember, they say.\n\n"
        "Ingredients\n\n200 g red lentils\n\n1 onion\n\n2 tbsp olive oil\n\n"
        "Method\n\nFry the onion in the oil until it is soft, then add the lentils and a litre of water.\n"
    )

    body = read(text).body

    assert "<h2>Ingredients</h2>" in body
    assert "<li>200 g red lentils</li><li>1 onion</li><li>2 tbsp olive oil</li>" in body.replace(
        "\n", ""
    )


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("by: Ada Holm, Nov 26, 2025", ["Ada Holm"]),
        ("By Ada Holm and Bo Ek | 26 November 2025", ["Ada Holm", "Bo Ek"]),
        ("26 November 2025 - by Ada Holm", ["Ada Holm"]),
        ("Ada Holm | Bo Ek\n26 November 2025", ["Ada Holm", "Bo Ek"]),
        ("Author, Ada Holm\nRole, Harbour correspondent", ["Ada Holm"]),
    ],
)
def test_authors_are_read_from_bylines_with_other_text_on_the_line(
    byline: str, names: list[str]
) -> None:
    found = read(f"Council votes to rebuild the harbour wall\n{byline}\n\n{LEDE}\n\n{REST}")

    assert [author.name for author in found.authors] == names


@pytest.mark.parametrize(
    ("byline", "language", "author"),
    [
        ("مصنف, اعظم خان\nعہدہ, نامہ نگار، لاہور", "ur", ("اعظم خان", "نامہ نگار، لاہور")),
        ("By Ada Holm\nHarbour correspondent", "en", ("Ada Holm", "Harbour correspondent")),
    ],
)
def test_the_job_title_below_a_byline_is_the_authors_role(
    byline: str, language: str, author: tuple[str, str]
) -> None:
    prose = {
        "en": LEDE,
        "ur": "بندرگاہ کی دیوار دوبارہ تعمیر کرنے کا فیصلہ بدھ کی رات کو شہر کی کونسل نے کثرت رائے سے کیا ہے۔",
    }[language]
    title = {
        "en": "Council votes to rebuild the wall",
        "ur": "کونسل کا دیوار دوبارہ بنانے کا فیصلہ",
    }

    found = read(f"{title[language]}\n{byline}\n\n{prose}\n\n{prose}", language)

    assert [(each.name, each.role) for each in found.authors] == [author]


def test_a_standfirst_may_stand_above_the_byline() -> None:
    standfirst = "The council wants to spend four million on a wall that the sea took last winter."

    found = read(
        f"Council rebuilds the harbour wall\n\n{standfirst}\n\nBy Ada Holm\n\n{LEDE}\n\n{REST}"
    )

    assert found.subtitle == standfirst
    assert [author.name for author in found.authors] == ["Ada Holm"]
    assert standfirst not in found.body


@pytest.mark.parametrize(
    "caption",
    [
        "Boats in the harbour of Springfield on Monday\n\n© AGENCY NORTH",
        "Der Hafen von Springfield am Montag, als die Boote wieder ausliefen. (Quelle: Agentur Nord)",
    ],
)
def test_a_caption_below_the_headline_is_not_taken_for_the_standfirst(caption: str) -> None:
    found = read(
        f"Council votes to rebuild the harbour wall\n\n{caption}\n\n26 November 2025\n\n{LEDE}\n\n{REST}"
    )

    assert found.subtitle is None


def test_a_text_may_begin_with_a_table() -> None:
    found = read(
        "SPRINGFIELD MAGISTRATES' COURT\nCourt list for Friday\n\nCourtroom 1, before Judge Helen Ward\n\n"
        "Case\tDefendant\n2026/114\tJohn Doe\n2026/121\tMary Major\n\n"
        "Courtroom 2 will sit at 2 pm for youth cases, which are not open to the public this week.\n"
    )

    assert "<td>Mary Major</td>" in found.body
    assert "<h2>Courtroom 1, before Judge Helen Ward</h2>" in found.body


def test_dates_of_birth_and_death_are_not_taken_for_the_publication_date() -> None:
    found = read(
        "Margaret Okafor, who founded the town's first hospice, dies at 91\n\n"
        f"Margaret Adaeze Okafor\n12 March 1935 – 20 February 2026\n\n{LEDE}\n\n{REST}"
    )

    assert (found.published, found.authors) == (None, [])


def test_pasted_footnotes_become_notes() -> None:
    found = read(
        "The water under the town sinks\n\nThe water sinks by thirty centimetres a year1, the agency says, "
        "and has for ten years now.\n\nFarmers take two thirds of it2, which nobody denies any more in town.\n\n"
        "1 Agency for water, report of 2025.\n2 Figures of the ministry, 2024."
    )

    assert "a year<sup>1</sup>, the agency" in found.body
    assert "<ol>\n<li>Agency for water, report of 2025.</li>" in found.body


def test_numbers_without_matching_notes_are_no_footnotes() -> None:
    assert (
        "<sup>"
        not in read(f"Covid19 and the harbour club\n\n{LEDE}\n\nIt met 2 times.\n\n{REST}").body
    )


def test_key_points_below_the_headline_become_a_list_above_the_text() -> None:
    points = "Three hospitals have cancelled operations\nNo ransom has been paid"

    body = read(
        f"What we know about the attack on hospitals\nBy Ada Holm\nKey points\n{points}\n\n{LEDE}\n\n{REST}"
    ).body

    assert body.startswith("<ul>\n<li>Three hospitals have cancelled operations</li>")


def test_the_name_above_a_column_is_the_author_and_not_the_headline() -> None:
    found = read(
        "Ada Holm\nCOLUMNISTS\nWho speaks when a town is silent?\n26 February 2026\n\n"
        f"{LEDE}\n\n{REST}\n\nAda Holm was born in Springfield, and has written here since 2005 about the sea."
    )

    assert found.title == "Who speaks when a town is silent?"
    assert [author.name for author in found.authors] == ["Ada Holm"]


def test_dates_that_head_lists_are_kept_with_them() -> None:
    text = f"The matches of the next week at a glance\n\n{LEDE} The matches are:\n\n14 March:\n15.00 Harbour-Hills\n\n15 March:\n17.00 Mill-Bridge\n"

    found = read(text)

    assert found.published is None
    assert (
        found.body.index("14 March:")
        < found.body.index("Harbour-Hills")
        < found.body.index("15 March:")
    )
