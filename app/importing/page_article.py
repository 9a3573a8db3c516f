"""Which pieces of a page are its article: trafilatura says what, the page's own elements say where and how.

trafilatura (Barbaresi, 2021, https://aclanthology.org/2021.acl-demo.15/) gives text without place or links;
its lines are found again among the page's pieces, which keep both, and what it left out between them is set
aside where it lay.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from app.importing.document import Piece
from app.importing.markup import Element
from app.importing.page_pieces import Found

_WORD = re.compile(r"\w+")
_TELLING = 8
"""A line of so many words is hardly in two places of a page by chance."""
_RUN = 4
_COVERED = 0.5
_CONTAINER = 0.9
_WORTH = 0.6
_LINKED = 0.4
_ALL_LINK = 0.9
_SENTENCE = 10
_LONGEST_POINTER = 40
_POINTER = re.compile(
    r"\W{0,3}(?:related|read (?:more|also|next)|see (?:more|also)|also read|more(?: on this| from \w+)?|watch"
    r"|(?:don[’']t|do not) miss|(?:you )?(?:may|might) also like|recommended|lire aussi|à lire|lesen sie auch"
    r"|mehr zum thema|leggi anche|lee también|le[ae] más|ver también|leia também|baca juga|читайте также"
    r"|अधिक पढ़ें|اقرأ أيضا|関連記事|관련기사)\W{0,3}(?:[:：…–—-]|\.{3}|$)",
    re.IGNORECASE | re.MULTILINE,
)
_ASKING = re.compile(
    r"\W{0,3}(?:sign up|subscribe|get the (?:latest|day|best)|get our|follow (?:us|\w+) on|have a tip"
    r"|click here|listen to|download (?:the|our)|join (?:us|our)|support our|like us on|newsletter)\b",
    re.IGNORECASE,
)


def extracted(tree: Element) -> str:
    """The article's words as trafilatura sees them, one line a paragraph; empty where it sees none."""
    from trafilatura import extract

    return extract(deepcopy(tree), favor_precision=True, include_comments=False, include_tables=True) or ""


@dataclass(slots=True)
class _Weighed:
    """A piece beside what was extracted: ``words`` it has, and whether they are in it."""

    found: Found
    words: tuple[str, ...]
    exact: bool
    covered: bool

    @property
    def telling(self) -> bool:
        return self.covered and len(self.words) >= _TELLING


def article_pieces(found: Sequence[Found], article: str, address: str = "") -> list[Piece]:
    """The pieces from the article's first to its last, what is no part of it set aside.

    Empty where the extracted words are not found again among the pieces.
    """
    weighed = _weighed(found, article)
    container = _container(weighed)
    inside = _inside(weighed, container)
    telling = [i for i, one in enumerate(weighed) if one.telling and inside[i]]
    if not telling:
        telling = [i for i, one in enumerate(weighed) if one.exact and inside[i]]
    if not telling:
        return []
    first, last = _widened(weighed, telling[0], telling[-1])
    kept = sum(len(one.words) for one in weighed[first : last + 1] if one.covered)
    if kept < _WORTH * len(_WORD.findall(article)):
        return []
    return _chosen(weighed, first, last, _host(address))


def _weighed(found: Sequence[Found], article: str) -> list[_Weighed]:
    lines = Counter(tuple(_WORD.findall(line)) for line in article.splitlines())
    runs = {run for line in lines for run in _runs(line)}
    weighed: list[_Weighed] = []
    for one in found:
        words = tuple(_WORD.findall(one.piece.text))
        exact = words in lines and bool(words)
        of_it = _runs(words)
        covered = exact or (len(words) >= _RUN and sum(run in runs for run in of_it) >= _COVERED * len(of_it))
        weighed.append(_Weighed(one, words, exact, covered))
    return weighed


