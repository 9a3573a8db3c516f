"""What waits for a decision, as it is shown."""

from __future__ import annotations

from enum import StrEnum

from db.records import record


class About(StrEnum):
    """What two people did apart: edited it, one deleted what the other edited, drafts, ratings, claims on the
    same words; and what one erased for good that another has still."""

    APART = "apart"
    GONE = "gone"
    DRAFTS = "drafts"
    DIFFER = "differ"
    TWICE = "twice"
    ERASED = "erased"


@record
class Side:
    """One person's version.

    ``key`` names it for whoever shows it; ``words`` are what it says, ``text`` the part of it that can be
    compared word by word, blank for none; ``sign`` and ``tone`` show a rating; ``edits`` are what
    it keeps, of something that another deleted (``keeps``). ``person`` is the id of who wrote it.
    """

    key: str
    name: str
    at: int
    words: str
    text: str = ""
    sign: str = ""
    tone: str = ""
    edits: tuple[str, ...] = ()
    keeps: bool = False
    person: str = ""


@record
class Undecided:
    """One thing to decide.

    ``title`` says what it is about and ``what`` which part of it; ``began`` is what all sides began from,
    None where that is nothing; ``both`` and ``write`` say whether both can be kept and other words written;
    ``refusal`` why this person cannot decide; ``ratings`` that others than those given can be chosen.
    """

    key: str
    about: About
    title: str
    what: str
    sides: tuple[Side, ...]
    began: Side | None = None
    claim: str = ""
    both: bool = False
    write: bool = False
    refusal: str = ""
    ratings: bool = False
