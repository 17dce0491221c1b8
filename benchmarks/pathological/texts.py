"""Pathological plain text and Markdown."""

from __future__ import annotations

from collections.abc import Callable

from benchmarks.pathological.made import ARABIC, SAID, Made, numbered, of, run, times


def texts() -> dict[str, Callable[[int], Made]]:
    units = {
        "sentences": SAID + "\n",
        "Arabic sentences": ARABIC + "\n",
        "one paragraph": SAID,
        "one Arabic paragraph": ARABIC,
        "short lines": "line {0}\n",
        "dates": "{0} January 2026, 10:00\n",
        "Arabic dates": "الاثنين {0} يناير 2026 - 10:00\n",
        "dates in a line": "on {0} January 2026 at 10:00, ",
        "bylines": "By Jane Smith{0}\n\n",
        "read also": "Read also: what happened on day {0}\n",
        "Arabic read also": "اقرأ أيضا: ماذا حدث في اليوم {0}\n",
        "tags": "#tag{0} ",
        "addresses": "https://example.org/{0}\n",
        "bullets": "- point {0}\n",
        "captions": "Photo: Reuters/{0}\n",
        "numbers": "{0}.{0},{0} ",
        "questions": "Is it {0}? Yes! No? ",
        "quotes": '"word {0}" said «{0}» ',
        "brackets": "(a{0} [b ",
        "abbreviations": "Dr. A.{0} St. U.S. ",
        "Chinese": "北京{0}月的经济增长超过了预期，财政部周一表示。",
        "Chinese without end": "北京{0}月经济增长",
        "Thai": "นายกรัฐมนตรีกล่าวเมื่อวันที่ {0} ว่าเศรษฐกิจเติบโต",
        "Japanese": "首相は{0}日、経済について語った。",
        "Hindi": "मंत्री ने {0} तारीख को कहा कि अर्थव्यवस्था बढ़ी है। ",
        "names": "John Smith{0} of Acme Corp{0} ",
        "capitals": "WORD{0} ",
        "hyphens": "a-b{0}-",
        "dots": "a{0}...",
    }
    runs = {
        "one word": "a",
        "an Arabic word": "ب",
        "kashidas": "ـ",
        "vowel signs": "َ",
        "combining marks": "\u0301",
        "marks of direction": "\u200f",
        "joiners": "\u200d",
        "soft hyphens": "\u00ad",
        "digits": "9",
        "Arabic digits": "٩",
        "full stops": ".",
        "ellipses": "…",
        "quote marks": '"',
        "open brackets": "(",
        "colons": "12:",
        "at signs": "a@a.",
        "emoji": "👩\u200d👩\u200d👧",
        "Chinese": "中",
        "Thai": "ก",
        "blanks": " ",
        "lines": "\n",
        "carriage returns": "\r",
        "tabs": "\t",
        "vertical lines": "a | ",
        "dashes": "— ",
        "slashes": "a/",
        "percent": "%41",
        "commas": "a, ",
    }
    return {
        **{f"text {name}": of(unit, "text") for name, unit in units.items()},
        **{f"text run of {name}": run(unit, "text") for name, unit in runs.items()},
        "text detected sentences": of(SAID + "\n", None),
        "text detected Arabic": of(ARABIC + "\n\n", None),
    }


def markdown() -> dict[str, Callable[[int], Made]]:
    units = {
        "paragraphs": SAID + "\n\n",
        "one paragraph": SAID,
        "lines": "line {0} of it\n",
        "headings": "## h{0}\n\n",
        "lists": "- item {0}\n",
        "tables": "| a{0} | b |\n",
        "references": "[r{0}]: https://example.org/{0}\n",
        "footnotes": "[^{0}]: note\n\n",
        "quotes": "> q{0}\n\n",
        "fences": "```\ncode {0}\n```\n",
        "html": "<b>x{0}</b> ",
        "blocks of html": "<div>x{0}</div>\n\n",
        "words": "word{0} ",
        "addresses": "<https://example.org/{0}> ",
        "shortcodes": "{{{{< x {0} >}}}} ",
    }
    runs = {
        "stars": "*a ",
        "underscores": "_a_",
        "backticks": "`a",
        "longer backticks": "``` a ` b `` ",
        "open brackets": "[a",
        "closed links": "[a](b) ",
        "deep quotes": "> ",
        "deep lists": "- ",
        "tabs": "\t",
        "backslashes": "\\a",
        "exclamations": "![",
        "tildes": "~~a",
        "pipes": "|a",
        "entities": "&amp;",
        "less than": "<a ",
        "liquid": "{% a ",
        "attribute lists": "{:a",
        "dashes": "-\n",
        "equals": "a\n=\n",
    }
    return {
        **{f"markdown {name}": of(unit, "markdown") for name, unit in units.items()},
        **{f"markdown run of {name}": run(unit, "markdown") for name, unit in runs.items()},
        "markdown front matter": lambda n: numbered(
            "k{0}: v{0}\n", n, None, "---\n", "---\nA text of it.\n"
        ),
        "markdown front matter list": lambda n: numbered(
            "- t{0}\n", n, None, "---\ntags:\n", "---\nA text of it.\n"
        ),
        "markdown front matter 90 kB": lambda n: numbered(
            "- t{0}\n", n // 20, None, "---\ntitle: x\ntags:\n", "---\nA text of it.\n"
        ),
        "markdown TOML 90 kB": lambda n: numbered(
            "[t{0}]\n", n // 20, None, "+++\n", "+++\nA text of it.\n"
        ),
        "markdown TOML in one 90 kB": lambda n: times(
            "[", n // 20, None, "+++\na = ", "\n+++\nA text of it.\n"
        ),
        "markdown open front matter": lambda n: numbered("k{0}: v\n", n, None, "---\n"),
    }
