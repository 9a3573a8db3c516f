"""The letter that chooses an entry of an open menu, each once in its menu."""

from __future__ import annotations

from collections.abc import Sequence


def letter_of(words: str) -> str:
    """The letter after a single ``&``, in lower case; empty where there is none."""
    at = words.replace("&&", "\0\0").find("&")
    return words[at + 1 : at + 2].lower() if at >= 0 else ""


def plain(words: str) -> str:
    """Words without their mark, as read aloud or listed elsewhere."""
    return words.replace("&&", "\0").replace("&", "").replace("\0", "&").removesuffix("…")


def with_letters(all_words: Sequence[str]) -> list[str]:
    """The words of one menu, each with a letter of its own: the proposed one where it is free.

    Without a proposal it is the first of a word, else any; none is left where all are taken.
    """
    taken: set[str] = set()
    proposed: list[bool] = []
    for words in all_words:
        letter = letter_of(words)
        proposed.append(bool(letter) and letter not in taken)
        taken.add(letter)
    marked: list[str] = []
    for words, keep in zip(all_words, proposed, strict=True):
        marked.append(words if keep else _marked(_unmarked(words), taken))
    return marked


def _unmarked(words: str) -> str:
    return words.replace("&&", "\0").replace("&", "").replace("\0", "&&")


def _marked(words: str, taken: set[str]) -> str:
    starts = [at for at in range(len(words)) if at == 0 or not words[at - 1].isalnum()]
    for at in (*starts, *range(len(words))):
        letter = words[at].lower()
        if letter.isalnum() and letter not in taken:
            taken.add(letter)
            return f"{words[:at]}&{words[at:]}"
    return words
