"""Pathological feeds and other XML."""

# ruff: noqa: E501 -- documents are as long as they are
from __future__ import annotations

from collections.abc import Callable

from benchmarks.pathological.made import SAID, Made, numbered, times


def xml() -> dict[str, Callable[[int], Made]]:
    rss = '<?xml version="1.0"?><rss version="2.0"><channel><title>t</title>'
    item = "<item><title>Headline {0}</title><guid>g{0}</guid><description>The talks of day {0} were long, he said.</description></item>"
    atom = '<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title>'
    entry = "<entry><id>u:{0}</id><title>Headline {0}</title><content>The talks of day {0} were long.</content></entry>"
    nitf = "<nitf><head><title>t</title></head><body><body.head><hedline><hl1>A headline</hl1></hedline></body.head><body.content>"
    g2 = '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="g"><itemMeta/><contentMeta>'
    return {
        "xml rss items": lambda n: numbered(item, n, None, rss, "</channel></rss>"),
        "xml rss one item": lambda n: numbered(
            "&lt;p&gt;" + SAID + "&lt;/p&gt;",
            n,
            None,
            rss + "<item><title>A headline</title><description>",
            "</description></item></channel></rss>",
        ),
        "xml rss categories": lambda n: numbered(
            "<category>c{0}</category>",
            n,
            None,
            rss + "<item><title>A headline</title><description>A text.</description>",
            "</item></channel></rss>",
        ),
        "xml rss enclosures": lambda n: numbered(
            '<enclosure url="https://example.org/{0}.jpg" type="image/jpeg"/>',
            n,
            None,
            rss + "<item><title>A headline</title><description>A text.</description>",
            "</item></channel></rss>",
        ),
        "xml atom entries": lambda n: numbered(entry, n, None, atom, "</feed>"),
        "xml atom links": lambda n: numbered(
            '<link rel="related" href="https://example.org/{0}"/>',
            n,
            None,
            atom + "<entry><title>A headline</title><content>A text.</content>",
            "</entry></feed>",
        ),
        "xml nitf": lambda n: numbered(
            "<p>Talks of day {0} were long.</p>", n, None, nitf, "</body.content></body></nitf>"
        ),
        "xml newsml subjects": lambda n: numbered(
            '<subject qcode="c:{0}"><name>n{0}</name></subject>',
            n,
            None,
            g2,
            "</contentMeta></newsItem>",
        ),
        "xml attributes": lambda n: numbered('a{0}="x" ', n, None, "<rss ", "/>"),
        "xml namespaces": lambda n: numbered('xmlns:n{0}="u:{0}" ', n, None, "<rss ", "/>"),
        "xml namespaces within": lambda n: numbered(
            '<a xmlns:n{0}="u:{0}">', n, None, "<rss>", "</rss>"
        ),
        "xml deep": lambda n: times("<a>", n, None, "<rss>", "</rss>"),
        "xml CDATA": lambda n: times(
            "<![CDATA[x]]>",
            n,
            None,
            rss + "<item><title>A headline</title><description>",
            "</description></item></channel></rss>",
        ),
        "xml open CDATA": lambda n: times("<![CDATA[", n, None, rss + "<item>", ""),
        "xml ampersands": lambda n: times(
            "&",
            n,
            None,
            rss + "<item><title>A headline</title><description>",
            "</description></item></channel></rss>",
        ),
        "xml entities": lambda n: times(
            "&eacute;",
            n,
            None,
            rss + "<item><title>A headline</title><description>",
            "</description></item></channel></rss>",
        ),
        "xml comments": lambda n: times(
            "<!---->",
            n,
            None,
            rss + "<item><title>A headline</title><description>A text.",
            "</description></item></channel></rss>",
        ),
        "xml comments first": lambda n: times("<!---->", n, None, "", rss + "</channel></rss>"),
        "xml instructions": lambda n: times("<?a b?>", n, None, rss, "</channel></rss>"),
        "xml doctype": lambda n: numbered(
            "<!ELEMENT e{0} ANY>", n, None, "<!DOCTYPE rss [", "]>" + rss + "</channel></rss>"
        ),
        "xml laughs": lambda n: numbered(
            '<!ENTITY e{0} "&e;&e;&e;">',
            n,
            None,
            '<!DOCTYPE rss [<!ENTITY e "ha">',
            "]>" + rss + "</channel></rss>",
        ),
        "xml a long name": lambda n: times("a", n, None, "<rss><", "/></rss>"),
        "xml control characters": lambda n: times(
            "\x01",
            n,
            None,
            rss + "<item><title>A headline</title><description>A text.",
            "</description></item></channel></rss>",
        ),
        "xml wxr items": lambda n: numbered(
            "<item><title>H{0}</title><wp:post_type>post</wp:post_type><wp:status>publish</wp:status><content:encoded><![CDATA[Talks of day {0}.]]></content:encoded></item>",
            n,
            None,
            '<rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><wp:wxr_version>1.2</wp:wxr_version>',
            "</channel></rss>",
        ),
        "xml wxr attachments": lambda n: numbered(
            "<item><title>H{0}</title><wp:post_id>{0}</wp:post_id><wp:post_type>attachment</wp:post_type><wp:attachment_url>https://example.org/{0}.jpg</wp:attachment_url></item>",
            n,
            None,
            '<rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/"><channel><wp:wxr_version>1.2</wp:wxr_version>',
            "</channel></rss>",
        ),
    }
