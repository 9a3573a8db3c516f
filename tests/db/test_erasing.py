"""Words and files that are erased are gone from the file for good; elsewhere that is a proposal."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import pytest

from db import blobs, erasing, merge, queries
from db.body import Body, Op, encode
from db.errors import BadBody, KnownError, NothingToUndo, Stopped
from db.keeping import finished
from db.sealing import Password
from db.sharing import Without, plan, writing
from db.step import Edit, Step, new_id
from db.words import ERASED, Words
from tests.db.conftest import Desk
from tests.db.laptops import FACTS, LAYOUT, RAW, SENTENCES, TEXT, Laptop, claim_edits, state_of, tables

SECRET, WORSE = "Gunilla Holmqvist-Sandberg", "of 14 Larkspur Mews"
REASON = "Erased on her demand"


def marked(desk: Desk, laptop: Laptop | None = None) -> str:
    """A claim whose wording was written twice, both times with what must go."""
    claim = new_id("claim")
    edits = claim_edits(claim, desk.article, (desk.draft, TEXT), SENTENCES[0], ("MC", 1), f"{SECRET} said so")
    (laptop or desk.mine).run("claim.mark", edits)
    (laptop or desk.mine).run("claim.wording", [Edit(claim, "wording", Words(f"She, {WORSE}, said so"))])
    return claim


def wordings(laptop: Laptop, claim: str) -> list[str]:
    """The hashes of all wordings a claim ever had."""
    conn = laptop.project.conn
    spoken = {bytes(key).hex() for (key,) in conn.execute("SELECT hash FROM value")}
    places = erasing.places_of(conn, spoken)
    return sorted(key for key, where in places.items() if (claim, "wording") in where)


def erase(laptop: Laptop, words: Iterable[str] = (), files: Iterable[str] = ()) -> str:
    """Erase on that laptop; the erasure's id."""
    words, files, erasure = sorted(words), sorted(files), new_id("erasure")
    edits = (
        Edit(erasure, "exists", True),
        Edit(erasure, "of", {"words": words, "files": files}),
        Edit(erasure, "reason", Words(REASON)),
    )
    gone = (*words, *files)
    with state_of(laptop.state):
        laptop.project.run(Step("erase", edits, laptop.project.revision, focus=erasure, gone=gone))
    return erasure


def answer(laptop: Laptop, erasure: str, *, accepted: bool) -> None:
    new = new_id("answer")
    edits = (Edit(new, "exists", True), Edit(new, "of", {"erasure": erasure, "accepted": accepted}))
    words, files = erasing.named_by(laptop.project.conn, erasure)
    gone = (*words, *files) if accepted else ()
    label = "erasure.accept" if accepted else "erasure.decline"
    with state_of(laptop.state):
        laptop.project.run(Step(label, edits, laptop.project.revision, focus=erasure, gone=gone))


def wording(laptop: Laptop) -> str:
    (claim,) = queries.claims(laptop.project.conn)
    return claim.wording


def state(laptop: Laptop) -> str:
    (known,) = erasing.erasures(laptop.project.conn)
    return known.state


def holds(path: Path, *said: str) -> list[str]:
    """Which of these stand anywhere in the bytes of a file, or of those beside it under its name."""
    data = b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*") if file.is_file())
    encodings = ("utf-8", "utf-16-le", "utf-16-be")
    return [words for words in said if any(words.encode(encoding) in data for encoding in encodings)]


def test_erased_words_are_nowhere_in_the_file_and_all_else_is_as_it_was(desk: Desk) -> None:
    claim = marked(desk)
    project = desk.mine.project
    with state_of(desk.mine.state):
        project.set_scratch(f"{claim}/wording", f"She, {WORSE}, said")
        project.set_scratch("note:other", "kept")
    # What was drawn and drawn over lies in free pages.
    project.conn.execute("PRAGMA secure_delete = OFF").fetchall()
    for n in range(40):
        desk.mine.run("claim.wording", [Edit(claim, "wording", Words(f"{SECRET} {n} " * 60))])
        project.undo()
    assert holds(desk.mine.path, SECRET, WORSE) == [SECRET, WORSE]
    others = {txn for (txn,) in project.conn.execute("SELECT id FROM txn")}
    erasure = erase(desk.mine, wordings(desk.mine, claim))
    assert holds(desk.mine.path, SECRET, WORSE) == []
    assert list(desk.folder.glob("mine.tickmark?*")) == []
    assert wording(desk.mine) == ERASED
    assert others < {txn for (txn,) in project.conn.execute("SELECT id FROM txn")}
    assert queries.scratch(project.conn) == {"note:other": "kept"}
    assert project.verify() == []
    known = erasing.why_gone(project.conn, wordings(desk.mine, claim)[0])
    assert known is not None
    assert (known.id, known.reason, known.person_name) == (erasure, REASON, "Maren Colby")
    before = tables(project)
    desk.mine.close()
    assert tables(desk.mine.project) == before


