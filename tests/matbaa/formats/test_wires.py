"""Agencies' formats: NewsML-G2, NewsML 1, NITF, and text wires."""

from __future__ import annotations

import pytest

from tests.matbaa.reading import article, refusal, sample

G2 = 'xmlns="http://iptc.org/std/nar/2006-10-01/"'


def test_a_newsml_g2_item_gives_all_its_fields() -> None:
    found = sample("newsml-g2.xml")[0].submission

    assert found.id == "urn:newsml:agency.example.org:20260306:tram"
    assert (found.revision, found.language, found.place) == (3, "nl", "Groningen")
    assert found.title == "Tramlijn krijgt twaalf nieuwe haltes"
    assert [author.name for author in found.authors] == ["Sanne de Wit"]
    assert (found.published and found.published.minute, found.updated and found.updated.minute) == (
        40,
        5,
    )
    assert found.tags == ["openbaar vervoer"]
    assert found.source == "Agentschap Noord"
    assert found.body.count("<p>") == 2


def test_pictures_sent_with_a_text_become_its_images() -> None:
    message = f"""<newsMessage {G2}><itemSet>
      <newsItem guid="a"><itemMeta><itemClass qcode="ninat:text"/></itemMeta>
        <contentMeta><headline>H</headline></contentMeta>
        <contentSet><inlineData contenttype="text/plain">One.\n\nTwo.</inlineData></contentSet>
      </newsItem>
      <newsItem guid="b"><itemMeta><itemClass qcode="ninat:picture"/></itemMeta>
        <contentMeta><description>A tram</description></contentMeta>
        <contentSet>
          <remoteContent href="https://x.example/s.jpg" contenttype="image/jpeg" width="90"/>
          <remoteContent href="https://x.example/l.jpg" contenttype="image/jpeg" width="900"/>
        </contentSet>
      </newsItem></itemSet></newsMessage>"""

    found = article(message)

    assert found.body == "<p>One.</p>\n<p>Two.</p>"
    assert [(image.url, image.caption) for image in found.images] == [
        ("https://x.example/l.jpg", "A tram")
    ]


def test_a_package_that_only_refers_to_items_is_refused() -> None:
    groups = '<groupSet><group><itemRef residref="a"/></group></groupSet>'
    package = f'<packageItem {G2} guid="p">{groups}</packageItem>'

    assert "only refers" in refusal(package).reason


def test_a_concept_item_is_refused() -> None:
    assert "conceptItem" in refusal(f'<conceptItem {G2} guid="c"><concept/></conceptItem>').reason


def test_an_nitf_document_gives_all_its_fields() -> None:
    found = sample("nitf.xml")[0].submission

    assert found.title == "Last lighthouse keeper hands over the key"
    assert [(author.name, author.role) for author in found.authors] == [
        ("Owen Tregarth", "Coast Reporter")
    ]
    assert (found.place, found.tags, found.id) == ("Cape Farrow", ["coast"], "lighthouse-2026-02")
    assert "<h3>A lamp that looks after itself</h3>" in found.body
    assert [(image.caption, image.credit) for image in found.images] == [
        ("The tower in January", "P. Hollis")
    ]


def test_a_newsml_1_item_gives_all_its_fields() -> None:
    document = """<NewsML Version="1.2"><NewsItem xml:lang="en"><Identification><NewsIdentifier>
      <RevisionId>2</RevisionId><PublicIdentifier>urn:newsml:a:1</PublicIdentifier></NewsIdentifier>
      </Identification><NewsManagement><FirstCreated>20260301T090000Z</FirstCreated></NewsManagement>
      <NewsComponent><NewsLines><DateLine>STOCKHOLM, March 1 (AG) -</DateLine><HeadLine>H</HeadLine>
      <ByLine>By Ada Holm and Bo Ek</ByLine></NewsLines><ContentItem><DataContent><p>Text.</p>
      </DataContent></ContentItem></NewsComponent></NewsItem></NewsML>"""

    found = article(document)

    assert (found.id, found.revision, found.title, found.place) == (
        "urn:newsml:a:1",
        2,
        "H",
        "STOCKHOLM",
    )
    assert [author.name for author in found.authors] == ["Ada Holm", "Bo Ek"]
    assert "<p>Text.</p>" in found.body


def test_a_text_wire_gives_headline_byline_dateline_and_paragraphs() -> None:
    wire = (
        "\x01abc0007 4 s 850 xx 0908\r\n\r\nTransport/\r\n"
        "\x02Night ferry returns after six winters\r\n"
        "By Mara Lindqvist =\r\n\r\n"
        "Port Ellery (dpa) - The night ferry sailed\r\nagain on Sunday.\r\n"
        "\r\nIt runs until October.\r\n\r\n\x03242200 GMT Jun 17\r\n\x04"
    )

    found = article(wire)

    assert found.title == "Night ferry returns after six winters"
    assert [author.name for author in found.authors] == ["Mara Lindqvist"]
    assert (found.place, found.source) == ("Port Ellery", "dpa")
    assert found.body.splitlines()[0].endswith("The night ferry sailed again on Sunday.</p>")
    assert found.published is not None
    assert found.published.isoformat() == "2017-06-24T22:00:00+00:00"


def test_a_headline_with_two_lines_is_a_title_and_a_subtitle() -> None:
    found = article(
        '<nitf><head><docdata/><pubdata position.section="World"/></head><body><body.head><hedline>'
        "<hl1>Storm batters the coast</hl1><hl2>Thousands without power</hl2></hedline></body.head>"
        "<body.content><p>It blew.</p></body.content></body></nitf>"
    )

    assert (found.title, found.subtitle) == ("Storm batters the coast", "Thousands without power")
    assert found.section == "World"


@pytest.mark.parametrize(
    ("within", "reason"),
    [
        ("".join(f' a{number}="x"' for number in range(251)) + ">", "max_attributes"),
        (">" + "<a/>" * 200_001, "more than 200,000 elements"),
        (">" + "&amp;" * 300_001, "more than 300,000 &"),
    ],
)
@pytest.mark.parametrize("root", ["rss", "nitf"])
def test_xml_that_would_take_long_to_parse_is_refused(root: str, within: str, reason: str) -> None:
    assert reason in refusal(f"<{root}{within}</{root}>").reason


def test_an_nitf_person_element_with_several_names_is_split() -> None:
    found = article(
        "<nitf><body><body.head><hedline><hl1>Floods</hl1></hedline><byline>"
        "<person>Ada Holm and Bo Ek</person><byttl>Agency North</byttl></byline></body.head>"
        "<body.content><p>Text.</p></body.content></body></nitf>"
    )

    assert [(author.name, author.role) for author in found.authors] == [
        ("Ada Holm", "Agency North"),
        ("Bo Ek", "Agency North"),
    ]
