"""Texts of printed pages whose columns were copied side by side."""

from __future__ import annotations

from tests.matbaa.reading import article

LEFT = [
    "The city will plant 2,000 lime",
    "trees along the ring road from",
    "March, the parks department said",
    "on Thursday, and it will pay for",
    "them by a levy on parking.",
]
RIGHT = [
    "The trees come from a nursery in",
    "the north that has grown them for",
    "twelve years. Residents had asked",
    "for them since the last summer,",
    "the hottest so far.",
]


def test_two_columns_are_read_one_after_the_other() -> None:
    rows = [f"{left:<40}{right}" for left, right in zip(LEFT, RIGHT, strict=True)]
    found = article("\n".join(rows), format="text")

    text = " ".join([*LEFT, *RIGHT])
    assert text in found.body.replace("</p>\n<p>", " ")


def test_the_columns_of_a_table_stay_side_by_side() -> None:
    teams = ["Rovers", "City", "United", "Harbour", "Hillside"]
    rows = [f"{team:<14}{12:<8}{31 - place}" for place, team in enumerate(teams)]
    text = "Rovers are top of the league again after a late winner on Saturday."
    found = article("\n".join(["Standings after week 12", "", text, "", *rows]), format="text")

    assert "<td>Rovers</td><td>12</td><td>31</td>" in found.body.replace("\n", "")


def test_the_first_answer_below_the_date_is_no_standfirst() -> None:
    answer = "A heat pump moves heat from the air outside into the house, like a fridge in reverse."
    found = article(
        "\n".join([
            "Heat pumps: what you need to know", "By Sam Cole", "5 March 2026, 10:15", "What is a heat pump?", answer,
            "3,500", "grants paid this year", "What does it cost?", f"Most pay 8,000 pounds. {answer}",
        ]),
        format="text",
    )  # fmt: skip

    assert found.body.startswith(f"<h2>What is a heat pump?</h2>\n<p>{answer}</p>")


def test_a_row_across_the_columns_stays_whole() -> None:
    rows = [f"{left:<40}{right}" for left, right in zip(LEFT, RIGHT, strict=True)]
    head = f"{'':24}The Ring Road Gazette        10 March 2026"
    found = article("\n".join([head, "", *rows]), format="text")

    assert found.title == "The Ring Road Gazette"
    assert found.published is not None
