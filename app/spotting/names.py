"""Names, organisations, places: runs of words with capitals, told apart by lists and what stands around."""

from __future__ import annotations

from functools import cache

from app.spotting.organisations import ORGANISATION, is_organisation, known_alone, with_short_forms
from app.spotting.tokens import LONG, LONG_CAPITAL, LONG_UPPER, Taken, Tokens
from app.spotting.word_lists import places, words

Span = tuple[int, int]
Named = tuple[int, int, str]

_OPENING = frozenset('“‘"„«‹「:•–—*([…')
_LONGEST = 12
# Words that open sentences and names alike, and those that are acronyms in capitals.
_ACRONYMS = frozenset({"us", "who", "un", "it"})
_NOTHING, _STARTER, _PLACE, _ORGANISATION = 1, 2, 4, 8
_MOST_WORDS = 30_000
_COMMON_ENDINGS = (
    "s",
    "ment",
    "ness",
    "ity",
    "ism",
    "ance",
    "ence",
    "tion",
    "sion",
    "age",
    "ure",
    "ing",
    "ed",
)


def named(tokens: Tokens, taken: Taken, german: bool) -> list[Named]:
    """The names and places of a sentence, in order, as (start, end, kind): name, organisation or place.

    ``german`` says that every noun has a capital, so that a capital alone tells nothing.
    """
    found: list[Named] = []
    capitals = tokens.capitals()
    shouting = len(capitals) > 2 and _is_headline(tokens)
    forms, starts, ends = tokens.forms + "w", tokens.starts, tokens.ends
    past = 0
    for i in capitals:
        if i < past or not taken.free(starts[i], ends[i]):
            continue
        # Most runs are one word, and what follows tells at once.
        last = i if forms[i + 1] in "ws" else _run(tokens, i, taken, german)
        if last > i:
            found += _pieces(tokens, i, last, shouting, german)
        else:
            alone = _alone(tokens, i, shouting or german)
            if alone:
                found.append(alone)
        past = last + 1
    for start, end, _ in found:
        taken.take(start, end)
    return with_short_forms(tokens, found)


def _is_headline(tokens: Tokens) -> bool:
    """True where capitals say nothing: all in capitals, or Each Long Word With One and no full stop."""
    long = tokens.count(LONG)
    if long < 4:
        return False
    ended = tokens.text.endswith((".", "!", ";", ".”", '."'))
    return tokens.count(LONG_UPPER if ended else LONG_CAPITAL) >= 0.8 * long


def _run(tokens: Tokens, first: int, taken: Taken, german: bool) -> int:
    """The last token of the run of capitals that begins at ``first``."""
    last = first
    while last - first < _LONGEST:
        following = _next(tokens, first, last, german)
        if following < 0 or not taken.free(tokens.ends[last], tokens.ends[following]):
            break
        last = following
    return last


def _next(tokens: Tokens, first: int, last: int, german: bool) -> int:
    """The token that goes on with the run after ``last``, or -1."""
    sign = tokens.key(last + 1)
    if tokens.spaced(last):
        if tokens.forms[last + 1] in "Cm":
            return last + 1
        return -1 if german else _through_small_words(tokens, first, last)
    if not tokens.glued(last):
        return -1
    if sign in {"-", "–", "’", "'"} and tokens.glued(last + 1):
        if tokens.capital(last + 2) or (
            tokens.forms[last + 2] == "d" and sign == "-" and _is_model(tokens, last)
        ):
            return last + 2
        return -1
    if tokens.forms[last + 1] == "d" and tokens.word(last).isupper():
        return last + 1
    if (
        sign == "."
        and tokens.ends[last] - tokens.starts[last] == 1
        and tokens.spaced(last + 1)
        and tokens.capital(last + 2)
    ):
        return last + 2
    if (
        sign == "."
        and tokens.keys[last] in {"st", "mt", "ft"}
        and tokens.spaced(last + 1)
        and tokens.capital(last + 2)
    ):
        return last + 2
    return -1


