"""Text pasted from threads, posts and forms, with the additions of programs."""

from __future__ import annotations

import pytest

from tests.matbaa.formats.raw.test_newsroom import read

THREAD = """\
Jane Roe
@janeroe_news
🧵 The river has burst its banks in Springfield, and this is what we know so far. 1/3
9:02 AM · Mar 9, 2026
48.2K
 Views
Jane Roe
@janeroe_news
Mar 9
About 3,000 people had to leave their homes. The city has opened shelters in two schools. 2/3
Jane Roe
@janeroe_news
Mar 9
Schools stay closed until Monday. The army has sent 200 soldiers and 12 boats to help. 3/3
Show replies
"""


def test_a_thread_becomes_the_text_of_its_posts() -> None:
    found = read(THREAD).submission
    text = f"{found.title}\n{found.body}"

    assert "this is what we know so far." in text
    assert "shelters in two schools.</p>" in text
    assert not any(noise in text for noise in ("Views", "48.2K", "@jane", "2/3", "Show replies"))


def test_tatweel_is_removed_from_stretched_words_and_kept_where_it_has_a_meaning() -> None:
    text = (
        "الـبـنـك المركـزي يثبــت أسعــار الفائــدة عام 1447 هـ\n\n"
        "قــررت لجنة السياسة النقدية\u200b في اجتماعها تثبيت أسعار الفائدة لـ12 شهرا، للمرة الثالثة."
    )

    found = read(text).submission

    assert found.title == "البنك المركزي يثبت أسعار الفائدة عام 1447 هـ"
    assert found.body.startswith("<p>قررت لجنة السياسة النقدية في")
    assert "لـ12" in found.body


@pytest.mark.parametrize(
    ("head", "title", "section"),
    [
        (
            "Headline: Floods close two bridges\nStandfirst: The river rose by three metres\n"
            "Section: Region\nBy Jane Roe",
            "Floods close two bridges",
            "Region",
        ),
        (
            "العنوان: فيضانات تغلق جسرين\nالقسم: محليات\nكتبت: ليلى حسن",
            "فيضانات تغلق جسرين",
            "محليات",
        ),
    ],
)
def test_labelled_lines_fill_the_fields(head: str, title: str, section: str) -> None:
    text = "Two bridges were closed on Thursday after the river rose, officials of the town said."

    found = read(f"{head}\n\n{text}").submission

    assert (found.title, found.section) == (title, section)
    assert len(found.authors) == 1
    assert found.body == f"<p>{text}</p>"


def test_a_page_number_is_no_heading() -> None:
    text = (
        "A headline of some length here\n\n"
        + "It rained for two days, and roads closed.\n\nPage 1 of 2\n\n" * 2
    )

    assert "Page 1" not in read(text).submission.body


def test_a_word_before_a_sentence_is_no_byline() -> None:
    text = (
        "Text für die Seite, bitte heute noch online\n\nBusfahrer sagen Streik nach Einigung ab\n\n"
        "Die Busfahrer haben ihren für Freitag geplanten Streik abgesagt, sagte die Gewerkschaft."
    )

    assert read(text).submission.authors == []


PARAGRAPH = (
    "Two bridges were closed on Thursday after the river rose by three metres, officials said."
)


@pytest.mark.parametrize(
    "line",
    ["1. The river has two dams.", "Why did it rise", "Why did it rise?", "2) Schools stay closed"],
)
def test_a_line_above_a_paragraph_is_a_heading_also_above_a_credit(line: str) -> None:
    text = f"Floods close two bridges in town\n\n{PARAGRAPH}\n\n{line}\n\nPhoto: Jane Roe\n\n{PARAGRAPH}"

    assert f"<h2>{line}</h2>" in read(text).submission.body


@pytest.mark.parametrize(
    "line", ["Thanks for signing up!", "Today, 11:07", "(Jane Roe)", "Source: town hall"]
)
def test_calls_times_sources_and_notes_are_no_headings(line: str) -> None:
    text = f"Floods close two bridges in town\n\n{PARAGRAPH}\n\n{line}\n\n{PARAGRAPH} It fell."

    assert "<h2>" not in read(text).submission.body