def test_an_erasure_cannot_be_undone_and_what_was_before_it_can(desk: Desk) -> None:
    claim = marked(desk)
    erase(desk.mine, wordings(desk.mine, claim))
    desk.mine.project.undo()
    assert wording(desk.mine) == ERASED
    desk.mine.project.redo()
    assert len(erasing.erasures(desk.mine.project.conn)) == 1
    desk.mine.close()
    for _ in range(3):
        desk.mine.project.undo()
    with pytest.raises(NothingToUndo):
        desk.mine.project.undo()
    assert state(desk.mine) == "done"


def test_a_text_and_a_file_that_were_erased_are_nowhere_and_cannot_be_added_again(desk: Desk) -> None:
    claim = marked(desk)
    sha = blobs.sha_of(RAW)
    erase(desk.mine, files=[sha])
    project = desk.mine.project
    assert holds(desk.mine.path, "It sank twice!") == []
    assert queries.article_text(project.conn, f"text:{sha}").text == ""
    assert [c.quote for c in queries.claims(project.conn)] == [TEXT[:28]]
    assert queries.claims(project.conn)[0].id == claim
    assert project.verify() == []
    assert project.blob(sha) is None
    path = desk.folder / "again.txt"
    path.write_bytes(RAW)
    with pytest.raises(KnownError, match="erased from the project for good"):
        project.keep(path)
    with pytest.raises(KnownError, match="erased from the project for good"):
        project.run(Step("article.add", (Edit(claim, "wording", Words("x")),), project.revision, (RAW,)))
    assert blobs.has(project.conn, blobs.sha_of(LAYOUT))
    assert blobs.has(project.conn, blobs.sha_of(FACTS))


def test_an_older_copy_never_brings_erased_words_or_files_back(desk: Desk) -> None:
    claim = marked(desk)
    older = desk.colleague()
    older.run("claim.wording", [Edit(claim, "wording", Words("Somebody said so"))])
    erase(desk.mine, wordings(desk.mine, claim), [blobs.sha_of(RAW)])
    for _ in range(2):
        desk.mine.merge(older)
        assert holds(desk.mine.path, SECRET, WORSE, "It sank twice!") == []
        assert desk.mine.project.verify() == []
    assert {v.value for c in queries.conflicts(desk.mine.project.conn) for v in c.versions} == set()
    assert wording(desk.mine) == "Somebody said so"


def test_what_a_colleague_took_back_to_erased_words_does_not_bring_them(desk: Desk) -> None:
    claim = marked(desk)
    older = desk.colleague()
    older.run("claim.wording", [Edit(claim, "wording", Words("Somebody said so"))])
    # Their newest step speaks of the words once more, and their file has them.
    older.project.undo()
    erase(desk.mine, wordings(desk.mine, claim))
    desk.mine.merge(older)
    assert wording(desk.mine) == ERASED
    assert holds(desk.mine.path, SECRET, WORSE) == []
    assert desk.mine.project.verify() == []