def _runs(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    return [words[i : i + _RUN] for i in range(len(words) - _RUN + 1)]


def _container(weighed: Sequence[_Weighed]) -> Element | None:
    """The innermost element that holds nearly all of the article."""
    held: Counter[Element] = Counter()
    seen: set[tuple[str, ...]] = set()
    total = 0
    for one in weighed:
        if not one.telling:
            continue
        if one.words not in seen:
            total += len(one.words)
        seen.add(one.words)
        element: Element | None = one.found.element
        while element is not None:
            held[element] += len(one.words)
            element = element.getparent()
    best: Element = None
    depth = -1
    for element, count in held.items():
        if count >= _CONTAINER * total and (deep := _depth(element)) > depth:
            best, depth = element, deep
    return best


def _depth(element: Element) -> int:
    return sum(1 for _ in element.iterancestors())


def _inside(weighed: Sequence[_Weighed], container: Element | None) -> list[bool]:
    if container is None:
        return [True] * len(weighed)
    held = set(container.iter())
    return [one.found.element in held for one in weighed]


def _widened(weighed: Sequence[_Weighed], first: int, last: int) -> tuple[int, int]:
    """With the short lines at either end, as far as they follow one another."""
    while first > 0 and weighed[first - 1].exact:
        first -= 1
    while last + 1 < len(weighed) and weighed[last + 1].exact:
        last += 1
    return first, last


def _chosen(weighed: Sequence[_Weighed], first: int, last: int, host: str) -> list[Piece]:
    pieces: list[Piece] = []
    listed = _lists_of_links(weighed, host)
    for i in range(first, last + 1):
        one = weighed[i]
        if not one.words or _is_clutter(one):
            continue
        kept = (one.covered or _belongs(weighed, i)) and not _leads_away(one) and i not in listed
        pieces.append(one.found.piece if kept else replace(one.found.piece, aside="boilerplate"))
    return pieces


def _is_clutter(one: _Weighed) -> bool:
    """Buttons and menus: not even worth setting aside."""
    if one.covered or one.found.piece.kind not in ("paragraph", "list-item", "image"):
        return False
    return one.found.linked > _ALL_LINK or (len(one.words) <= 2 and not one.found.figure)


def _belongs(weighed: Sequence[_Weighed], at: int) -> bool:
    """Whether what trafilatura left out between kept pieces is one of them: rather kept than lost."""
    one = weighed[at]
    found = one.found
    if found.outside:
        return False
    if found.piece.kind in ("quote", "image") or (found.piece.kind == "caption" and found.figure):
        return found.linked < 1
    if found.piece.kind == "heading":
        following = next((w for w in weighed[at + 1 :] if w.words and w.found.piece.kind != "heading"), None)
        return found.linked < _LINKED and following is not None and following.covered
    if found.piece.kind == "paragraph" and len(one.words) >= _SENTENCE and found.linked < _LINKED:
        return any(
            0 <= near < len(weighed)
            and weighed[near].covered
            and weighed[near].found.element.getparent() is found.element.getparent()
            for near in (at - 1, at + 1)
        )
    return False


def _leads_away(one: _Weighed) -> bool:
    """Whether it points to other articles, or asks to subscribe or to follow, and says nothing itself."""
    text, linked = one.found.piece.text, one.found.linked
    if len(one.words) > _LONGEST_POINTER or one.found.piece.kind == "quote":
        return False
    if _POINTER.match(text):
        return linked >= _LINKED or len(one.words) <= 4
    return linked > 0 and bool(_ASKING.match(text))


def _lists_of_links(weighed: Sequence[_Weighed], host: str) -> set[int]:
    """Items of lists that hold nothing but links to other pages of the same site, two or more in a row."""
    listed: set[int] = set()
    run: list[int] = []
    for i, one in enumerate([*weighed, None]):
        if one is not None and one.found.piece.kind == "list-item" and _leads_on(one, host):
            run.append(i)
        else:
            listed |= set(run) if len(run) > 1 else set()
            run = []
    return listed


def _leads_on(one: _Weighed, host: str) -> bool:
    links = [e.data for e in one.found.piece.emphasis if e.kind == "link"]
    return one.found.linked > _ALL_LINK and bool(links) and all(_host(link) == host for link in links)


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
