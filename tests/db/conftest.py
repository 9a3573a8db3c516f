"""Fixtures of the database's tests: laptops with a project on them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.step import new_id
from tests.db.laptops import PIECES, SENTENCES, TEXT, Laptop, article_edits, claim_edits


class Desk:
    """Maren's laptop with a project holding one article, and as many others as are asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.article, self.draft = new_id("article"), new_id("draft")
        self.mine = Laptop(folder / "mine.tickmark", folder / "mine", "Maren Colby")
        self.mine.create()
        self.mine.run("article.add", article_edits(self.article, self.draft), pieces=PIECES)
        self.all = [self.mine]

    def colleague(self, name: str = "Idris Vale") -> Laptop:
        """Somebody else, with a copy of the project as it stands."""
        return self._copied(name, self.folder / name)

    def clone(self) -> Laptop:
        """A raw copy of the file on the same machine: same person, same replica."""
        return self._copied(self.mine.me.name, self.mine.state)

    def _copied(self, name: str, state: Path) -> Laptop:
        path = self.folder / f"copy-{len(self.all)}.tickmark"
        self.all.append(self.mine.copied(path, state, name))
        return self.all[-1]


def filled(desk: Desk) -> Path:
    """The desk's project with some claims in it, one of them taken back; closed."""
    for n in range(4):
        edits = claim_edits(
            new_id("claim"), desk.article, (desk.draft, TEXT), SENTENCES[n], ("MC", n + 1), f"Claim {n}"
        )
        desk.mine.run("claim.mark", edits)
    desk.mine.project.undo()
    desk.mine.close()
    return desk.mine.path


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A project on a desk; whatever is open is closed at the end."""
    desk = Desk(tmp_path)
    yield desk
    for laptop in desk.all:
        laptop.close()