def _is_model(tokens: Tokens, last: int) -> bool:
    """F-16, Covid-19, but not a name and a year: London-2012."""
    word = tokens.word(last)
    return (word.isupper() and len(word) < 6) or tokens.keys[last] == "covid"


def _through_small_words(tokens: Tokens, first: int, last: int) -> int:
    """The capital after *of the*, *de la*, *&* that still belongs to the run, or -1."""
    j, small = last + 1, tokens.key(last + 1)
    if small in words("names", "particles") and tokens.key(j + 1) == "-" and tokens.glued(j):
        return j + 2 if tokens.capital(j + 2) and tokens.glued(j + 1) else -1
    if not tokens.spaced(j):
        return -1
    if small == "&" and tokens.capital(j + 1):
        return j + 1
    if small in words("names", "particles"):
        if tokens.key(j + 1) in words("names", "particles") and tokens.spaced(j + 1):
            j += 1
        return j + 1 if tokens.capital(j + 1) else -1
    if small in {"of", "for", "and"}:
        head = tokens.keys[last] in words("names", "organisations") or (
            small == "of" and first == last and first > 0
        )
        if small == "for":
            head = tokens.keys[last] in words("names", "organisations") - {"bank", "house", "king", "queen"}
        if small == "and":
            head = tokens.key(last - 1) in {"of", "for"} and tokens.key(last - 2) in words("names", "pairs")
        if tokens.key(j + 1) == "the" and tokens.spaced(j + 1):
            j += 1
        return j + 1 if head and tokens.capital(j + 1) else -1
    return -1


def _pieces(tokens: Tokens, first: int, last: int, shouting: bool, german: bool) -> list[Named]:
    """The name or place in a run of several, or the parts of it that a headline's capitals let be known."""
    opening = _opens(tokens, first)
    while first <= last and opening and _is_starter(tokens, first, last):
        first += 1
        opening = False
        while first <= last and tokens.forms[first] not in "Cm":
            first += 1
    while first <= last and (tokens.keys[first] == "i" or tokens.keys[first].startswith("i'")):
        first += 1
    if first > last:
        return []
    if first == last:
        alone = _named_alone(tokens, first, shouting or german, opening)
        return [alone] if alone else []
    if shouting:
        return _known(tokens, first, last)
    if _is_place(tokens, first, last):
        return [(tokens.starts[first], tokens.ends[last], "place")]
    kind = ORGANISATION if is_organisation(tokens, first, last) else "name"
    return [(tokens.starts[first], _with_company_stop(tokens, last), kind)]


class _Alone(dict[str, int]):
    """What single words with a capital are whatever stands around them, as bits; worked out once for each."""

    def __missing__(self, word: str) -> int:
        if len(self) > _MOST_WORDS:
            self.clear()
        key = word.casefold().replace("’", "'")
        starter = key in words("names", "starters")
        ordinary = starter and not (word.isupper() and key in _ACRONYMS)
        nothing = len(word) < 2 or ordinary or key.startswith("i'")
        starts = (starter or _ends_as_starter(key)) and not word.isupper()
        known = _NOTHING * nothing | _STARTER * starts | _PLACE * (_as_listed(word) in places())
        known |= _ORGANISATION * known_alone(word, key)
        self[word] = known
        return known


_alone_is = _Alone()


def _alone(tokens: Tokens, i: int, known_only: bool) -> Named | None:
    """The name or place that a single word with a capital is, if it is one."""
    known = _alone_is[tokens.word(i)]
    if known & _NOTHING:
        return None
    opening = i == 0 or (not tokens.is_word(i - 1) and _opens(tokens, i))
    if opening and known & _STARTER:
        return None
    return _named_alone(tokens, i, known_only, opening)


def _named_alone(tokens: Tokens, i: int, known_only: bool, opening: bool) -> Named | None:
    start, end = tokens.starts[i], tokens.ends[i]
    known = _alone_is[tokens.text[start:end]]
    if known & _NOTHING:
        return None
    if known & _PLACE:
        return start, end, "place"
    if known & _ORGANISATION:
        return start, end, ORGANISATION
    if known_only or (opening and not _is_name_at_start(tokens, i)):
        return None
    if _is_place_by_words(tokens, i, i):
        return start, end, "place"
    return start, _with_company_stop(tokens, i), "name"


