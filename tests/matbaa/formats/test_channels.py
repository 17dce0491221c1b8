"""Feeds of Blogger and YouTube."""

from __future__ import annotations

from matbaa.submission import PubStatus
from tests.matbaa.reading import article, articles, refusal, story

KIND = "http://schemas.google.com/g/2005#kind"
MEDIA = (
    'xmlns:media="http://search.yahoo.com/mrss/" xmlns:yt="http://www.youtube.com/xml/schemas/2015"'
)


def blogger(*kinds: str, more: str = "") -> str:
    entries = "".join(
        f"<entry><id>{kind}</id><title>A {kind}</title><content type='html'>It sailed.</content>{more}"
        f"<category scheme='{KIND}' term='http://schemas.google.com/blogger/2008/kind#{kind}'/></entry>"
        for kind in kinds
    )
    return (
        '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:app="http://www.w3.org/2007/app">'
        f"{entries}</feed>"
    )


def test_comments_and_templates_in_an_export_of_blogger_are_no_articles() -> None:
    found = articles(blogger("post", "comment", "template", "settings", "page"))

    assert [each.submission.title for each in found] == ["A post", "A page"]
    assert found[0].submission.tags == []


def test_an_export_of_comments_only_is_refused() -> None:
    assert "no entries" in str(refusal(blogger("comment")))


def test_a_draft_of_blogger_is_withheld() -> None:
    draft = "<app:control><app:draft>yes</app:draft></app:control>"

    assert article(blogger("post", more=draft)).status is PubStatus.WITHHELD


def test_an_entry_of_youtube_has_its_film_its_picture_and_its_paragraphs() -> None:
    found = article(
        f'<feed xmlns="http://www.w3.org/2005/Atom" {MEDIA}><entry><id>yt:video:abcdefghijk</id>'
        "<yt:videoId>abcdefghijk</yt:videoId><title>Cranes come down</title>"
        '<link rel="alternate" href="https://www.youtube.com/watch?v=abcdefghijk"/><media:group>'
        '<media:content url="https://www.youtube.com/v/abc" type="application/x-shockwave-flash"/>'
        '<media:thumbnail url="https://i2.ytimg.com/vi/abc/hq.jpg" width="480" height="360"/>'
        "<media:description>Two cranes came down.\n\nThe third one stays.</media:description>"
        "</media:group></entry></feed>"
    )

    assert [image.url for image in found.images] == ["https://i2.ytimg.com/vi/abc/hq.jpg"]
    assert story(found.body).html == (
        '<figure class="embed"><a href="https://www.youtube.com/watch?v=abcdefghijk" '
        'rel="noopener noreferrer">YouTube</a></figure>\n'
        "<p>Two cranes came down.</p>\n<p>The third one stays.</p>"
    )
