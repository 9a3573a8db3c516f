"""A folder shared by colleagues: each writes a file of their own, and nothing found there can do harm."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.cli import run
from app.sharing import folder, folder_apart
from app.sharing.folder import Found, Shared, Stamp
from app.sharing.share import prepare, writing
from db.errors import KnownError
from db.keeping import finished
from db.project_file import Project
from db.records.sharing import FolderTrouble
from db.sealing import Password
from db.step import new_id
from tests.db.conftest import Desk
from tests.db.laptops import SENTENCES, TEXT, Laptop, claim_edits, state_of

SEALED_WITH = Password("tern over the harbour")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    yield made
    for laptop in made.all:
        laptop.close()


@pytest.fixture(autouse=True)
def _at_marens(desk: Desk) -> Iterator[None]:
    with state_of(desk.mine.state):
        yield


@pytest.fixture
def there(tmp_path: Path) -> Path:
    made = tmp_path / "synced"
    made.mkdir()
    return made


def _mark(laptop: Laptop, desk: Desk, n: int) -> None:
    edits = claim_edits(
        new_id("claim"), desk.article, (desk.draft, TEXT), SENTENCES[n], ("IV", n + 1), "Words"
    )
    laptop.run("claim.mark", edits)


def _put(laptop: Laptop, there: Path) -> Shared:
    """What the window and the command do: a copy under one's own name."""
    with state_of(laptop.state):
        chosen = folder.own_place(laptop.project, folder.choose(laptop.project, there))
        copy = prepare(laptop.project)
        finished(writing(laptop.project, copy, chosen.own_path, replace=True))
        return folder.put(laptop.project, chosen)


def _put_sealed(laptop: Laptop, there: Path) -> Shared:
    chosen = folder.own_place(laptop.project, folder.choose(laptop.project, there))
    copy = prepare(laptop.project)
    finished(writing(laptop.project, copy, chosen.own_path, replace=True, password=SEALED_WITH))
    return folder.put(laptop.project, chosen)


def _look(project: Project, chosen: Shared, given: dict[Path, Password] | None = None) -> dict[str, Found]:
    files = folder.files(chosen, project.path)
    assert files is not None
    found = folder_apart.looked_into(files, folder.known_here(project), given or {})
    return {one.path.name: one for one in found}


def test_each_finds_the_others_changes_and_writes_a_file_of_their_own_alone(desk: Desk, there: Path) -> None:
    idris = desk.colleague()
    _mark(idris, desk, 0)
    theirs = _put(idris, there)
    idris.close()
    mine = _put(desk.mine, there)
    assert (theirs.own, mine.own) == ("Idris Vale – Ferry.tickmark", "Maren Colby – Ferry.tickmark")
    found = _look(desk.mine.project, mine)
    assert list(found) == [theirs.own]
    one = found[theirs.own]
    assert (one.new, one.names, one.trouble, one.other) == (2, ("Idris Vale",), "", False)
    assert one.last > 0
    desk.mine.project.merge_all(folder.colleagues(desk.mine.project, there))
    assert _look(desk.mine.project, mine)[theirs.own].new == 0
    assert folder.changes_since(desk.mine.project, mine)
    mine = _put(desk.mine, there)
    assert not folder.changes_since(desk.mine.project, mine)
    # Set aside here, it is not offered again and again.
    desk.mine.project.set_aside(desk.mine.project.merges[0].id)
    assert _look(desk.mine.project, mine)[theirs.own].new == 0
    # Put back where the same was seen: equal states on both sides.
    desk.mine.project.bring_back(desk.mine.project.merges[0].id)
    before = desk.mine.project.fingerprint
    desk.mine.close()
    with state_of(idris.state):
        idris.project.merge_all(folder.colleagues(idris.project, there))
        assert idris.project.fingerprint == before


