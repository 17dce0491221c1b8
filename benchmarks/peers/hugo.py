"""Lays out an archive for Hugo, with templates that write the same as ours.

`lay_out` makes a site with one bare page per article, or with the three files that ours has: a page
with masthead, metadata for search engines and social media, JSON-LD, summary, topics, and links for
sharing and to its neighbours; its text edition; and a JSON document of its content.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from matbaa.story import Story
from matbaa.texts import Texts

#: The id, story, texts and date of an article.
Article = tuple[str, Story, Texts, datetime]

_CONFIG = """baseURL = "https://example.org/"
languageCode = "ar"
title = "Site"
paginate = 20
[markup.goldmark.renderer]
unsafe = true
[taxonomies]
section_name = 'sections'
"""
_THREE_FILES = """[outputFormats.lite]
mediaType = "text/html"
path = "lite"
isHTML = true
permalinkable = false
[outputs]
page = ["HTML", "lite", "JSON"]
"""
_LIST = """{{ define "main" }}{{ range (.Paginate .Pages).Pages }}<h2><a
href="{{ .RelPermalink }}">{{ .Title }}</a></h2><p>{{ .Description }}</p>{{ end }}{{ end }}"""
_LANGUAGE = '{{ with .Params.lang }}{{ . }}{{ else }}ar{{ end }}" dir="{{ .Params.dir }}'
_BARE = {
    "baseof.html": f"""<!doctype html><html lang="{_LANGUAGE}">
<head><meta charset="utf-8"><title>{{{{ .Title }}}}</title><meta name="description"
content="{{{{ .Description }}}}"><link rel="canonical" href="{{{{ .Permalink }}}}">
<meta property="og:title" content="{{{{ .Title }}}}"></head>
<body><header><a href="/">Site</a></header>{{{{ block "main" . }}}}{{{{ end }}}}</body></html>""",
    "single.html": """{{ define "main" }}<article><h1>{{ .Title }}</h1>