def test_elsewhere_an_erasure_is_a_proposal_until_it_is_accepted(desk: Desk) -> None:
    claim = marked(desk)
    colleague, third = desk.colleague(), desk.colleague("Mika Cole")
    erasure = erase(desk.mine, wordings(desk.mine, claim), [blobs.sha_of(RAW)])
    colleague.merge(desk.mine)
    (known,) = erasing.erasures(colleague.project.conn)
    assert (known.state, len(known.words), known.files) == ("proposed", 2, (blobs.sha_of(RAW),))
    assert "Larkspur" in wording(colleague)
    colleague.close()
    assert "Larkspur" in wording(colleague)
    answer(colleague, erasure, accepted=True)
    assert (state(colleague), wording(colleague)) == ("done", ERASED)
    assert holds(colleague.path, SECRET, WORSE, "It sank twice!") == []
    # Somebody who merges both has accepted nothing yet.
    third.merge(colleague)
    third.merge(desk.mine)
    assert (state(third), "Larkspur" in wording(third)) == ("proposed", True)
    (known,) = erasing.erasures(third.project.conn)
    assert [(a.person_name, a.accepted, a.here) for a in known.answers] == [("Idris Vale", True, False)]
    assert third.project.fingerprint == colleague.project.fingerprint


def test_what_was_declined_stays_is_asked_no_more_and_can_be_accepted_later(desk: Desk) -> None:
    claim = marked(desk)
    colleague = desk.colleague()
    erasure = erase(desk.mine, wordings(desk.mine, claim))
    colleague.merge(desk.mine)
    answer(colleague, erasure, accepted=False)
    assert (state(colleague), "Larkspur" in wording(colleague)) == ("declined", True)
    colleague.project.undo()
    assert state(colleague) == "proposed"
    colleague.project.redo()
    colleague.merge(desk.mine)
    assert state(colleague) == "declined"
    # It stays erased where it was, and nobody else's answer counts here.
    desk.mine.merge(colleague)
    assert wording(desk.mine) == ERASED
    assert holds(desk.mine.path, SECRET) == []
    answer(colleague, erasure, accepted=True)
    assert holds(colleague.path, SECRET, WORSE) == []
    assert colleague.project.verify() == []


def test_what_somebody_declined_elsewhere_is_still_asked_here(desk: Desk) -> None:
    claim = marked(desk)
    colleague, third = desk.colleague(), desk.colleague("Mika Cole")
    erasure = erase(desk.mine, wordings(desk.mine, claim))
    colleague.merge(desk.mine)
    answer(colleague, erasure, accepted=False)
    third.merge(colleague)
    assert (state(third), "Larkspur" in wording(third)) == ("proposed", True)


def test_words_that_came_without_stay_away_until_the_erasure_is_declined(desk: Desk) -> None:
    empty, claim = desk.colleague(), marked(desk)
    older = desk.colleague("Mika Cole")
    erasure = erase(desk.mine, wordings(desk.mine, claim))
    empty.merge(desk.mine)
    empty.merge(older)
    assert (wording(empty), state(empty)) == (ERASED, "done")
    new = new_id("answer")
    edits = [Edit(new, "exists", True), Edit(new, "of", {"erasure": erasure, "accepted": False})]
    empty.run("erasure.decline", edits)
    empty.merge(older)
    assert "Larkspur" in wording(empty)
    assert empty.project.verify() == []


def test_a_forged_acceptance_erases_nothing(desk: Desk) -> None:
    """A copy says that I accepted, in my name: my words stay until I do so here."""
    claim = marked(desk)
    clone = desk.clone()
    colleague = desk.colleague()
    erasure = erase(colleague, wordings(colleague, claim))
    clone.merge(colleague)
    answer(clone, erasure, accepted=True)
    desk.mine.merge(clone)
    assert (state(desk.mine), "Larkspur" in wording(desk.mine)) == ("proposed", True)


@pytest.mark.parametrize(
    "of",
    [
        {"words": [], "files": []},
        {"words": ["b" * 64, "a" * 64], "files": []},
        {"words": ["a" * 64, "a" * 64], "files": []},
        {"words": ["a" * 63], "files": []},
        {"words": [], "files": [f"text:{'a' * 64}"]},
        {"words": "a" * 64, "files": []},
        {"words": ["a" * 64]},
        {"words": [format(n, "064x") for n in range(20_001)], "files": []},
    ],
)
def test_an_erasure_of_another_shape_is_no_change(of: object) -> None:
    op = Op(new_id("erasure"), "of", of)  # type: ignore[arg-type]
    body = Body("0" * 32, new_id("person"), (1, 0), "erase", "1" * 32, 0, 1, None, (op,))
    with pytest.raises(BadBody):
        encode(body)


