"""What a page says of itself: headline, byline, outlet, date, address, language.

First what publishers write for machines (schema.org in JSON-LD, then meta elements), since it is spelled as
they spell it; then what trafilatura and htmldate find in the text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from typing import Any, cast
from urllib.parse import urlsplit

from app.importing.markup import Element

_ARTICLE = re.compile(r"(?:Article|Posting|Report|Review|Column|Recipe|WebPage)\Z")
_DAY = re.compile(r"\s*((?:19|20)\d{2}-\d{2}-\d{2})(?!\d)")
_DAY_IN_ADDRESS = re.compile(r"/((?:19|20)\d{2})[/-](\d{1,2})[/-](\d{1,2})(?:/|-|$)")
_CODE = re.compile(r"\s*([A-Za-z]{2,3})(?:[-_][A-Za-z0-9-_]+)?\s*\Z")
_SAVED = re.compile(r"<!--\s*saved from url=\(\d{1,6}\)\s*(https?://[^\s>]{1,2000})")
_ARCHIVE = re.compile(r"https?://(?:web\.archive\.org/web/\d+\w*/|archive\.(?:ph|is|today|li|vn|fo|md)/)")
_BARS = re.compile(r"\s+[|–—·»:-]+\s+|\s*\|\s*")
_LONGEST = 300
_MOST_JSON = 1_000_000
_MOST_NAMES = 12
_MOST_META = 2_000
# What is taken for a name behind one where a page runs both together.
_DATED = re.compile(
    r"[\s,|–-]+(?:published|updated|posted|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b.*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class PageFacts:
    """All blank where the page does not say; ``published`` is a day as ``2026-03-01``."""

    title: str = ""
    byline: str = ""
    outlet: str = ""
    published: str = ""
    url: str = ""
    archive_url: str = ""
    language: str = ""

    @property
    def provenance(self) -> dict[str, str]:
        return {
            "url": self.url,
            "archive_url": self.archive_url,
            "outlet": self.outlet,
            "byline": self.byline,
            "published": self.published,
        }


def page_facts(tree: Element, source: str, saved_from: str = "", *, quick: bool = False) -> PageFacts:
    """The facts of a page; ``saved_from`` is the address a web archive gives, ``source`` is its markup.

    ``quick`` for a page so large that looking through its text would take long.
    """
    told = _linked_data(tree)
    metas = _metas(tree)
    seen = dict.fromkeys(_SEEN, "") if quick else _by_trafilatura(tree)
    address = saved_from or (found[1] if (found := _SAVED.search(source[:4_096])) else "")
    canonical = next((a for a in tree.xpath("//link[@rel='canonical']/@href") if _is_web(a)), "")
    archived = address if _ARCHIVE.match(address) else ""
    url = _first(canonical, metas.get("og:url"), "" if archived else address, told.get("url"), seen["url"])
    outlet = _first(
        metas.get("og:site_name"), told.get("outlet"), metas.get("application-name"), seen["outlet"]
    )
    bylines = (_signed(said) for said in (told.get("byline"), _meta_byline(metas), seen["byline"]))
    byline = _first(*(said for said in bylines if said.casefold() != outlet.casefold()))
    published = _first(
        _day(told.get("published")),
        *(_day(metas.get(name)) for name in _DATES),
        seen["published"],
    )
    return PageFacts(
        title=_title(tree, told, metas, seen, outlet),
        byline=byline,
        outlet=outlet,
        published=_as_in_address(published, url),
        url=url if _is_web(url) else "",
        archive_url=archived,
        language=_language(tree, metas, told),
    )


_DATES = (
    "article:published_time",
    "datepublished",
    "parsely-pub-date",
    "dc.date.issued",
    "dc.date",
    "dcterms.created",
    "sailthru.date",
    "date",
    "pubdate",
)
_AUTHORS = (
    "byl",
    "author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "article:author",
    "cxenseparse:author",
)


def _first(*candidates: str | None) -> str:
    return next((words for one in candidates if one and (words := " ".join(one.split())[:_LONGEST])), "")


def _is_web(address: str | None) -> bool:
    try:
        return bool(address) and urlsplit(str(address)).scheme in ("http", "https")
    except ValueError:
        return False


def _day(said: str | None) -> str:
    found = _DAY.match(said or "")
    return found[1] if found else ""


def _as_in_address(day: str, address: str) -> str:
    """The day in the address where it is a neighbour: machines are told the time in London."""
    found = _DAY_IN_ADDRESS.search(address)
    try:
        meant = date(*(int(part) for part in found.groups())) if found else None
        given = date.fromisoformat(day) if day else None
    except ValueError:
        return day
    if meant is not None and given is not None and abs((meant - given).days) == 1:
        return meant.isoformat()
    return day


def _signed(byline: str | None) -> str:
    """Names without the “By” before and the date behind them."""
    plain = re.sub(
        r"^(?:by|von|par|di|por|text|текст|автор)[\s:]+(?=\S)",
        "",
        " ".join((byline or "").split()),
        flags=re.IGNORECASE,
    )
    return _DATED.sub("", plain)


def _metas(tree: Element) -> dict[str, str]:
    """Name or property of each meta element, in lower case, to the first value given."""
    metas: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (
            meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv") or ""
        )
        content = (meta.get("content") or "").strip()
        if name and content:
            metas.setdefault(name.lower(), content[:_MOST_META])
    return metas


def _meta_byline(metas: dict[str, str]) -> str:
    for name in _AUTHORS:
        said = metas.get(name, "")
        if said and "://" not in said and not said.startswith("@"):
            return said
    return ""


_SEEN: tuple[str, ...] = ("title", "byline", "outlet", "published", "url")


def _by_trafilatura(tree: Element) -> dict[str, str]:
    from trafilatura import extract_metadata

    found = extract_metadata(deepcopy(tree))
    values: dict[str, str | None] = {
        "title": found.title,
        "byline": (found.author or "").replace("; ", ", "),
        "outlet": found.sitename,
        "published": found.date,
        "url": found.url,
    }
    return {key: value or "" for key, value in values.items()}


# The headline


def _title(
    tree: Element, told: dict[str, str], metas: dict[str, str], seen: dict[str, str], outlet: str
) -> str:
    """The heading readers saw where it is the one the page is named by, else what it is named by."""
    named = [
        _first(told.get("title")),
        _first(metas.get("og:title")),
        _first(metas.get("twitter:title")),
        _first(*tree.xpath("//head/title/text()[1]")),
    ]
    headings = [_first(" ".join(h.itertext())) for h in tree.xpath("//h1")[:20]]
    for heading in headings:
        plain = heading.casefold()
        if len(plain) > 3 and any(plain in name.casefold() for name in named if name):
            return heading
    alone = [heading for heading in headings if heading]
    if len(alone) == 1 and len(_telling(alone[0]) & set().union(*map(_telling, named))) > 1:
        return alone[0]
    name = next((_without_outlet(name, outlet) for name in named if name), "")
    if name:
        return name
    return headings[0] if len(headings) == 1 and headings[0] else seen["title"]


def _telling(words: str) -> set[str]:
    """The longer words of a headline."""
    return set(re.findall(r"\w{4,}", words.casefold()))


def _without_outlet(name: str, outlet: str) -> str:
    """A page's name without the site's at its end or start."""
    parts = [part for part in _BARS.split(name) if part]
    if len(parts) < 2:
        return name
    ours = re.sub(r"\W", "", outlet).casefold()
    for at in (-1, 0):
        if ours and re.sub(r"\W", "", parts[at]).casefold() == ours:
            kept = name[: name.rindex(parts[-1])] if at else name[name.index(parts[0]) + len(parts[0]) :]
            return re.sub(r"^[\s|–—·»:-]+|[\s|–—·»:-]+$", "", kept) or name
    return name


def _language(tree: Element, metas: dict[str, str], told: dict[str, str]) -> str:
    root = tree.getroottree().getroot()
    for said in (
        root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang"),
        metas.get("content-language"),
        told.get("language"),
        metas.get("og:locale"),
    ):
        found = _CODE.match(said or "")
        if found:
            return found[1].lower()
    return ""


# Linked data


def _linked_data(tree: Element) -> dict[str, str]:
    """What the page's JSON-LD says of the article in it."""
    best: dict[str, Any] = {}
    for script in tree.xpath("//script[@type='application/ld+json']"):
        source = script.text or ""
        if len(source) > _MOST_JSON:
            continue
        try:
            value = json.loads(source, strict=False)
        except (ValueError, RecursionError):
            continue
        for thing in _things(value):
            if _ARTICLE.search(_kind(thing)) and _rank(thing) > _rank(best):
                best = thing
    if not best:
        return {}
    about = best.get("mainEntityOfPage")
    return {
        "title": _text(best.get("headline")),
        "byline": ", ".join(dict.fromkeys(_names(best.get("author")))),
        "outlet": next(iter(_names(best.get("publisher"))), ""),
        "published": _text(best.get("datePublished")),
        "url": next((a for a in (_text(best.get("url")), _text(about)) if _is_web(a)), ""),
        "language": _text(best.get("inLanguage")),
    }


def _things(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > 6:
        return
    if isinstance(value, list):
        for one in cast("list[Any]", value)[:200]:
            yield from _things(one, depth + 1)
    elif isinstance(value, dict):
        thing = cast("dict[str, Any]", value)
        yield thing
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _things(thing.get(key), depth + 1)


def _kind(thing: dict[str, Any]) -> str:
    kind = thing.get("@type")
    kinds = cast("list[Any]", kind) if isinstance(kind, list) else [kind]
    return str(kinds[0]) if kinds else ""


def _rank(thing: dict[str, Any]) -> int:
    """How much an object says of an article."""
    if not thing:
        return 0
    return 1 + sum(bool(thing.get(key)) for key in ("headline", "author", "datePublished"))


def _names(value: Any) -> list[str]:
    if isinstance(value, str):
        return [_text(value)] if value and "://" not in value else []
    if isinstance(value, list):
        return [name for one in cast("list[Any]", value)[:_MOST_NAMES] for name in _names(one)]
    if isinstance(value, dict):
        return _names(cast("dict[str, Any]", value).get("name"))
    return []


def _text(value: Any) -> str:
    from html import unescape

    return " ".join(unescape(value).split())[:_LONGEST] if isinstance(value, str) else ""
