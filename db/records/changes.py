"""What was changed: by one commit, over time, and apart in two copies."""

from __future__ import annotations

from db.records.frozen import record


@record
class Changes:
    """What a commit touched, for views to refresh; ``everything`` after a merge or a rebuild.

    ``sentences`` are those of ``ledgers`` that were set anew, each by its draft and number;
    ``texts`` are those whose facts were drawn anew as a whole; ``facts`` single ones; ``past_erasure`` where
    an undo passed over an erasure, which cannot be undone.
    """

    revision: int
    label: str = ""
    kind: str = "edit"
    project: bool = False
    articles: frozenset[str] = frozenset()
    claims: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    ledgers: frozenset[str] = frozenset()
    sentences: frozenset[tuple[str, int]] = frozenset()
    texts: frozenset[str] = frozenset()
    facts: frozenset[str] = frozenset()
    fixes: frozenset[str] = frozenset()
    queries: frozenset[str] = frozenset()
    focus: str = ""
    everything: bool = False
    past_erasure: bool = False

    @property
    def leads_to(self) -> str:
        """Where the change should be gone to: what it names, else the one claim it touched; else blank."""
        if not self.focus and len(self.claims) == 1:
            return next(iter(self.claims))
        return self.focus


@record
class HistoryRecord:
    """One change by one person; ``label`` is a code, with ``undo:`` or ``redo:`` before it for those."""

    group: str
    revision: int
    at: int
    person_name: str
    label: str
    undone: bool
    arrived: bool
    entities: tuple[str, ...]


@record
class FieldChange:
    """One value that a field was given: ``before`` and ``after`` as a conflict's versions spell them.

    ``txn`` is the change that first wrote the value ``after``, by which it can be restored, blank where
    nothing was left, and ``before_txn`` the one that first wrote ``before``; ``undo`` where it came back
    through an undo; ``stands`` where it is shown now; ``before_gone`` and ``after_gone`` name the erasure by
    which words of it are gone.
    """

    entity: str
    field: str
    txn: str
    at: int
    person_name: str
    undo: bool
    before: str
    after: str
    stands: bool
    before_txn: str = ""
    before_gone: str = ""
    after_gone: str = ""


@record
class ChronicleStep:
    """One intention of one person; ``label`` is a code, with ``undo:`` or ``redo:`` before it for those.

    ``undone`` where an undo of it is in force; ``merge`` names the merge that brought it, blank for none;
    ``entities`` the first of what it was about.
    """

    group: str
    at: int
    person: str
    person_name: str
    label: str
    undone: bool
    merge: str
    entities: tuple[str, ...]


@record
class ChroniclePage:
    """Some steps, newest first; ``last`` is where the next page begins, None where there is none."""

    steps: tuple[ChronicleStep, ...]
    last: tuple[int, int, int] | None


@record
class FieldEdit:
    """One value that somebody wrote, as a conflict's versions spell them."""

    entity: str
    field: str
    value: str
    person_name: str
    at: int


@record
class Version:
    """One side of a conflict; ``txn`` is the change that wrote it, of several new drafts the draft.

    ``person`` stands for all persons of the human who wrote it, blank where that is nobody known.
    ``edits`` are what keeps something deleted (``kept``): edits that whoever deleted it had not seen.
    """

    value: str
    person_name: str
    at: int
    txn: str
    edits: tuple[FieldEdit, ...] = ()
    person: str = ""


@record
class ConflictRecord:
    """One thing edited apart in two copies; every version is kept until someone decides."""

    entity: str
    claim: str
    field: str
    versions: tuple[Version, ...]
