"""Markdown of site generators, without their template tags."""

from __future__ import annotations

import pytest

from matbaa.formats.site_generators import without_templates
from tests.matbaa.reading import article, story

MDX = """\
import Chart from '../Chart'
import {
  Tabs,
} from '@theme/Tabs'

export const year = 2026

The island is cut off{/* twice */} twice a day{' '}by the tide.

<Chart data={rows} />

```js
import x from 'y'
```

## The ferryman {#man}

<Tabs>Four crossings a day.</Tabs>
"""


def read(text: str, name: str = "tides.mdx") -> str:
    return article(f"---\ntitle: Tides\n---\n{text}", name=name).body


def test_scripts_in_mdx_are_removed_and_fenced_code_is_kept() -> None:
    body = story(read(MDX)).html

    assert body.startswith("<p>The island is cut off twice a day by the tide.</p>")
    assert "import x from 'y'" in body
    assert not any(said in body for said in ("Chart'", "@theme", "export", "{", "#man"))
    assert "<h2>The ferryman</h2>" in body
    assert "Four crossings a day." in body


def test_mdx_is_recognised_by_its_first_line() -> None:
    assert "import" not in read("import Chart from '../Chart'\n\nA text.\n", "tides.md")


@pytest.mark.parametrize(
    "note",
    [
        ":::tip Good to know\n\nThe causeway is open.\n\n:::\n",
        ":::tip[Good to know]\nThe causeway is open.\n:::\n",
        '!!! tip "Good to know"\n    The causeway is open.\n',
    ],
)
def test_a_sites_note_becomes_paragraphs_below_its_title(note: str) -> None:
    body = read(f"A text.\n\n{note}\nAnother.\n", "tides.md")

    assert "<p><strong>Good to know</strong></p>\n<p>The causeway is open.</p>" in body
    assert ":::" not in body
    assert "!!!" not in body


def test_an_alert_block_becomes_a_quotation_without_its_marker() -> None:
    assert "<blockquote>\n<p>The causeway" in read("> [!NOTE]\n> The causeway is open.\n")


def test_boxes_of_tasks_and_what_templates_work_out_are_left_out() -> None:
    assert without_templates('- [x] Roof {{ "now" | date("Y") }}\n- [ ] Lamp') == "- Roof \n- Lamp"


def test_links_between_notes_become_their_labels() -> None:
    assert without_templates("[[Tides|the tide]], [[Moon]], ![[map.png]].") == "the tide, Moon, ."


@pytest.mark.parametrize(
    ("code", "address"),
    [
        ("{{< youtube abcdefghijk >}}", "https://www.youtube.com/watch?v=abcdefghijk"),
        ('{{< youtube id="abcdefghijk" >}}', "https://www.youtube.com/watch?v=abcdefghijk"),
        ("{% youtube abcdefghijk %}", "https://www.youtube.com/watch?v=abcdefghijk"),
        ("{{< vimeo 146022717 >}}", "https://vimeo.com/146022717"),
        ('{{< x user="sola" id="1453110110" >}}', "https://x.com/sola/status/1453110110"),
    ],
)
def test_players_become_cards(code: str, address: str) -> None:
    body = read(f"A text.\n\n{code}\n\nAnother.\n", "tides.md")

    assert f'<figure class="embed"><a href="{address}"' in story(body).html


def test_a_figures_credit_is_kept() -> None:
    body = read('{{< figure src="https://x.example/a.jpg" caption="A hat" attr="Ada Berg" >}}\n')

    assert '<figcaption>A hat <span class="credit">Ada Berg</span></figcaption>' in body


def test_templates_between_code_fences_are_examples_and_stay() -> None:
    found = without_templates(
        "Said {{ page.x }}.\n\n```\n{% raw %}\n{{ value }}\n{% endraw %}\n```\n"
    )

    assert found == "Said .\n\n```\n{{ value }}\n```\n"
