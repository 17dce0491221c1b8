"""Pages saved in place of an article, such as paywalls, are refused or cut with a warning."""

from __future__ import annotations

import pytest

from tests.matbaa.reading import articles, refusal

PROSE = (
    "Three bookshops stand side by side in the street of the Carmelites, and none of them opens on "
    "Mondays, which is the day of returns, of boxes and of accounts."
)


def page(title: str, *paragraphs: str, head: str = "") -> str:
    body = "".join(f"<p>{each}</p>" for each in paragraphs)
    return (
        f"<!doctype html><html><head><title>{title}</title>{head}</head>"
        f"<body><main><h1>{title}</h1>{body}</main></body></html>"
    )


@pytest.mark.parametrize(
    "paragraph",
    [
        "We and our 842 partners use cookies to show you personalised advertising on all our pages.",
        "Wir und unsere Partner verwenden Cookies. Sie können Ihre Einwilligung jederzeit widerrufen.",
        "نستخدم نحن وشركاؤنا ملفات تعريف الارتباط، ويمكنك الاطلاع على سياسة الخصوصية في أي وقت تشاء.",
    ],
)
def test_a_notice_about_cookies_is_refused_with_a_remedy(paragraph: str) -> None:
    error = refusal(page("Before you go on", paragraph, paragraph + " OK?"))

    assert error.field == "content"
    assert "answer the notice in a browser" in error.reason


@pytest.mark.parametrize(
    "title",
    [
        "Just a moment...",
        "403 Forbidden",
        "Access Denied | The Harbour Paper",
        "Seite nicht gefunden",
        "الصفحة غير موجودة",
        "Page not found",
    ],
)
def test_an_error_or_challenge_page_is_refused(title: str) -> None:
    error = refusal(
        page(title, "What you look for is not here, or you may not see it at this time.")
    )

    assert "as readers see it" in error.reason


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Christmas cookies from the harbour bakery", f"These cookies need butter. {PROSE}"),
        ("500 years of printing in one small town", PROSE),
        ("Access to the beach is free again", PROSE),
    ],
)
def test_articles_that_contain_words_of_such_notices_are_read(title: str, text: str) -> None:
    (found,) = articles(page(title, text, PROSE))

    assert found.submission.title == title
    assert found.warnings == ()


@pytest.mark.parametrize(
    "notice",
    [
        "Il vous reste 84 % de cet article à lire. La suite est réservée aux abonnés.",
        "This article is only for subscribers.",
        "To continue reading, please subscribe.",
        "Already a subscriber? Log in",
        "Exclusivo para suscriptores",
        "Dieser Artikel ist nur für Abonnenten lesbar.",
        "この記事は有料会員限定です。残り1200文字",
        "هذا المحتوى للمشتركين فقط",
    ],
)
def test_a_paywalls_notice_is_cut_with_a_warning(notice: str) -> None:
    (found,) = articles(page("Why bookshops close on Mondays", PROSE, f"{PROSE} Also.", notice))

    assert PROSE in found.submission.body
    assert notice not in found.submission.body
    assert any("for subscribers" in warning for warning in found.warnings)


def test_a_mention_of_subscribers_within_a_text_cuts_nothing() -> None:
    said = (
        "She was already a subscriber when the paper was sold, she says, and she will remain one."
    )

    (found,) = articles(page("Readers stay", said, *(f"{PROSE} {number}." for number in range(9))))

    assert said in found.submission.body


@pytest.mark.parametrize(
    "end",
    [
        "The new series is available only to subscribers in Austria, the broadcaster said.",
        "The children come here after school to continue reading the books from home.",
        "أكدت الشركة أن الخدمة الجديدة متاحة للمشتركين فقط في المدن الكبرى خلال العام الجاري.",
        "Die Serie sei nur für Abonnenten des Senders zu sehen, sagte ein Sprecher am Montag.",
        "用户订阅后可以收看所有比赛，公司周二表示。",
    ],
)
def test_a_last_paragraph_about_subscribers_of_something_else_stays(end: str) -> None:
    (found,) = articles(page("Why bookshops close on Mondays", PROSE, f"{PROSE} Also.", end))

    assert end in found.submission.body
    assert found.warnings == ()


@pytest.mark.parametrize(
    "title",
    [
        "Security checks at airports take longer",
        "Access denied to aid convoys, the union says",
        "Service unavailable in three villages after the storm",
        "Are you a robot? Courts ask new questions",
    ],
)
def test_a_headline_that_begins_like_the_title_of_an_error_page_is_read(title: str) -> None:
    (found,) = articles(page(title, PROSE, f"{PROSE} Also."))

    assert found.submission.title == title


@pytest.mark.parametrize("title", ["Forbidden", "Not found"])
def test_a_headline_that_is_also_an_error_is_accepted_above_an_article(title: str) -> None:
    shops = [PROSE.replace("Three", number) for number in ("Three", "Four", "Five")]
    (found,) = articles(page(title, *shops))

    assert found.submission.title == title


def test_an_error_page_that_speaks_of_the_server_is_refused_however_long() -> None:
    notice = "The requested URL was not found on this server, which has searched all of its pages."

    assert "error or challenge" in refusal(page("Not found", *[notice] * 6)).reason


def test_a_page_of_pictures_alone_is_refused_with_a_remedy() -> None:
    pictures = '<img src="https://example.org/1.jpg" alt="">' * 2
    html = f"<!doctype html><html><body><h1>The parade</h1><div>{pictures}</div></body></html>"

    assert "send the page as readers see it" in refusal(html).reason