def test_a_merge_that_brought_an_erasure_can_be_set_aside_and_what_is_gone_stays_gone(desk: Desk) -> None:
    claim = marked(desk)
    older, colleague = desk.colleague("Mika Cole"), desk.colleague()
    erasure = erase(colleague, wordings(colleague, claim))
    desk.mine.merge(colleague)
    project = desk.mine.project
    (merged,) = project.merges
    before = tables(project)
    project.set_aside(merged.id)
    assert erasing.erasures(project.conn) == []
    assert "Larkspur" in wording(desk.mine)
    project.bring_back(merged.id)
    assert tables(project) == before
    answer(desk.mine, erasure, accepted=True)
    project.set_aside(merged.id)
    desk.mine.merge(older)
    assert wording(desk.mine) == ERASED
    assert holds(desk.mine.path, SECRET, WORSE) == []
    assert project.verify() == []
    project.bring_back(merged.id)
    assert (state(desk.mine), project.verify()) == ("done", [])


def test_a_copy_made_after_an_erasure_never_carries_the_words(desk: Desk) -> None:
    claim = marked(desk)
    erase(desk.mine, wordings(desk.mine, claim), [blobs.sha_of(RAW)])
    out = desk.folder / "shared" / "copy.tickmark"
    out.parent.mkdir()
    with state_of(desk.mine.state):
        finished(writing(desk.mine.project.conn, plan(desk.mine.project.conn, Without()), out))
    assert holds(out, SECRET, WORSE, "It sank twice!") == []
    reader = Laptop(out, desk.folder / "reader", "Ed Itor")
    assert (wording(reader), state(reader), reader.project.verify()) == (ERASED, "done", [])
    reader.close()


def test_a_protected_project_stays_protected(desk: Desk) -> None:
    claim = marked(desk)
    project = desk.mine.project
    with state_of(desk.mine.state):
        project.protect(Password("a long one"))
        erase(desk.mine, wordings(desk.mine, claim))
        assert project.password == Password("a long one")
        assert wording(desk.mine) == ERASED
        assert project.verify() == []
        project.protect(None)
    assert holds(desk.mine.path, SECRET, WORSE) == []


@pytest.mark.parametrize("at", [0, 300, 600, 800])
def test_an_erasure_stopped_anywhere_has_not_happened(desk: Desk, at: int) -> None:
    claim = marked(desk)
    project = desk.mine.project
    before = (project.fingerprint, tables(project))

    def stop(done: int, total: int) -> None:
        if done >= at * total // 1000:
            raise Stopped("Stopped.")

    project.progress = stop
    with pytest.raises(Stopped):
        erase(desk.mine, wordings(desk.mine, claim))
    assert (project.fingerprint, tables(project)) == before
    assert list(desk.folder.glob("*.part*")) == []
    project.progress = None
    desk.mine.run("claim.wording", [Edit(claim, "wording", Words("still open"))])


def test_a_file_from_before_erasures_opens(desk: Desk) -> None:
    marked(desk)
    desk.mine.close()
    with closing(sqlite3.connect(desk.mine.path)) as conn:
        conn.execute("DROP TABLE erased")
        conn.commit()
    assert desk.mine.project.verify() == []


def test_a_name_is_gone_from_what_was_set_aside_too(desk: Desk) -> None:
    colleague = desk.colleague(SECRET)
    colleague.run("project.title", [Edit("project:" + "0" * 32, "title", Words("Boats"))])
    desk.mine.merge(colleague)
    project = desk.mine.project
    person = colleague.me.person
    spoken = {bytes(key).hex() for (key,) in project.conn.execute("SELECT hash FROM value")}
    names = [k for k, w in erasing.places_of(project.conn, spoken).items() if (person, "name") in w]
    project.set_aside(project.merges[0].id)
    project.bring_back(project.merges[0].id)
    project.set_aside(project.merges[0].id)
    erase(desk.mine, names)
    assert holds(desk.mine.path, SECRET) == []


def test_a_raw_copy_of_an_erased_file_is_sound_to_others(desk: Desk) -> None:
    claim = marked(desk)
    erase(desk.mine, wordings(desk.mine, claim), [blobs.sha_of(RAW)])
    desk.mine.close()
    copy = desk.folder / "raw.tickmark"
    shutil.copyfile(desk.mine.path, copy)
    assert len(merge.check_sound(copy)) == desk.mine.project.revision
