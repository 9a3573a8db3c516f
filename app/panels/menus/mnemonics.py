"""The letter that chooses an entry of an open menu, each once in its menu."""

from __future__ import annotations

from collections.abc import Iterator, Sequence


def letter_of(words: str) -> str:
    """The letter after a single ``&``, in lower case; empty where there is none."""
    at = words.replace("&&", "\0\0").find("&")
    return words[at + 1 : at + 2].lower() if at >= 0 else ""


def plain(words: str) -> str:
    """Words without their mark, as read aloud or listed elsewhere."""
    return words.replace("&&", "\0").replace("&", "").replace("\0", "&").removesuffix("…")


def with_letters(all_words: Sequence[str]) -> list[str]:
    """The words of one menu, each with a letter of its own: the proposed one where it is free.

    Without a proposal it is the first of a word, else any; one given earlier moves to another of its words'
    where that leaves a letter for both (Kuhn 1955). None is left where there are more entries than letters.
    """
    places: list[int] = []
    kept: set[str] = set()
    for words in all_words:
        letter = letter_of(words)
        places.append(words.replace("&&", "\0\0").find("&") if letter and letter not in kept else -1)
        kept.add(letter)
    plain_words = [
        words if at >= 0 else _unmarked(words) for words, at in zip(all_words, places, strict=True)
    ]
    given: dict[str, int] = {}
    for n, at in enumerate(places):
        if at < 0:
            _give(n, plain_words, kept, given, set())
    letters = {n: letter for letter, n in given.items()}
    return [
        words if at >= 0 or n not in letters else _marked(words, letters[n])
        for n, (words, at) in enumerate(zip(plain_words, places, strict=True))
    ]


def _give(n: int, words: Sequence[str], kept: set[str], given: dict[str, int], tried: set[str]) -> bool:
    """Give those words a letter, if need be another's who then takes a different one."""
    for letter in _letters(words[n]):
        if letter in kept or letter in tried:
            continue
        tried.add(letter)
        if letter not in given or _give(given[letter], words, kept, given, tried):
            given[letter] = n
            return True
    return False


def _letters(words: str) -> Iterator[str]:
    """The letters of those words in lower case: first what each word begins with, then the others.

    One after the other as they are asked for: nearly always the first will do, and every start waits for
    the letters of all menus.
    """
    within = False
    inner: list[str] = []
    for letter in words:
        if not letter.isalnum():
            within = False
        elif within:
            inner.append(letter.lower())
        else:
            within = True
            yield letter.lower()
    yield from inner


def _unmarked(words: str) -> str:
    return words.replace("&&", "\0").replace("&", "").replace("\0", "&&")


def _marked(words: str, letter: str) -> str:
    places = [at for at, other in enumerate(words) if other.lower() == letter]
    at = next((at for at in places if at == 0 or not words[at - 1].isalnum()), places[0])
    return f"{words[:at]}&{words[at:]}"
