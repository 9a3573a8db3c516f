"""A copy for somebody else: nothing of what is withheld is in it, and it merges back with nothing lost."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.sharing import copies, sent
from app.sharing.offered import counts, offer
from app.sharing.share import prepare, writing
from app.sharing.withholding import DELETED
from db import blobs, merge, notices, queries
from db.errors import BadBody, KnownError, NotACopy, ProjectReadOnly, Stopped
from db.keeping import finished
from db.project_file import Project
from db.records import SourceId
from db.step import Edit, new_id
from db.words import WITHHELD, Words
from tests.db.conftest import Desk
from tests.db.laptops import SENTENCES, TEXT, Laptop, claim_edits, state_of, tables

SECRET = (b"Minutes of the harbour board, strictly private. " * 40_000)[:1_500_000]
OPEN = b"Public counts: 41,250." * 100
WORDS = {
    "title": "Zsófia Quillfeather’s minutes",
    "name": "Zsófia Quillfeather",
    "contact": "zq@harbour.example",
    "passage": "the tower never had a keeper named Ulv",
    "seen": "never had a keeper",
    "locator": "page nineteen, margin",
    "private": "I believe she is frightened",
    "deleted": "Grimsby Ollerton, deleted in haste",
    "undone": "Undine Vexley, taken back again",
    "put": "Did you sign the Marrowbone memo?",
    "scratch": "half a thought on Tolliver",
}


class Shared:
    """Maren's project with something confidential in each place where it can stand."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.mine = desk.mine
        self.claims = [self.claim(n) for n in range(2)]
        self.secret = self.source(1, WORDS["title"], SECRET, "minutes-quill.pdf", confidential=True)
        self.public = self.source(2, "The counts", OPEN, "counts.txt")
        run = self.mine.run
        person = {"name": Words(WORDS["name"]), "role": Words(""), "contact": Words(WORDS["contact"])}
        run("p", [Edit(self.secret, "person", {**person, "record": "off", "date": Words("")})])
        contact = new_id("contact")
        run(
            "contact",
            [
                Edit(contact, "exists", True),
                Edit(contact, "of", {"source": self.secret}),
                Edit(contact, "put", Words(WORDS["put"])),
            ],
        )
        self.evidence = self.cites(self.claims[0], self.secret, WORDS["passage"])
        self.cites(self.claims[1], self.public, "41,250")
        me = self.mine.me.person
        from db.kinds import sighting_id

        sighting = sighting_id(self.evidence, me)
        run(
            "see",
            [
                Edit(sighting, "of", {"evidence": self.evidence, "person": me}),
                Edit(sighting, "seen", {"passage": Words(WORDS["seen"])}),
            ],
        )
        note = new_id("note")
        run(
            "note",
            [
                Edit(note, "exists", True),
                Edit(note, "of", {"claim": self.claims[0]}),
                Edit(note, "private", Words(WORDS["private"])),
            ],
        )
        gone = self.source(3, WORDS["deleted"], b"", "", confidential=True)
        seen = [txn.hex() for txn in sorted(merge.known_ids(self.mine.project.conn))]
        run("source.delete", [Edit(gone, "exists", {"gone": seen})])
        self.source(4, WORDS["undone"], b"", "", confidential=True)
        self.mine.project.undo()
        self.mine.project.set_scratch("a", WORDS["scratch"])

    def claim(self, n: int) -> str:
        claim = new_id("claim")
        on = (self.desk.draft, TEXT)
        self.mine.run(
            "claim.mark",
            claim_edits(claim, self.desk.article, on, SENTENCES[n], ("MC", n + 1), f"Wording {n}"),
        )
        return claim

    def source(self, n: int, title: str, data: bytes, name: str, *, confidential: bool = False) -> str:
        source = new_id("source")
        edits = [
            Edit(source, "exists", True),
            Edit(source, "number", {"prefix": "S", "n": n}),
            Edit(source, "title", Words(title)),
        ]
        if data:
            file = {"file": {"b": blobs.sha_of(data)}, "name": Words(name), "size": len(data)}
            rest = {"media_type": "text/plain", "at": 1, "origin": Words(""), "modified": None}
            edits.append(Edit(source, "file", {**file, **rest}))
        if confidential:
            edits.append(Edit(source, "confidential", True))
        self.mine.run("source.add", edits, pieces=[data] if data else [])
        return source

    def cites(self, claim: str, source: str, passage: str) -> str:
        evidence = new_id("evidence")
        self.mine.run(
            "cite",
            [
                Edit(evidence, "exists", True),
                Edit(evidence, "of", {"claim": claim, "source": source}),
                Edit(evidence, "passage", Words(passage)),
                Edit(evidence, "locator", Words(WORDS["locator"] if source == self.secret else "row 12")),
            ],
        )
        return evidence

    def share(self, name: str = "shared", of: Laptop | None = None, **how: object) -> Path:
        laptop = of or self.mine
        path = self.desk.folder / f"{name}-{len(list(self.desk.folder.iterdir()))}.tickmark"
        with state_of(laptop.state):
            prepared = prepare(laptop.project, **how)  # pyright: ignore[reportArgumentType]
            finished(writing(laptop.project, prepared, path))
        return path

    def opened(self, path: Path, name: str) -> Laptop:
        laptop = Laptop(path, self.desk.folder / name, name)
        self.desk.all.append(laptop)
        return laptop