FACEBOOK = """\
صفحة بلدية رام الله
٩ مارس الساعة ٩:١٥ ص ·
تعلن بلدية رام الله عن إغلاق شارع الإرسال أمام حركة المركبات يوم الجمعة القادم من السابعة صباحا.

✅ الطرق البديلة:
✅ شارع المكتبة
✅ شارع يافا

وتدعو البلدية السائقين إلى الالتزام بتعليمات الشرطة في محيط الأعمال.

#رام_الله #بلدية_رام_الله

٣٢١ إعجاب
٤٥ تعليقًا
أعجبني
تعليق
مشاركة
"""
LINKEDIN = """\
Ann Lee
Ann Lee
 • 3rd+
Mayor of Springfield
2d • Edited •

I'm proud to share that Springfield will rebuild its harbour wall after all that the storm took.

Three things I learned:
1️⃣ Listen to the engineers.
2️⃣ Listen to the fishermen.

Thank you to everyone who came to the forty meetings that it took us to get here. #harbour #town_hall

…more
Like
Comment
1,204
"""


def test_a_facebook_post_is_read_with_its_hashtags_as_tags() -> None:
    found = read(FACEBOOK).submission

    assert found.published is not None
    assert (found.published.month, found.published.day) == (3, 9)
    assert found.tags == ["رام الله", "بلدية رام الله"]
    assert "<li>شارع المكتبة</li>\n<li>شارع يافا</li>" in found.body
    assert not any(said in found.body for said in ("صفحة", "إعجاب", "أعجبني", "#"))


def test_a_post_keeps_its_numbered_points_without_buttons_and_account_name() -> None:
    found = read(LINKEDIN).submission

    assert "<li>Listen to the engineers.</li>\n<li>Listen to the fishermen.</li>" in found.body
    assert found.tags == ["harbour", "town hall"]
    assert not any(
        said in f"{found.title} {found.body}" for said in ("3rd", "Edited", "more", "Like")
    )


TELEGRAM = """\
وزارة الصحة: ارتفاع عدد المصابين في محافظة نينوى

أعلنت وزارة الصحة، اليوم الثلاثاء، ارتفاع عدد المصابين إلى 120 شخصا، مؤكدة أن الوضع تحت السيطرة.

🔗 للتفاصيل: https://example.iq/news/12345
➖➖➖
📲 تابعونا على تلغرام: t.me/example_iq
📲 واتساب: https://whatsapp.com/channel/xyz
"""


def test_calls_to_follow_a_channel_are_removed() -> None:
    found = read(TELEGRAM).submission

    assert found.body.count("<p>") == 1
    assert "<h2>" not in found.body
    assert "<ul>" not in found.body


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("Forwarded many times\n\nGood morning colleagues 🌹\nPlease publish:", "Thanks 🙏"),
        ("Forwarded from Ellery Mills Press", "@ellery_mills"),
        ("Hi desk, pls use asap 👇", "Cheers"),
        ("Transféré\nBonjour à tous,\nMerci de publier :", "Cordialement"),
        ("Buenos días,\nSe ruega publicar:", "Saludos"),
        ("Hallo zusammen,\nbitte veröffentlichen:", "Viele Grüße"),
        ("Переслано от Мельница\nДобрый день!\nПросьба опубликовать:", "С уважением"),
    ],
)
def test_the_covering_note_of_a_forwarded_message_is_no_part_of_the_text(
    above: str, below: str
) -> None:
    first = "The old mill by the river will close at the end of May, its owner said on Monday."
    second = "It had ground flour for the villages around it for some two hundred and ten years."

    found = read(f"{above}\n\n*Old mill to close*\n\n{first}\n\n{second}\n\n{below}\n").submission

    assert found.title == "Old mill to close"
    assert found.body == f"<p>{first}</p>\n<p>{second}</p>"


def test_the_covering_note_of_an_arabic_message_is_no_part_of_the_text() -> None:
    text = "قالت صاحبة الطاحونة القديمة إنها ستغلقها في نهاية أيار المقبل بعد مئتي عام من العمل."
    note = "معاد توجيهها\nالسلام عليكم، أرجو نشر الخبر التالي مع الشكر:"

    found = read(
        f"{note}\n\n*إغلاق الطاحونة القديمة*\n\n{text}\n\nمع خالص الشكر والتقدير"
    ).submission

    assert (found.title, found.body) == ("إغلاق الطاحونة القديمة", f"<p>{text}</p>")


@pytest.mark.parametrize(
    "title", ["Hello, sunshine: the mill has a new roof", "Please share the road, says the mayor"]
)
def test_a_headline_that_begins_like_a_note_is_kept(title: str) -> None:
    text = "The old mill by the river will close at the end of May, its owner said on Monday."

    assert read(f"{title}\n\n{text}\n\n{text}").submission.title == title
