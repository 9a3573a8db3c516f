"""A sentence as the check-worthiness model sees it: words, pairs and pieces of them, and their kinds.

Names and figures are seen as such and never by what they are, so that no person's or party's name makes a
sentence more worth checking than another's.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

NAME, NUMBER, MONEY, PERCENT, YEAR, LARGE = "<name>", "<number>", "<money>", "<percent>", "<year>", "<large>"

# Nobody writes longer sentences on purpose; what comes after is not looked at.
MOST_TOKENS = 4000
_LONGEST_WORD = 30
_MOST_REMEMBERED = 30_000

TOKEN = re.compile(
    r"[A-Z](?:\.[A-Z]){1,8}+\.?"
    r"|[$£€]\s?\d++(?:[.,]\d++)*+|\d++(?:[.,]\d++)*+(?:\s?%)?"
    r"|[^\W\d_]++(?:['’-][^\W\d_]++)*+"
    r"|[?!\"“”;:,—]"
)
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
OPENERS = frozenset('"“:;—')
"""Signs after which a word is the first again."""

# Kinds of words, by whose presence the rules speak; a word is of one kind.
_LISTS = {
    "first_person": "i i'm i've i'll i'd me my mine myself",
    "we": "we we're we've we'll we'd our ours us ourselves let's",
    "you": "you your yours you're you've you'll you'd yourself",
    "others": "he she it they him her them his its their theirs he's she's it's they're they've",
    "intention": "will would should shall must gonna going want wants need needs ought",
    "possibility": "can could may might maybe perhaps possibly probably likely",
    "opinion": (
        "think believe hope feel wish guess suppose know love like trust thank thanks great good"
        " bad wonderful terrible tremendous beautiful proud important right wrong best worst better"
    ),
    "comparison": (
        "more less most least fewer higher lower highest lowest largest biggest smallest greater"
        " increase increased increases increasing decrease decreased decline declined rise rose"
        " risen rising fell fallen falling grew grown growth cut cuts doubled tripled double triple"
        " half record rate average than"
    ),
    "first_or_only": "every only first never last since ever always all none nobody",
    "report": (
        "said says say told claimed claims reported report reports according announced denied accused"
    ),
    "negation": (
        "not no isn't wasn't aren't weren't don't doesn't didn't won't can't cannot couldn't wouldn't hasn't"
    ),
    "question": "what why how who when where which",
}
_OTHER_LISTS = {
    "past": (
        "was were had did made took went came got gave became began brought built bought caught"
        " chose fought found held kept knew left lost met paid passed put ran saw sent sold spent"
        " stood thought won wrote been"
    ),
    "numbers": (
        "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
        " sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety"
        " hundred hundreds thousand thousands dozen dozens"
    ),
    "large": "million millions billion billions trillion trillions",
}
_PAST, _NUMBER_WORDS, _LARGE_WORDS = (frozenset(words.split()) for words in _OTHER_LISTS.values())
_KIND_OF = {word: kind for kind, words in _LISTS.items() for word in words.split()}
_FIGURES = {NUMBER: "number", MONEY: "money", PERCENT: "percent", YEAR: "year", LARGE: "large_number"}
KINDS = (*_FIGURES.values(), "name", *_LISTS, "past")
BIT = {kind: 1 << i for i, kind in enumerate(KINDS)}
FIGURES = sum(BIT[kind] for kind in _FIGURES.values())
_LENGTHS = (4, 8, 14, 22, 32)


def kind_of(key: str) -> str:
    """What kind of word a key is; blank for most."""
    if key[0] == "<":
        return _FIGURES.get(key, "name")
    if key in _KIND_OF:
        return _KIND_OF[key]
    if key in ("percent", "percentage"):
        return "percent"
    past = key in _PAST or (len(key) > 4 and key.endswith("ed"))
    return "past" if past else ""


def pieces_of(key: str) -> list[str]:
    """The stretches of three to five letters of a word, its ends marked; none of a figure, name or sign."""
    if not key[0].isalpha():
        return []
    marked = f"_{key}_"
    least = range(len(marked) - 2)
    return [
        *[marked[i : i + 3] for i in least],
        *[marked[i : i + 4] for i in least[:-1]],
        *[marked[i : i + 5] for i in least[:-2]],
    ]


def pairs_of(keys: Sequence[str]) -> set[str]:
    """Neighbours, with the first and last word beside the ends of the sentence."""
    return {f"{a} {b}" for a, b in zip(("^", *keys), (*keys, "$"), strict=True)}


def rules_of(mask: int, names: int, figures: int, length: int, ends_asking: bool) -> Iterator[str]:
    """What the rules say of a sentence with these kinds of words and so many names, figures and words."""
    yield from kinds_in(mask)
    yield from rules_of_shape(*shape_of(mask, names, figures, length), ends_asking)


def kinds_in(mask: int) -> Iterator[str]:
    """The kinds of words whose bits are there."""
    return (kind for kind, bit in BIT.items() if mask & bit)


def shape_of(mask: int, names: int, figures: int, length: int) -> tuple[int, int, int, bool]:
    """What rules of shape tell apart: names and figures up to three, how long, whether it has neither."""
    size = bisect_left(_LENGTHS, length)
    return min(names, 3), min(figures, 3), size, not mask & (FIGURES | BIT["name"])


def rules_of_shape(names: int, figures: int, size: int, bare: bool, ends_asking: bool) -> Iterator[str]:
    """What the rules say of how many names and figures there are, of the length and of a question mark."""
    if names > 1:
        yield "names_two" if names == 2 else "names_more"
    if figures > 1:
        yield "figures_two" if figures == 2 else "figures_more"
    if bare:
        yield "no_name_no_figure"
    if ends_asking:
        yield "asks"
    yield f"length_{size}"


# What a rule is told as; the others are told as themselves.
_TOLD = {
    "names_two": "name",
    "names_more": "name",
    "figures_two": "number",
    "figures_more": "number",
    "asks": "question",
}
CODES = (*KINDS, "wording", "length", "no_name_no_figure")


def code_of(rule: str) -> str:
    """The code a rule is told as, one of ``CODES``."""
    return "length" if rule.startswith("length_") else _TOLD.get(rule, rule)


@dataclass
class Reader:
    """Tells the keys of tokens; ``known`` are the words seen in small letters when the model was made."""

    known: Container[str]

    def __post_init__(self) -> None:
        self._keys: dict[str, str] = {}

    def keys(self, tokens: Sequence[str], *, first: bool = True, shouted: bool | None = None) -> list[str]:
        """One key a token: small letters, or what stands for a name or a figure.

        ``first`` where nothing stands before them; ``shouted`` says whether all is in capitals, None where
        the tokens say that themselves.
        """
        cached = self._keys
        keys: list[str] = []
        add = keys.append
        for token in tokens:
            key = cached.get(token)
            if key is None:
                if token[0].isupper():
                    if shouted is None:
                        shouted = _shouted(tokens)
                    key = self._of_capital(token, first or shouted)
                else:
                    key = self._remember(token)
            add(key)
            first = key in OPENERS
        return keys

    def _remember(self, token: str) -> str:
        if len(self._keys) > _MOST_REMEMBERED:
            self._keys.clear()
        key = self._keys[token] = _small(token)
        return key

    def _of_capital(self, token: str, may_be_word: bool) -> str:
        key = _small(token)
        if key[0] == "<" or _KIND_OF.get(key) == "first_person":
            return key
        return key if may_be_word and "." not in key and key in self.known else NAME


def _shouted(tokens: Sequence[str]) -> bool:
    """True for a headline in capitals, where a capital says nothing."""
    words = [token for token in tokens if token[0].isalpha()]
    return too_many_capitals(sum(word[0].isupper() for word in words), len(words))


def too_many_capitals(capitals: int, words: int) -> bool:
    """Whether so many of the words having a capital says that capitals say nothing."""
    return words > 3 and 10 * capitals > 7 * words


def _small(token: str) -> str:
    first = token[0]
    if first.isalpha():
        key = token[:_LONGEST_WORD].lower().replace("’", "'")
        if key in _NUMBER_WORDS:
            return NUMBER
        return LARGE if key in _LARGE_WORDS else key
    if first.isdigit():
        if token[-1] == "%":
            return PERCENT
        return YEAR if _YEAR.fullmatch(token) else NUMBER
    return MONEY if len(token) > 1 else token


def merged(keys: Sequence[str]) -> tuple[list[str], list[int]]:
    """The keys with names of several words as one, and where in ``keys`` each begins."""
    kept: list[str] = []
    begins: list[int] = []
    before = ""
    for i, key in enumerate(keys):
        if key != NAME or before != NAME:
            kept.append(key)
            begins.append(i)
        before = key
    return kept, begins
