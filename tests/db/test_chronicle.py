"""The history of a project page by page, narrowed by person, time and claim."""

from __future__ import annotations

from pathlib import Path

from db.chronicle import changes_of, chronicle, people
from db.kinds import PROJECT
from db.records import ChronicleStep
from db.step import Edit, new_id
from db.words import Words
from tests.db.laptops import PIECES, Laptop, article_edits, claim_edits
from tests.db.versions import VERSIONS


def _worked(folder: Path, claims: int) -> tuple[Laptop, list[str]]:
    laptop = Laptop(folder / "a.tickmark", folder / "state", "Maren Colby", 0)
    laptop.create()
    article, draft = new_id("article"), new_id("draft")
    laptop.run("article.add", article_edits(article, draft), pieces=PIECES)
    made: list[str] = []
    for n in range(claims):
        claim = new_id("claim")
        words = (draft, VERSIONS[0].text)
        laptop.run("claim.mark", claim_edits(claim, article, words, VERSIONS[0].sentences[0], ("MC", n), "a"))
        made.append(claim)
    return laptop, made


def _all(laptop: Laptop, limit: int, **asked: object) -> list[ChronicleStep]:
    found: list[ChronicleStep] = []
    last = None
    while True:
        page = chronicle(laptop.project.conn, after=last, limit=limit, **asked)  # type: ignore[arg-type]
        found += page.steps
        last = page.last
        if last is None:
            return found


def test_pages_of_any_size_are_the_whole_history_newest_first(tmp_path: Path) -> None:
    laptop, _ = _worked(tmp_path, 7)
    whole = _all(laptop, 1000)
    assert len(whole) == len({step.group for step in whole})
    assert [step.at for step in whole] == sorted((step.at for step in whole), reverse=True)
    for limit in (1, 3, len(whole), len(whole) + 1):
        assert _all(laptop, limit) == whole
    laptop.close()


def test_it_is_narrowed_by_claim_by_person_and_by_time_and_tells_from_what_to_what(tmp_path: Path) -> None:
    laptop, (first, second) = _worked(tmp_path, 2)
    laptop.run("claim.wording", [Edit(first, "wording", Words("one wording"))])
    note = new_id("note")
    edits = [
        Edit(note, "exists", True),
        Edit(note, "of", {"claim": first}),
        Edit(note, "shared", Words("a word")),
    ]
    laptop.run("note.write", edits)
    laptop.run("project.title", [Edit(PROJECT, "title", Words("Harbour"))])
    other = laptop.copied(tmp_path / "b.tickmark", tmp_path / "other", "Idris Vale")
    other.run("claim.wording", [Edit(first, "wording", Words("another wording"))])
    laptop.merge(other)
    conn = laptop.project.conn
    names = {name: id for id, name in people(conn)}
    assert {"Maren Colby", "Idris Vale"} <= set(names)

    labels = [step.label for step in _all(laptop, 2, claim=first)]
    assert sorted(labels) == ["claim.mark", "claim.wording", "claim.wording", "note.write"]
    assert [step.label for step in _all(laptop, 2, claim=second)] == ["claim.mark"]
    theirs = _all(laptop, 2, person=names["Idris Vale"])
    (wording,) = (step for step in theirs if step.label == "claim.wording")
    assert wording.merge
    (change,) = changes_of(conn, wording.group)
    assert (change.before, change.after, change.stands) == ("one wording", "another wording", True)
    assert change.before_txn
    whole = _all(laptop, 50)
    newest, oldest = whole[0].at, whole[-1].at
    assert _all(laptop, 50, start=oldest, end=newest + 1) == whole
    assert _all(laptop, 50, end=oldest) == []
    assert all(step.at < newest for step in _all(laptop, 50, end=newest))
    laptop.run("claim.wording", [Edit(first, "wording", Words("a third"))])
    laptop.project.undo()
    undone = _all(laptop, 2)[:2]
    assert [(step.label, step.undone) for step in undone] == [
        ("undo:claim.wording", False),
        ("claim.wording", True),
    ]
    laptop.close()
    other.close()