<time>{{ .Date.Format "2006-01-02" }}</time><p>{{ .Description }}</p>{{ .Content }}
{{ with .PrevInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</article>{{ end }}
""",
    "list.html": _LIST,
}
_FULL = {
    "baseof.html": f"""<!doctype html><html lang="{_LANGUAGE}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>{{{{ .Title }}}}</title>
<meta name="description" content="{{{{ .Description }}}}">
<link rel="canonical" href="{{{{ .Permalink }}}}"><link rel="stylesheet" href="/style.css">
{{{{ block "head" . }}}}{{{{ end }}}}</head><body>
<header><a href="/">Site</a> <a href="/search/">Search</a><nav><ul>
<li><a href="/sections/">All sections</a></li><li><a href="/news/">Archive</a></li></ul></nav>
</header><main>{{{{ block "main" . }}}}{{{{ end }}}}</main><footer><a href="/">Site</a><ul>
<li><a href="/about/">About us</a></li><li><a href="/index.xml">RSS</a></li></ul></footer>
</body></html>""",
    "single.html": """{{ define "head" }}{{ $at := .Date.Format "2006-01-02T15:04:05Z07:00" }}
<meta property="og:type" content="article"><meta property="og:title" content="{{ .Title }}">
<meta property="og:description" content="{{ .Description }}">
<meta property="og:url" content="{{ .Permalink }}"><meta property="og:site_name" content="Site">
<meta property="article:published_time" content="{{ $at }}">
<meta property="article:modified_time" content="{{ $at }}">
{{ range .Params.keywords }}<meta property="article:tag" content="{{ . }}">{{ end }}
<meta name="twitter:card" content="summary_large_image">
<link rel="alternate" type="application/json" href="{{ .RelPermalink }}index.json">
<script type="application/ld+json">{{ dict "@context" "https://schema.org" "@type" "NewsArticle"
"headline" .Title "description" .Description "datePublished" $at "dateModified" $at "inLanguage"
.Params.lang "mainEntityOfPage" .Permalink "keywords" .Params.keywords "publisher" (dict "@type"
"NewsMediaOrganization" "name" "Site" "url" "https://example.org/") | jsonify | safeJS }}</script>
{{ end }}{{ define "main" }}<article><header>
{{ range .Params.sections }}<p><a href="/sections/{{ . | urlize }}/">{{ . }}</a></p>{{ end }}
<h1>{{ .Title }}</h1></header>
{{ with .Params.authors }}<p>{{ range . }}<a rel="author">{{ . }}</a>{{ end }}</p>{{ end }}<ul>
<li>Published <time datetime="{{ .Date.Format "2006-01-02T15:04:05Z07:00" }}">{{ .Date.Format
"2 January 2006, 15:04" }}</time></li><li>{{ .ReadingTime }} min read</li></ul>
{{ with .Params.points }}<aside><h2>Key points</h2><ul>{{ range . }}<li>{{ . }}</li>{{ end }}</ul>
</aside>{{ end }}<div>{{ .Content }}</div><footer><nav><h2>Topics</h2><ul>
{{ range .Params.keywords }}<li><a href="/search/?q={{ . }}">{{ . }}</a></li>{{ end }}</ul></nav>
<nav><h2>Share</h2><ul>
<li><a href="https://wa.me/?text={{ .Title }}%20{{ .Permalink }}">WhatsApp</a></li>
<li><a href="https://t.me/share/url?url={{ .Permalink }}&amp;text={{ .Title }}">Telegram</a></li>
<li><a href="https://www.facebook.com/sharer/sharer.php?u={{ .Permalink }}">Facebook</a></li>
<li><a href="https://x.com/intent/post?url={{ .Permalink }}&amp;text={{ .Title }}">X</a></li>
<li><a href="mailto:?subject={{ .Title }}&amp;body={{ .Permalink }}">Email</a></li></ul></nav>
<p><a href="lite/">Text-only version</a></p></footer></article>
{{ with .PrevInSection }}<a rel="prev" href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}
{{ with .NextInSection }}<a rel="next" href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}{{ end }}
""",
    "single.lite.html": f"""<!doctype html><html lang="{_LANGUAGE}"><head><meta charset="utf-8">
<title>{{{{ .Title }}}}</title><meta name="description" content="{{{{ .Description }}}}">
<link rel="canonical" href="{{{{ .Permalink }}}}"></head><body><p><a href="/">Site</a></p>
<h1>{{{{ .Title }}}}</h1><p>{{{{ .Date.Format "2 January 2006, 15:04" }}}}</p>{{{{ .Content }}}}
<p><a href="{{{{ .RelPermalink }}}}">Full version</a></p></body></html>""",
    "single.json": """{{ dict "uri" .Permalink "type" "text" "version" "1" "language" .Params.lang
"firstCreated" .Date "versionCreated" .Date "title" .Title "descriptions" (slice .Description
.Params.points) "keywords" .Params.keywords "body" .Content "text" .Plain "words" .WordCount
| jsonify }}""",
    "list.html": _LIST,
}


def lay_out(folder: Path, articles: Iterable[Article], *, three_files: bool) -> None:
    """Write the site's source: settings, templates, and an HTML file for each article."""
    layouts, content = folder / "layouts" / "_default", folder / "content" / "news"
    layouts.mkdir(parents=True)
    content.mkdir(parents=True)
    for name, text in (_FULL if three_files else _BARE).items():
        (layouts / name).write_text(text)
    (folder / "config.toml").write_text(_CONFIG + _THREE_FILES * three_files)
    for article_id, story, texts, at in articles:
        front = {
            "title": story.title,
            "date": at.isoformat(),
            "description": texts.description,
            "slug": f"{texts.slug}-{article_id}",
            "lang": story.language,
            "dir": story.direction,
            "sections": [story.section or "none"],
            "authors": [author.name for author in story.authors],
            "keywords": list(texts.keywords),
            "points": list(texts.summary),
        }
        (content / f"{article_id}.html").write_text(f"{json.dumps(front)}\n{story.html}")