def test_what_a_program_that_keeps_folders_alike_leaves_there_does_no_harm(desk: Desk, there: Path) -> None:
    idris = desk.colleague()
    _mark(idris, desk, 0)
    theirs = _put(idris, there)
    idris.close()
    whole = theirs.own_path.read_bytes()
    (there / "Idris Vale – Ferry (1).tickmark").write_bytes(whole)
    (there / "Idris Vale – Ferry.sync-conflict-20260314-101112.tickmark").write_bytes(
        whole[: len(whole) // 2]
    )
    (there / ".Ferry.tickmark").write_bytes(whole)
    (there / "empty.tickmark").write_bytes(b"")
    (there / "words.tickmark").write_bytes(b"not a project at all, and longer than a header has to be" * 9)
    (there / "folder.tickmark").mkdir()
    (there / "nowhere.tickmark").symlink_to(there / "gone")
    with Project.create(there / "other.tickmark", desk.mine.me, title="Another job"):
        pass
    found = _look(desk.mine.project, folder.choose(desk.mine.project, there))
    told = {name: (one.new, bool(one.trouble), one.other) for name, one in found.items()}
    assert told == {
        theirs.own: (2, False, False),
        "Idris Vale – Ferry (1).tickmark": (2, False, False),
        "Idris Vale – Ferry.sync-conflict-20260314-101112.tickmark": (0, True, False),
        "words.tickmark": (0, True, False),
        "other.tickmark": (0, False, True),
    }
    assert [path.name for path in folder.colleagues(desk.mine.project, there)] == [
        "Idris Vale – Ferry (1).tickmark",
        theirs.own,
    ]
    gone = there / "gone.tickmark"
    assert folder.looked_into(gone, Stamp(1, 1, 1), folder.known_here(desk.mine.project)).trouble


def test_the_open_project_lying_there_is_never_opened_again_or_written_over(desk: Desk, there: Path) -> None:
    desk.mine.close()
    desk.mine.path = Path(shutil.move(desk.mine.path, there / "Maren Colby – Ferry.tickmark"))
    project = desk.mine.project
    chosen = _put(desk.mine, there)
    assert chosen.own != project.path.name
    assert chosen.own.startswith("Maren Colby – Ferry (")
    os.link(project.path, there / "linked.tickmark")
    assert folder.files(chosen, project.path) == {}
    _mark(desk.mine, desk, 0)
    assert project.verify() == []


def test_a_file_of_ones_own_name_with_something_in_it_that_is_not_here_is_left_as_it_is(
    desk: Desk, there: Path
) -> None:
    namesake = desk.colleague("Maren Colby")
    _mark(namesake, desk, 0)
    theirs = _put(namesake, there)
    namesake.close()
    before = theirs.own_path.read_bytes()
    mine = _put(desk.mine, there)
    assert mine.own != theirs.own
    assert theirs.own_path.read_bytes() == before
    assert _look(desk.mine.project, mine)[theirs.own].new == 2


def test_ones_own_sealed_copy_is_put_over_the_one_before_and_is_no_news_to_others(
    desk: Desk, there: Path
) -> None:
    first = _put_sealed(desk.mine, there)
    _mark(desk.mine, desk, 0)
    again = _put_sealed(desk.mine, there)
    assert first.own == again.own
    assert [path.name for path in there.iterdir()] == [first.own]
    idris = desk.colleague()
    with state_of(idris.state):
        chosen = folder.choose(idris.project, there)
        (one,) = _look(idris.project, chosen).values()
        (wrong,) = _look(idris.project, chosen, {one.path: Password("gull")}).values()
        (opened,) = _look(idris.project, chosen, {one.path: SEALED_WITH}).values()
    assert (one.trouble, wrong.trouble) == (FolderTrouble.SEALED, FolderTrouble.WRONG)
    assert (opened.trouble, opened.other, opened.new) == (FolderTrouble.NONE, False, 0)


def test_a_folder_that_is_gone_is_no_error_and_one_that_never_was_is_a_sentence(
    desk: Desk, there: Path
) -> None:
    chosen = folder.choose(desk.mine.project, there)
    assert folder.shared(desk.mine.path) == chosen
    there.rmdir()
    assert folder.files(chosen, desk.mine.path) is None
    with pytest.raises(KnownError, match="no folder"):
        folder.choose(desk.mine.project, there)
    with pytest.raises(KnownError, match="cannot be read"):
        folder.colleagues(desk.mine.project, there)
    folder.remember(desk.mine.path, None)
    assert folder.shared(desk.mine.path) is None


def test_by_command_a_folder_takes_ones_own_copy_and_gives_those_of_the_others(
    desk: Desk, there: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    idris = desk.colleague()
    _mark(idris, desk, 0)
    for laptop in desk.all:
        laptop.close()
    with state_of(idris.state):
        assert run(["share", str(idris.path), str(there), "--as", "Idris Vale"]) == 0
        assert run(["share", str(idris.path), str(there), "--as", "Idris Vale"]) == 0
        assert run(["share", str(idris.path), str(there), "--reading"]) == 2
    capsys.readouterr()
    assert run(["share", str(desk.mine.path), str(there), "--as", "Maren Colby"]) == 0
    assert run(["merge", str(desk.mine.path), str(there), "--json"]) == 0
    assert '"claim": 1' in capsys.readouterr().out
    assert sorted(path.name for path in there.iterdir()) == [
        "Idris Vale – Ferry.tickmark",
        "Maren Colby – Ferry.tickmark",
    ]
