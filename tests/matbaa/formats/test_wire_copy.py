"""Parts of wire copy that readers are not meant to see, in every wire format."""

from __future__ import annotations

import pytest

from tests.matbaa.reading import article, articles

G2 = 'xmlns="http://iptc.org/std/nar/2006-10-01/"'
LEDE = (
    "Springfield (dpa) - The night ferry sailed again on Sunday, for the first time in six winters, "
    "and carried ninety people to the island and back before the sun was up, said the harbour master."
)
NOTES = "# dpa-Notizblock\n\n## Orte\n- [Hafen](Kai 1, Springfield)\n\n## dpa-Kontakte\n- Autor: A. Holm\n"


def anpa(*lines: str, end: str = "AP-WF-02-10-26 0423GMT<") -> str:
    return (
        "\x16\x16\x01V4644\x1f-----\r\nr e\x13\x11 AP-Ferry\r\n\x02"
        + "\r\n".join(lines)
        + f"\r\n\t   \x03{end}\x04"
    )


def test_anpa_substitutes_become_dashes_and_quotation_marks() -> None:
    found = article(
        anpa(
            "^BC-Ferry,20<",
            "^Ferry sails<",
            "\t   KIEL (AP) _ It sailed _ at last.",
            "\t   ``Fine,'' he said.",
        )
    )

    assert found.body == "<p>KIEL (AP) — It sailed — at last.</p>\n<p>“Fine,” he said.</p>"
    assert found.place == "KIEL"


def test_the_time_is_read_from_the_end_of_an_anpa_wire() -> None:
    found = article(anpa("^BC-Ferry,20<", "^Ferry sails<", "\t   KIEL (AP) _ It sailed."))

    assert found.published is not None
    assert found.published.isoformat() == "2026-02-10T04:23:00+00:00"


def test_a_wire_without_paragraphs_is_read_with_the_headline_below_the_slugs() -> None:
    found = article(
        anpa("^*9006< ^AP-Top-News,0176<", "^Top news at noon<", "^Ferry sails", "^Bridge shut")
    )

    assert found.title == "Top news at noon"
    assert found.body == "<p>Ferry sails</p>\n<p>Bridge shut</p>"


def test_lines_with_semicolons_in_a_wire_become_a_table() -> None:
    rows = (f"\t   {row}<" for row in (";MIN;MAX", "Kiel;1;9", "Bonn;3;12"))

    body = article(anpa("^BC-Weather,20<", "^Weather<", "\t   KIEL (AP) _ Degrees:<", *rows)).body

    assert "<th></th><th>MIN</th><th>MAX</th>" in body
    assert "<tr><td>Bonn</td><td>3</td><td>12</td></tr>" in body


@pytest.mark.parametrize("name", [None, "copy.md"])
def test_notes_to_newsrooms_below_a_text_are_removed(name: str | None) -> None:
    found = article(f"Nachtfähre fährt wieder\n\n{LEDE}\n\n{LEDE}\n\n{NOTES}", name=name)

    assert "Notizblock" not in found.body
    assert "Kontakte" not in found.body
    assert found.body.rstrip().endswith("harbour master.</p>")


def test_wrapped_lines_in_nitf_are_joined_and_other_breaks_kept() -> None:
    found = article(
        "<nitf><body><body.head><hedline><hl1>Ferry</hl1></hedline></body.head><body.content>"
        "<p>The night ferry sailed again on Sunday, for the first time in <br/>six winters, and "
        "carried ninety people to the island and back <br/>again.</p>"
        "<p>Harbour 2 <br/>Hills 1</p></body.content></body></nitf>"
    )

    assert "first time in six winters" in found.body
    assert "back again.</p>" in found.body
    assert "Harbour 2 <br>Hills 1" in found.body


def test_nitf_keywords_as_text_and_a_place_in_parts_are_read() -> None:
    found = article(
        "<nitf><head><docdata><key-list><keyword>Justice</keyword><keyword key='Coast'/></key-list>"
        "</docdata></head><body><body.head><hedline><hl1>Ferry</hl1></hedline><dateline><location>"
        "<city>Ottawa</city> <country>Canada</country></location></dateline></body.head>"
        "<body.content><p>It sailed.</p></body.content></body></nitf>"
    )

    assert (found.tags, found.place) == (["Justice", "Coast"], "Ottawa, Canada")


def test_the_header_inside_a_g2_text_is_removed_and_a_note_gives_the_reporter() -> None:
    (parsed,) = articles(
        f'<newsItem {G2} guid="a"><itemMeta><edNote>Notes. Autor/in: Ada Holm (Kiel)</edNote>'
        "<edNote>Autor/in: Ada Holm (Kiel), holm@agency.example</edNote></itemMeta>"
        "<contentMeta><headline>Ferry sails</headline><creator><name>roe.jane</name></creator>"
        '</contentMeta><contentSet><inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><body>'
        "<header><ul><li>Transport</li></ul><p>Extra</p><h1>Ferry sails</h1></header>"
        "<section><p>It sailed.</p></section></body></html></inlineXML></contentSet></newsItem>"
    )

    assert "Transport" not in parsed.submission.body
    assert "It sailed." in parsed.submission.body
    assert [author.name for author in parsed.submission.authors] == ["Ada Holm"]


@pytest.mark.parametrize(
    ("desk", "section"),
    [("اقتصادي / ", "اقتصادي"), ("عام / ", None)],
)
def test_the_desk_before_an_arabic_headline_is_the_section(desk: str, section: str | None) -> None:
    found = article(
        f"{desk}غرفة النور تنظم ملتقى المنشآت الصغيرة\n\n"
        "نظمت غرفة النور اليوم ملتقى المنشآت الصغيرة بحضور عدد من رجال الأعمال في المنطقة.\n\n"
        "وأوضح رئيس الغرفة أن الملتقى يهدف إلى دعم المنشآت الصغيرة وتسهيل حصولها على التمويل.\n"
    )
    assert found.title == "غرفة النور تنظم ملتقى المنشآت الصغيرة"
    assert found.section == section


def test_the_desk_before_a_chinese_headline_is_the_section() -> None:
    found = article(
        "（经济）北港市前三季度进出口增长\n\n新华社北港11月20日电（记者李明）北港市统计局20日发布数据，"
        "前三季度全市进出口总额同比增长百分之八点三，增速比上半年加快。\n\n"
        "统计局负责人说，民营企业进出口占全市的六成以上，对外贸易结构继续优化。\n"
    )
    assert (found.title, found.section) == ("北港市前三季度进出口增长", "经济")
