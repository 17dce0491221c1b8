"""What pages set between and below the paragraphs: boxes, captions, the author, menus."""

from __future__ import annotations

import pytest

from matbaa.submission import Submission
from tests.matbaa.reading import article, articles

FIRST = "The council approved the new tram line on Monday after a debate of more than six hours."
SECOND = "Work will begin in March, the mayor said, and it will take about three years in all."


def read(*rows: str) -> Submission:
    return article("\n".join(rows), format="text")


@pytest.mark.parametrize(
    "box",
    [
        ["Sign up for our newsletter", "Enter your email address", "By signing up you agree to it"],
        ["اشترك في نشرتنا البريدية", "أدخل بريدك الإلكتروني", "اشترك الآن"],
        ["Suscríbete a nuestro boletín"],
        ["Подписывайтесь на наш канал"],
        ["SCROLL TO CONTINUE WITH CONTENT"],
    ],
)
def test_a_box_that_asks_to_subscribe_is_not_part_of_the_text(box: list[str]) -> None:
    found = read("Tram line to reach the harbour", "By Jane Roe", FIRST, *box, SECOND)

    assert found.body == f"<p>{FIRST}</p>\n<p>{SECOND}</p>"


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("About the author", "Jane Roe has written about transport for this paper since 2011."),
        ("लेखक के बारे में", "जेन रो 2011 से इस अख़बार के लिए परिवहन पर लिखती हैं और पुरस्कार पा चुकी हैं।"),
    ],
)
def test_a_paragraph_about_the_author_below_the_text_is_left_out(label: str, words: str) -> None:
    found = read("Tram line to reach the harbour", "By Jane Roe", FIRST, SECOND, label, words)

    assert found.body.endswith(f"<p>{SECOND}</p>")


def test_a_title_that_the_author_page_shares_with_the_text_does_not_end_it() -> None:
    found = read("A novelist looks back", "About the author", FIRST, SECOND)

    assert SECOND in found.body


def test_key_points_right_above_the_first_entry_are_all_kept() -> None:
    points = ["Two bridges are closed", "Ferries are cancelled until noon", "Schools stay shut"]
    entries = [row for hour in ("10:42", "10:15", "09:50") for row in (hour, "News", FIRST)]
    found = read("Storm cuts off the north", "By Jane Roe", "Key points", *points, *entries)

    assert "".join(f"<li>{point}</li>" for point in points) in found.body.replace("\n", "")


def test_highlights_below_a_standfirst_are_a_list() -> None:
    found = read(
        "शहर में रोशन होंगी नई स्ट्रीट लाइटें",
        "प्रकाशित: 5 मार्च 2026",
        "नगर निगम ने देवगुराड़िया प्लांट में बायोगैस से बिजली बनाने का काम शुरू कर दिया है।",
        "हाइलाइट्स",
        "रोज 12 टन कचरे से बनेगी बिजली",
        "हर साल 40 लाख रुपये की बचत का अनुमान",
        "शहर के नए संयंत्र से निकलने वाली बिजली से अब 300 लाइटें जलेंगी, निगम ने बताया।",
    )

    assert "<li>रोज 12 टन कचरे से बनेगी बिजली</li>" in found.body


@pytest.mark.parametrize(
    ("text", "caption", "more"),
    [
        ("隧道25日全线贯通，标志着高铁进入铺轨阶段。" * 2, "图为施工人员庆祝贯通。刘洋 摄", "工程用了五年。" * 5),
        ("군은 25일 옛 초등학교를 고친 목욕탕이 문을 열었다고 밝혔다. " * 2, "▲ 온탕의 주민들. (사진=무주군 제공)", "주민은 무료로 쓴다. " * 6),
        ("শ্রমিকসংকটের কারণে হাওরের ধান কাটতে কৃষকদের পাশে দাঁড়িয়েছেন শিক্ষার্থীরা।", "হাওরে ধান কাটা ছবি: আনিস মাহমুদ", "উপজেলা কৃষি কর্মকর্তা জানান, এবার ২১ হাজার হেক্টর জমিতে আবাদ হয়েছে।"),
    ],
)  # fmt: skip
def test_a_caption_between_paragraphs_is_no_heading(text: str, caption: str, more: str) -> None:
    found = read("A headline above it", "5 March 2026", text.strip(), caption, more.strip())

    assert "<h2>" not in found.body
    assert caption not in found.body


