"""Accessibility checks of a page with axe-core, including the contrast of Arabic text."""

from __future__ import annotations

from importlib import resources
from typing import Any

SCHEMES = ("light", "dark")
#: axe takes joined Arabic letters for an icon's ligature and skips their contrast; checked separately.
_ARABIC_CONTRAST = {
    "rules": [
        {
            "id": "color-contrast",
            "matches": "function matches(n){return [].some.call(n.childNodes,function(c){return "
            "c.nodeType===3&&/[\\u0600-\\u06FF]/.test(c.textContent)})"
            "&&n.getClientRects().length>0}",
        }
    ]
}
_RUN = """async rules => (await axe.run(document, {iframes: false, ...(rules && {runOnly: rules})}))
    .violations.map(v => v.id + ': ' + v.nodes.map(n => n.target).join(' '))"""


def violations(page: Any) -> list[str]:
    """Everything that axe finds wrong, in both colour schemes; bypass the page's policy."""
    page.evaluate(resources.files("axe_playwright_python").joinpath("axe.min.js").read_text())
    found: list[str] = page.evaluate(_RUN, None)
    found += _contrast(page)
    page.evaluate("given => axe.configure(given)", _ARABIC_CONTRAST)
    return found + _contrast(page)


def _contrast(page: Any) -> list[str]:
    found = []
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        found += [f"{scheme} {each}" for each in page.evaluate(_RUN, ["color-contrast"])]
    page.emulate_media(color_scheme="light")
    return found