@pytest.fixture
def shared(tmp_path: Path) -> Iterator[Shared]:
    """What Maren has; whatever is open is closed at the end."""
    desk = Desk(tmp_path / "desk")
    yield Shared(desk)
    for laptop in desk.all:
        laptop.close()


def _spellings(words: str) -> list[bytes]:
    return [words.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be")]


def test_nothing_of_what_is_withheld_is_in_the_file_and_all_else_is(shared: Shared) -> None:
    path = shared.share()
    data = path.read_bytes()
    for name, words in WORDS.items():
        assert not any(spelling in data for spelling in _spellings(words)), name
        assert not any(spelling in data for spelling in _spellings(words.split()[-1])), name
    assert b"minutes-quill" not in data
    assert SECRET[:64] not in data
    assert len(data) < len(SECRET)
    assert OPEN in data.replace(b"\0", b"") or OPEN[:64] in data
    with closing(sqlite3.connect(path)) as conn:
        for table in ("arrival", "scratch", "set_aside"):
            assert conn.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
        assert conn.execute("PRAGMA freelist_count").fetchone() == (0,)
        assert conn.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert notices.withheld(conn) == {blobs.sha_of(SECRET)}
    assert not list(shared.desk.folder.glob("*.part"))
    theirs = shared.opened(path, "Idris Vale").project
    assert theirs.fingerprint == shared.mine.project.fingerprint
    assert theirs.verify() == []
    titles = {source.number: source.title for source in queries.sources(theirs.conn)}
    assert titles == {"S1": WITHHELD, "S2": "The counts"}
    assert {one.passage for one in queries.evidence(theirs.conn)} == {WITHHELD, "41,250"}


def test_what_is_released_by_name_goes_and_what_is_asked_for_stays(shared: Shared) -> None:
    released = shared.opened(shared.share(released=["s1"]), "Rhea").project
    assert queries.sources(released.conn)[0].title == WORDS["title"]
    assert released.blob(blobs.sha_of(SECRET)) == SECRET
    assert WORDS["private"].encode() not in released.path.read_bytes()
    without = shared.opened(shared.share(without=["MC2", "S2"]), "Theo").project
    data = without.path.read_bytes()
    assert b"Wording 0" in data
    for words in (b"Wording 1", b"The counts", b"counts.txt", OPEN[:64], b"41,250"):
        assert words not in data
    assert without.verify() == []
    me = shared.share(without=[shared.mine.me.name]).read_bytes()
    assert b"Wording" not in me
    assert b"Ferry sinks" in me
    for name in ("S9", "Nobody"):
        with pytest.raises(KnownError):
            shared.share(without=[name])
        with pytest.raises(KnownError):
            shared.share(released=[name])


def test_what_goes_and_tells_of_what_stays_is_told_with_where(shared: Shared) -> None:
    edits = [Edit(shared.claims[1], "wording", Words("Quillfeather says the opposite"))]
    shared.mine.run("claim.wording", edits)
    prepared = prepare(shared.mine.project)
    assert [(m.number, m.where) for m in prepared.mentions] == [("S1", "claim MC2, the wording")]
    assert [(item.name, item.released) for item in prepared.items] == [("S1", False)]
    assert prepare(shared.mine.project, released=["S1"]).mentions == ()


def test_a_copy_merges_back_with_nothing_lost_and_nothing_given_away(shared: Shared) -> None:
    mine, theirs = shared.mine, shared.opened(shared.share(), "Idris Vale")
    theirs.run("w", [Edit(shared.claims[0], "wording", Words("Theirs"))])
    theirs.run("t", [Edit(shared.secret, "licence", Words("Hers to say"))])
    mine.run("w", [Edit(shared.claims[1], "wording", Words("Mine"))])
    before = set(mine.project.conn.execute("SELECT hash, salt, data FROM value"))
    mine.merge(theirs)
    after = set(mine.project.conn.execute("SELECT hash, salt, data FROM value"))
    assert before <= after
    assert mine.project.blob(blobs.sha_of(SECRET)) == SECRET
    back = shared.opened(shared.share(), "courier")
    theirs.merge(back)
    assert theirs.project.fingerprint == mine.project.fingerprint
    assert theirs.project.blob(blobs.sha_of(SECRET)) is None
    theirs.close()
    assert not any(s in theirs.path.read_bytes() for s in _spellings(WORDS["title"]))
    # A third copy, which has the words, brings them in: all but what is private.
    whole = shared.opened(shared.share(released=["S1"]), "third")
    theirs.merge(whole)
    assert theirs.project.blob(blobs.sha_of(SECRET)) == SECRET
    assert theirs.project.verify() == mine.project.verify() == []
    assert queries.sources(theirs.project.conn)[0].title == WORDS["title"]
    # From a copy it is handed on, and to one that never had it.
    again = shared.opened(shared.share(of=theirs), "again")
    assert again.project.verify() == []
    assert again.project.blob(blobs.sha_of(SECRET)) is None


def test_withheld_bytes_stay_withheld_over_a_chain_of_copies(shared: Shared) -> None:
    third = shared.desk.colleague("Mika Cole")
    third.close()
    late = shared.source(7, "A late secret", SECRET[:5000], "late.pdf", confidential=True)
    theirs = shared.opened(shared.share(), "Idris Vale")
    third.merge(theirs)
    assert third.project.verify() == []
    assert notices.still_withheld(third.project.conn) == {blobs.sha_of(SECRET[:5000])}
    last = shared.opened(shared.share(of=third), "last")
    last.run("t", [Edit(late, "licence", Words("x"))])
    assert last.project.verify() == []
    shared.mine.merge(last)
    assert shared.mine.project.blob(blobs.sha_of(SECRET[:5000])) == SECRET[:5000]


def test_bytes_that_are_missing_and_not_said_to_be_withheld_are_an_error(shared: Shared) -> None:
    path = shared.share()
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("DELETE FROM meta WHERE key = 'withheld'")
        conn.commit()
    with pytest.raises(BadBody, match="missing"):
        shared.opened(path, "Idris Vale").project  # noqa: B018


def test_a_package_holds_only_what_is_new_and_merges_like_a_project(shared: Shared) -> None:
    mine = shared.mine
    with pytest.raises(KnownError, match="whole copy first"):
        shared.share(to="Idris", changes=True)
    theirs = shared.opened(shared.share(to="Idris"), "Idris Vale")
    stranger = shared.desk.colleague("Too old")
    with pytest.raises(KnownError, match="everything already"):
        shared.share(to="Idris", changes=True)
    mine.run("w", [Edit(shared.claims[1], "wording", Words("Newer"))])
    new = shared.claim(3)
    first = shared.share(to="Idris", changes=True)
    assert first.stat().st_size < 150_000
    assert OPEN[:64] not in first.read_bytes()
    with pytest.raises(NotACopy, match="changes since"):
        shared.opened(first, "nobody").project  # noqa: B018
    mine.run("w", [Edit(new, "wording", Words("Newest"))])
    second = shared.share(to="Idris", changes=True)
    with state_of(theirs.state):
        with pytest.raises(NotACopy, match="lacks"):
            theirs.project.merge(second)
        # Named in any order, as from a folder, each comes after what it builds on.
        both = [second, first]
        assert [report.transactions for report in theirs.project.preview(both)] == [1, 2]
        read = finished(copies.reading(both, theirs.project))
        assert [report.transactions for report in theirs.project.preview(both, read)] == [1, 2]
        with pytest.raises(NotACopy, match="lacks"):
            finished(copies.reading([second], theirs.project))
        with pytest.raises(NotACopy, match="lacks"):
            theirs.project.merge_all([second, second])
        assert theirs.project.merge(first)[1].transactions == 2
        assert theirs.project.merge(second)[1].transactions == 1
        assert theirs.project.merge(first)[1].transactions == 0
    assert theirs.project.fingerprint == mine.project.fingerprint
    assert theirs.project.verify() == []
    assert tables(theirs.project)["claim"] == tables(mine.project)["claim"]
    late = shared.share(to="Idris", changes=True, released=["S1"])
    with state_of(theirs.state):
        theirs.project.merge(late)
    assert theirs.project.blob(blobs.sha_of(SECRET)) == SECRET
    with state_of(mine.state):
        assert [one.name for one in sent.receivers(mine.project)] == ["Idris"]
    with state_of(stranger.state):
        stranger.project.merge(shared.share())
        assert stranger.project.merge(second)[1].transactions == 0


def test_a_package_leaves_out_what_whoever_gets_it_made(shared: Shared) -> None:
    mine = shared.mine
    theirs = shared.opened(shared.share(to="Idris Vale"), "Idris Vale")
    theirs.run("w", [Edit(shared.claims[0], "wording", Words("Of Idris"))])
    mine.project.merge(theirs.path)
    with pytest.raises(KnownError, match="everything already"):
        shared.share(to="Idris Vale", changes=True)
    mine.run("w", [Edit(shared.claims[0], "wording", Words("Built on it"))])
    package = shared.share(to="Idris Vale", changes=True)
    assert b"Of Idris" not in package.read_bytes()
    with state_of(theirs.state):
        assert theirs.project.merge(package)[1].transactions == 1
    assert theirs.project.fingerprint == mine.project.fingerprint
    # Of two people of one name nobody knows which is meant: all of it goes.
    other = Laptop(shared.share(), shared.desk.folder / "other", "Idris Vale")
    shared.desk.all.append(other)
    other.run("w", [Edit(shared.claims[1], "wording", Words("Of the other"))])
    mine.project.merge(other.path)
    with state_of(mine.state):
        whole = prepare(mine.project, to="Idris Vale", changes=True)
    assert whole.transactions == 4


def test_a_copy_for_reading_opens_and_cannot_be_changed(shared: Shared) -> None:
    editor = shared.opened(shared.share(reading=True), "Edda")
    assert len(queries.claims(editor.project.conn)) == 2
    assert not editor.project.writable
    with pytest.raises(ProjectReadOnly, match="for reading"):
        editor.run("w", [Edit(shared.claims[1], "wording", Words("No"))])
    editor.close()
    assert len(queries.claims(editor.project.conn)) == 2


def test_the_files_of_deleted_sources_can_be_left_out_and_no_others_with_them(shared: Shared) -> None:
    spare, twice = b"A scan that was added by mistake. " * 300, b"The same bytes in two sources. " * 300
    gone = [shared.source(n, f"Spare {n}", data, "scan.txt") for n, data in ((5, spare), (6, twice))]
    shared.source(7, "Kept", twice, "kept.txt")
    for source in gone:
        seen = [txn.hex() for txn in sorted(merge.known_ids(shared.mine.project.conn))]
        shared.mine.run("source.delete", [Edit(source, "exists", {"gone": seen})])
    with state_of(shared.mine.state):
        offered = offer(shared.mine.project)
        prepared = prepare(shared.mine.project, without=[DELETED])
        size = counts(shared.mine.project, prepared).size
    assert (offered.deleted, offered.deleted_bytes) == (2, len(spare) + len(twice))
    assert [(one.name, one.kind) for one in offered.nameable] == [
        ("S2", "source"),
        ("S7", "source"),
        ("MC1", "claim"),
        ("MC2", "claim"),
    ]
    assert offered.notes == 1
    assert spare[:40] in shared.share().read_bytes()
    path = shared.share(without=[DELETED])
    data = path.read_bytes()
    assert spare[:40] not in data
    assert twice[:40] in data
    assert b"Spare 5" in data
    assert 0.5 < size / path.stat().st_size < 1.5
    without = shared.opened(path, "Theo").project
    assert without.verify() == []


def test_a_share_stopped_or_refused_leaves_nothing(shared: Shared, tmp_path: Path) -> None:
    out = tmp_path / "out.tickmark"
    project = shared.mine.project
    for stop_after in range(3):
        parts = writing(project, prepare(project, released=["S1"]), out)
        with pytest.raises(Stopped):
            finished(parts, cancelled=iter([False] * stop_after + [True]).__next__)
        assert not list(tmp_path.glob("out*"))
    with pytest.raises(KnownError, match="No copy could be written"):
        finished(writing(project, prepare(project), tmp_path / "nowhere" / "out.tickmark"))
    out.write_text("mine")
    with pytest.raises(KnownError, match="already"):
        finished(writing(project, prepare(project), out))
    assert out.read_text() == "mine"
    with pytest.raises(KnownError, match="itself"):
        finished(writing(project, prepare(project), project.path, replace=True))
    finished(writing(project, prepare(project), out, replace=True))
    assert out.read_bytes().startswith(b"SQLite")


_KILLED = """
import os, signal, sys
from pathlib import Path
from app.sharing.share import prepare, writing
from db.place import identity
from db.project_file import Project
with Project.open(Path(sys.argv[1]), identity("Maren Colby")) as project:
    for n, _ in enumerate(writing(project, prepare(project, released=["S1"]), Path(sys.argv[2]))):
        if n == int(sys.argv[3]):
            os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system cannot kill so")
def test_a_share_that_is_killed_leaves_no_file_of_that_name_and_the_project_whole(
    shared: Shared, tmp_path: Path
) -> None:
    fingerprint = shared.mine.project.fingerprint
    shared.mine.close()
    env = {**os.environ, "TICKMARK_STATE_DIR": str(shared.mine.state)}
    for at in range(3):
        out = tmp_path / f"killed-{at}.tickmark"
        words = [sys.executable, "-c", _KILLED, str(shared.mine.path), str(out), str(at)]
        assert subprocess.run(words, env=env, timeout=60).returncode == -signal.SIGKILL
        assert not out.exists()
    assert len(list(tmp_path.glob("killed-*.part"))) <= 1
    assert shared.mine.project.fingerprint == fingerprint
    assert not list(tmp_path.glob("*.part"))
    assert shared.mine.project.verify() == []


class _Copies:
    """An owner and receivers, and whatever they do to each other."""

    def __init__(self, folder: Path) -> None:
        self.shared = Shared(Desk(folder))
        self.receivers = [self.shared.opened(self.shared.share(), name) for name in ("Idris", "Mika")]
        self.all = [self.shared.mine, *self.receivers]
        self.words = dict(_words(self.shared.mine.project))

    def do(self, what: str, who: int, other: int, n: int) -> None:
        laptop, from_ = self.all[who], self.all[other]
        if what == "edit":
            field = ("title", "licence", "note")[n % 3]
            laptop.run("e", [Edit(self.shared.secret, field, Words(f"edit {n} of {who}"))])
        elif what == "word":
            laptop.run("e", [Edit(self.shared.claims[n % 2], "wording", Words(f"word {n} of {who}"))])
        elif what == "undo":
            with_steps = laptop.project.stacks.undo
            if with_steps:
                laptop.project.undo(force=True)
        elif what == "secret":
            laptop.run("e", [Edit(SourceId(self.shared.secret), "confidential", True)])
        elif who != other:
            path = self.shared.share(of=from_)
            with state_of(laptop.state):
                laptop.project.merge(path)

    def close(self) -> None:
        for laptop in self.shared.desk.all:
            laptop.close()


def _words(project: Project) -> Iterator[tuple[bytes, str]]:
    yield from project.conn.execute("SELECT hash, data FROM value WHERE data IS NOT NULL").fetchall()


_ACTS = st.tuples(
    st.sampled_from(["edit", "word", "undo", "secret", "merge", "merge"]),
    st.integers(0, 2),
    st.integers(0, 2),
    st.integers(0, 5),
)


@settings(max_examples=6, suppress_health_check=[HealthCheck.too_slow])
@given(acts=st.lists(_ACTS, max_size=12))
def test_whatever_is_done_to_copies_none_loses_words_and_none_gets_what_is_withheld(
    tmp_path_factory: pytest.TempPathFactory, acts: list[tuple[str, int, int, int]]
) -> None:
    copies = _Copies(tmp_path_factory.mktemp("copies"))
    try:
        copies.all[0].run("e", [Edit(copies.shared.secret, "confidential", True)])
        had = [dict(_words(laptop.project)) for laptop in copies.all]
        for what, who, other, n in acts:
            if what == "undo" and who == 0:
                continue
            copies.do(what, who, other, n)
            for before, laptop in zip(had, copies.all, strict=True):
                now = dict(_words(laptop.project))
                assert before.items() <= now.items()
                before.update(now)
        for who, other in ((0, 1), (0, 2), (1, 0), (2, 0)):
            copies.do("merge", who, other, 0)
        assert len({laptop.project.fingerprint for laptop in copies.all}) == 1
        for laptop in copies.all:
            assert laptop.project.verify() == []
        assert copies.words.items() <= dict(_words(copies.all[0].project)).items()
        for receiver in copies.receivers:
            data = receiver.project.path.read_bytes()
            assert SECRET[:64] not in data
            assert not any(spelling in data for words in WORDS.values() for spelling in _spellings(words))
    finally:
        copies.close()
