"""Prepares the quotations of a page, so that their sources are not taken for parts of the page."""

from __future__ import annotations

from matbaa.formats.page.markup import HtmlElement, text_of
from matbaa.language.normalize import fold

#: A quotation in a figure, which has no picture or film and is no pull quote by its class; a page
#: has at most so many.
_IN_FIGURES = (
    "//figure[.//blockquote][not(.//img or .//picture or .//video or .//iframe)]"
    "[not(contains(@class, 'pull'))]"
)
_MOST = 20


def keep_quotations(tree: HtmlElement) -> None:
    """Make footers of quotations and captions of quotations in figures their last paragraphs.

    A quotation in a figure that repeats a passage of the text (a pull quote) is removed.
    """
    for footer in tree.xpath("//blockquote//footer"):
        footer.tag = "p"
    figures = tree.xpath(_IN_FIGURES)[:_MOST]
    whole = fold(text_of(tree)) if figures else ""
    for figure in figures:
        quote = next(figure.iter("blockquote"))
        passage = fold(text_of(quote)).strip(' "“”«».')
        if passage and whole.count(passage) > 1:
            figure.drop_tree()
        else:
            _keep(figure, quote)


def _keep(figure: HtmlElement, quote: HtmlElement) -> None:
    for caption in figure.xpath(".//figcaption"):
        caption.tag = "p"
        quote.append(caption)
    figure.tag = "div"