def test_a_text_that_was_pasted_twice_is_read_once() -> None:
    once = ["Tram line to reach the harbour", "By Jane Roe", "5 March 2026", FIRST, SECOND]

    assert read(*once, "", *once) == read(*once)


def test_a_last_sentence_followed_by_emoji_or_the_reporter_is_kept() -> None:
    emoji = read("Tram line to reach the harbour", "By Jane Roe", FIRST, "It will be free. 🚋🚋")
    signed = read("古い銭湯を図書館に", "2026年3月5日 15時30分", "市民が図書館を開いた。" * 6, "入館無料。（佐藤健一）")  # fmt: skip

    assert emoji.body.endswith("<p>It will be free. 🚋🚋</p>")
    assert signed.body.endswith("<p>入館無料。（佐藤健一）</p>")


def test_a_last_quotation_in_a_script_without_full_stops_is_kept() -> None:
    quoted = '"เราอยากให้ลูกหลานได้เห็นป่าเหมือนที่เราเคยเห็น" นายสมชายกล่าว'
    found = read(
        "ชาวบ้านรวมพลังฟื้นป่าริมแม่น้ำยวม",
        "เผยแพร่: 5 มี.ค. 2569 17:45",
        "ชาวบ้านในอำเภอแม่สะเรียงกว่า 300 คน ร่วมกันปลูกต้นไม้ริมแม่น้ำยวมกว่า 5,000 ต้น เพื่อฟื้นฟูป่าที่เสียหายจากน้ำท่วม",
        quoted,
    )

    assert quoted in found.body


@pytest.mark.parametrize(
    ("row", "title"),
    [
        ("کد خبر: ۸۴۵۱۲۰۹", "قنات دو هزار ساله گناباد دوباره پرآب شد"),
        ("หน้าแรก > ภูมิภาค", "ชาวบ้านแม่สะเรียงรวมพลังฟื้นป่าชายน้ำ"),
    ],
)
def test_a_number_or_breadcrumb_at_the_top_is_not_the_title(row: str, title: str) -> None:
    assert read(row, title, "5 March 2026", FIRST, SECOND).title == title


def test_a_section_that_the_menu_also_names_is_read_from_above_the_title() -> None:
    found = read("Home", "Politics", "Sport", "Video", "Sport", "Riders win the cup", "5 March 2026", FIRST, SECOND)  # fmt: skip

    assert found.section == "Sport"


def test_the_numbers_of_key_points_are_kept_by_a_list_or_as_they_are() -> None:
    title, byline = "Tram line to reach the harbour", "By Jane Roe"
    counted = read(title, byline, "1. Work begins soon", "2. It takes three years", FIRST, SECOND)
    dated = read(title, byline, "12. Platz für die Stadt", "14. Platz im Jahr davor", FIRST, SECOND)

    assert counted.body.startswith("<ol>\n<li>Work begins soon</li>")
    assert "12. Platz für die Stadt" in dated.body


def test_a_second_article_in_a_text_is_told_of() -> None:
    one = ["Tram line to reach the harbour", "By Jane Roe", "5 March 2026", FIRST, SECOND]
    other = ["Swimming pool reopens after repairs", "By Sam Poe", "4 March 2026", f"{FIRST} Soon."]

    (alone,) = articles("\n".join(one), "text")
    (both,) = articles("\n".join([*one, "", *other]), "text")

    assert alone.warnings == ()
    assert "(Swimming pool reopens after repairs); send each by itself" in both.warnings[0]
