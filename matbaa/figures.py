"""Normalises the markup of pictures by content systems to `figure`, `img` with its address, and
`figcaption` with the credit in a `span class="credit"`.
"""

from __future__ import annotations

import html
import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

#: Attributes from which scripts set `src` for lazy loading.
_LAZY = ("data-src", "data-original", "data-lazy-src", "data-orig-file")
_SETS = ("srcset", "data-srcset", "data-lazy-srcset")
#: WordPress's markup for captions before HTML 5.
_BOX = ".wp-caption"
_CREDIT = (
    'figure [class*="credit"], figure [class*="copyright"], figure [class*="photographer"], '
    'figure [itemprop="copyrightHolder"], figure [itemprop="creditText"]'
)
#: The separator of addresses in a `srcset`; the addresses may contain commas.
_NEXT = re.compile(r",\s+|(?<=\d[wx]),")
_WIDTH = re.compile(r"(\d{1,5}(?:\.\d{1,3})?)[wx]")
#: The most pictures, captions and credits of a body; further ones are unchanged.
_MOST = 500
#: A text of more characters is not a credit.
_LONGEST = 200
PRESENT = re.compile(
    r"\s(?:data-(?:src|original|lazy-src|orig-file|srcset|lazy-srcset)|srcset)\s*=|"
    r"""\sclass\s*=\s*["']?[^"'<>]{0,200}?(?:wp-caption|credit|copyright|photographer)|"""
    r"copyrightHolder|creditText",
    re.I,
)


#: Sizes in the file's name, as WordPress writes them.
_SIZE_IN_NAME = re.compile(r"(?:[-_]\d{2,4}x\d{2,4}|-scaled)+(?=\.\w+$)")
_FILE = re.compile(r"\.(?:jpe?g|png|webp|avif|gif)$", re.I)


def likeness(address: str) -> str:
    """The common part of the addresses of a picture in several sizes: without a query after the
    file name, and without a size in it.
    """
    path = address.partition("#")[0].partition("?")[0]
    return _SIZE_IN_NAME.sub("", path) if _FILE.search(path) else address


def figcaption(caption: str, credit: str) -> str:
    """The `figcaption` for a caption (inline markup) and a credit (text); empty if both are."""
    said = [caption] if caption else []
    if credit:
        said.append(f'<span class="credit">{html.escape(credit, quote=False)}</span>')
    return f"<figcaption>{' '.join(said)}</figcaption>" if said else ""


def put_right(tree: LexborHTMLParser) -> None:
    """Give lazy pictures their addresses, and old captions and credits the right elements."""
    for image in tree.css("img")[:_MOST]:
        _address(image)
    for box in tree.css(_BOX)[:_MOST]:
        _caption(box)
    for credit in tree.css(_CREDIT)[:_MOST]:
        _credit(credit)


def _address(image: LexborNode) -> None:
    attributes = image.attributes
    if (attributes.get("src") or "").startswith("http"):
        return
    stated = next((attributes[name] for name in _LAZY if attributes.get(name)), None)
    if address := stated or _largest(image):
        image.attrs["src"] = address


def _largest(image: LexborNode) -> str | None:
    """The largest address in the image's `srcset`, else in those of the `picture` around it."""
    around = image.parent
    is_one_of_several = around is not None and around.tag == "picture"
    sources = around.css("source") if around is not None and is_one_of_several else []
    for node in (image, *sources[-3:][::-1]):
        for name in _SETS:
            stated = (node.attributes.get(name) or "")[:10_000].strip(" ,")
            if sizes := [size.split() for size in _NEXT.split(stated) if size.strip()]:
                return max(sizes, key=_width)[0]
    return None


def _width(size: list[str]) -> float:
    """The size of a candidate in a `srcset`; 1 if none is given."""
    found = _WIDTH.fullmatch(size[-1])
    return float(found[1]) if found else 1.0


def _caption(box: LexborNode) -> None:
    text = box.css_first(".wp-caption-text")
    if box.tag == "figure" or text is None or len(box.css("img")) != 1:
        return
    image, said = box.css_first("img"), text.inner_html or ""
    figure = f"<figure>{image.html if image else ''}<figcaption>{said}</figcaption></figure>"
    _replace(box, figure, "figure")


def _credit(node: LexborNode) -> None:
    text = " ".join(node.text().split())
    if node.tag in {"figure", "figcaption"} or len(text) > _LONGEST or node.css_first("img, span"):
        return
    if node.parent is not None and text:
        _replace(node, f'<span class="credit">{html.escape(text)}</span>', "span")


def _replace(node: LexborNode, markup: str, tag: str) -> None:
    made = LexborHTMLParser(markup).css_first(tag)
    if made is not None:
        node.replace_with(made)