def _opens(tokens: Tokens, i: int) -> bool:
    return i == 0 or (tokens.key(i - 1) in _OPENING) or (i < 4 and not any(map(tokens.is_word, range(i))))


def _is_starter(tokens: Tokens, i: int, last: int) -> bool:
    """A word whose capital is the sentence's, not its own."""
    key = tokens.keys[i]
    if key not in words("names", "starters") and not _ends_as_starter(key):
        return False
    if i < last and (key in words("names", "also_names") or not tokens.spaced(i)):
        return False
    return tokens.ends[i] - tokens.starts[i] == 1 or not tokens.word(i).isupper()


def _ends_as_starter(key: str) -> bool:
    return len(key) > 4 and key.endswith(_endings())


@cache
def _endings() -> tuple[str, ...]:
    return tuple(words("names", "starter_endings"))


def _is_name_at_start(tokens: Tokens, i: int) -> bool:
    """Whether a lone capital that opens a sentence is a name, by what follows it."""
    word = tokens.word(i)
    if (len(word) > 1 and word.isupper()) or any(letter.isupper() for letter in word[1:]):
        return True
    key, following = tokens.keys[i], tokens.key(i + 1)
    if following == "," and tokens.glued(i):
        return key.isascii() and not key.endswith(("ed", "s"))
    if following in words("names", "verbs"):
        return not (key.endswith("s") and following in {"were", "have", "are"})
    # Soldiers marched, but Neumann resigned: most common words that open a sentence bare are plural.
    return following.endswith("ed") and len(following) > 4 and not key.endswith(_COMMON_ENDINGS)


def _known(tokens: Tokens, first: int, last: int) -> list[Named]:
    """Acronyms and places of the list inside a run whose capitals say nothing."""
    found: list[Named] = []
    i = first
    while i <= last:
        for j in range(min(last, i + 3), i - 1, -1):
            if _spelt(tokens, i, j) in places():
                found.append((tokens.starts[i], tokens.ends[j], "place"))
                i = j
                break
        i += 1
    return found


def _spelt(tokens: Tokens, first: int, last: int) -> str:
    return _as_listed(tokens.text[tokens.starts[first] : tokens.ends[last]])


def _as_listed(spelt: str) -> str:
    return spelt if spelt.isalpha() else spelt.replace("’", "'").replace("St. ", "St ")


def _is_place(tokens: Tokens, first: int, last: int) -> bool:
    """By the list, by a feature's word in it (River, Street), or by a word such as *near* before it."""
    return _spelt(tokens, first, last) in places() or _is_place_by_words(tokens, first, last)


def _is_place_by_words(tokens: Tokens, first: int, last: int) -> bool:
    if last > first and tokens.keys[last] in words("places", "after"):
        return True
    if last == first + 1 and tokens.keys[first] in words("places", "before"):
        return True
    before = tokens.key(first - 1)
    moving = before in {"from", "to"} and tokens.key(first - 2) in words("places", "moving")
    if not (moving or before in words("places", "cues")) or last - first > 2:
        return False
    institution = any(tokens.keys[k] in words("names", "organisations") for k in range(first, last + 1))
    acronym = tokens.ends[first] - tokens.starts[first] > 1 and tokens.word(first).isupper()
    return not institution and not acronym and not _is_adjective(tokens, last)


def _is_adjective(tokens: Tokens, last: int) -> bool:
    """*in Russian schools*: a capital word before a small one that it describes."""
    return (
        tokens.keys[last].endswith(("an", "ish", "ese", "ic"))
        and tokens.spaced(last)
        and tokens.is_word(last + 1)
    )


def _with_company_stop(tokens: Tokens, last: int) -> int:
    stop = tokens.key(last + 1) == "." and tokens.glued(last) and last + 2 < len(tokens)
    return (
        tokens.ends[last + 1]
        if stop and tokens.keys[last] in {"inc", "co", "ltd", "corp", "jr", "sr"}
        else tokens.ends[last]
    )
