"""Pages that word processors saved: their styles tell what is title, list and note."""

from __future__ import annotations

from tests.matbaa.reading import article, articles

WORD = """\
<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">
<head><meta name=Generator content="Microsoft Word 15"><title>Document1</title></head>
<body lang=PL><div class=WordSection1>
<p class=MsoTitle>Rzeka wróci do dawnego koryta</p><p class=MsoSubtitle>Koszt: 18 mln zł</p>
<p class=MsoNormal><i>Autor: Agnieszka Wrona</i></p>
<p class=MsoNormal><span lang=PL style='font-size:12pt'>Wójt podpisał umowę na renaturyzację rzeki.</span></p>
<h1>Co się zmieni</h1>
<p class=MsoListParagraph><![if !supportLists]><span>·<span>&nbsp;&nbsp; </span></span><![endif]>trzy rozlewiska;</p>
<p class=MsoListParagraph><![if !supportLists]><span>·<span>&nbsp;&nbsp; </span></span><![endif]>nowy próg.</p>
<p class=MsoNormal>– To duża inwestycja – mówi Maria Sowa.<a href="#_ftn1" name="_ftnref1"><span>[1]</span></a></p>
</div></body></html>"""
GOOGLE = """\
<html><head><style type="text/css">@import url(https://themes.googleusercontent.com/fonts/css?kit=a);</style></head>
<body class="c9 doc-content"><p class="c0 title"><span class="c3">Cranes get a second life</span></p>
<p class="c0 subtitle"><span>Visitors up by spring</span></p><p class="c2"><span>By Martha Quill</span></p>
<p class="c2"><span>Two cranes will be turned into towers.</span><sup><a href="#cmnt1">[a]</a></sup></p>
<div class="c16"><p class="c2"><a href="#cmnt_ref1">[a]</a><span>Check the name?</span></p></div></body></html>"""


def test_word_styles_tell_title_subtitle_and_byline() -> None:
    (parsed,) = articles(WORD)
    found = parsed.submission

    assert parsed.format == "html"
    assert (found.title, found.subtitle) == ("Rzeka wróci do dawnego koryta", "Koszt: 18 mln zł")
    assert ([each.name for each in found.authors], found.language) == (["Agnieszka Wrona"], "pl")


def test_word_headings_lists_and_notes_are_kept_and_a_dash_of_speech_is_no_bullet() -> None:
    body = article(WORD).body

    assert "<h1>Co się zmieni</h1>" in body
    assert body.count("<li") == 2
    assert '<p class="MsoNormal">– To duża inwestycja – mówi Maria Sowa.<sup>[1]</sup></p>' in body


def test_the_comments_in_the_margin_of_a_google_document_are_left_out() -> None:
    found = article(GOOGLE)

    assert (found.title, found.subtitle) == ("Cranes get a second life", "Visitors up by spring")
    assert [each.name for each in found.authors] == ["Martha Quill"]
    assert "[a]" not in found.body
    assert "Check the name?" not in found.body
