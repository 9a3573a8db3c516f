"""Four cases in which other tools lose a colleague’s work: ``python -m benchmarks.peers [DIR]``

Two people's copies of one project are made by commands, each on a machine of its own, and met in the real
window without a screen. What is seen at the end of each case is saved, light and dark, and checked: a case
that ends otherwise is an error. Names, article and figures are invented.
"""

from __future__ import annotations

import argparse
import io
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.pictures import SMALL, Stage, few_colours

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from db.records import ClaimRecord

NAME = "M. Checker"
_LIGHT_ONLY = ("people",)
_ARTICLE = """The crossing to Varholm

The town bought the ferry Sula for 86 million crowns in September. The mayor, Dagny Torvil, said the \
contract was signed after the vote. It carried 148,620 passengers last year, more than any ferry on the \
coast.

The Skerry Post found that the price had risen twice. The ministry blames the dredging of the east basin, \
which took eleven weeks longer than planned. No passenger was ever asked what the old timetable had been \
worth.

Sula makes nine crossings a day. In March a crane fell on the quay and closed it for four days.
"""
_ADDED = "The council met behind closed doors. "
_MARKED = (
    "bought the ferry Sula for 86 million crowns",
    "the contract was signed after the vote",
    "carried 148,620 passengers last year",
    "closed it for four days",
)


class Case(NamedTuple):
    """What the colleague does to their copy, and what is done and seen in the window, by picture.

    A step without a name is not pictured.
    """

    name: str
    theirs: Callable[[Desk], None]
    here: dict[str, Callable[[Desk, Stage], None]]


class Desk:
    """Two machines with a copy of one project each."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.mine, self.theirs = folder / "varholm.tickmark", folder / "varholm (from a colleague).tickmark"
        article = folder / "varholm.txt"
        article.write_text(_ARTICLE, encoding="utf-8")
        self.here("new", self.mine, "--title", "The crossing to Varholm")
        self.here("add", self.mine, article)
        for words in _MARKED:
            self.here("mark", self.mine, "1", words)
        self.here("mark", self.mine, "--claim", "MC2", "--speaker", "Dagny Torvil")
        for number, rating in (("MC1", "1"), ("MC3", "1"), ("MC4", "2")):
            words = ("--verdict", rating, "--rationale", "The register of 2 October says so.")
            self.here("mark", self.mine, "--claim", number, *words)
        shutil.copyfile(self.mine, self.theirs)

    def here(self, *words: object, name: str = NAME) -> None:
        """Do that on one's own machine."""
        self._run("here", name, words)

    def there(self, *words: object, name: str = NAME) -> None:
        """Do that on the colleague's."""
        self._run("there", name, words)

    def _run(self, machine: str, name: str, words: tuple[object, ...]) -> None:
        from app.cli import run

        with self.at(machine), redirect_stdout(io.TextIOWrapper(io.BytesIO(), "utf-8")):
            if run([*map(str, words), "--as", name]):
                raise RuntimeError(f"{words[0]} did not do what the case needs.")

    @contextmanager
    def at(self, machine: str) -> Generator[None]:
        """Be at that machine; one's own is ``here``."""
        os.environ["TICKMARK_STATE_DIR"] = str(self.folder / machine)
        yield
        os.environ["TICKMARK_STATE_DIR"] = str(self.folder / "here")


def _looked_at(desk: Desk, at: Stage) -> None:
    merging = at.window.merging
    merging.look_at([desk.theirs])
    at.until(lambda: merging.active)
    at.settle()


def _merged(desk: Desk, at: Stage) -> None:
    _looked_at(desk, at)
    at.press("Return")
    at.until(lambda: "Merged" in at.window.notices.banner.words)
    at.settle()


def _claims(at: Stage) -> dict[str, ClaimRecord]:
    return {claim.number: claim for claim in at.window.desk.claims.values()}


def opposite_there(desk: Desk) -> None:
    """Every verdict is the opposite, under the very same name, six days later."""
    from app.commands.verdicts import set_verdict
    from db import queries
    from db.place import identity
    from db.project_file import Project
    from db.records import Question

    later = time.time_ns() // 1_000_000 + 6 * 24 * 3_600_000
    with desk.at("there"), Project.open(desk.theirs, identity(NAME), now=lambda: later) as project:
        for claim in queries.claims(project.conn):
            if claim.number != "MC2":
                why = "The ministry’s own figures say otherwise."
                step = set_verdict(project, claim=claim.id, question=Question.SO, rating=5, rationale=why)
                project.run(step)


def opposite(desk: Desk, at: Stage) -> None:
    """Both verdicts stand, each under a name that tells whose it is."""
    _merged(desk, at)
    at.take("MC3")
    given = _claims(at)["MC3"].verdicts
    if not _claims(at)["MC3"].difference or len({one.person_name for one in given}) != 2:
        raise RuntimeError("Opposite verdicts under one name do not both stand.")


def sentence_there(desk: Desk) -> None:
    """The colleague brings a draft with a sentence added before all marks but one, and marks there too."""
    second = desk.folder / "varholm, second draft.txt"
    second.write_text(_ARTICLE.replace("The mayor, ", f"{_ADDED}The mayor, "), encoding="utf-8")
    desk.there("revise", desk.theirs, "1", second, name="Idris Vale")
    desk.there("mark", desk.theirs, "1", _ADDED.strip(), name="Idris Vale")
    desk.there("mark", desk.theirs, "1", "In March a crane fell", name="Idris Vale")


def sentence(desk: Desk, at: Stage) -> None:
    """Every claim stands on its own words."""
    _merged(desk, at)
    at.take("MC3")
    text = at.window.desk.text.text
    claims = at.window.desk.claims.values()
    if len(claims) != len(_MARKED) + 2 or any(text[c.start : c.end] != c.quote for c in claims):
        raise RuntimeError("A claim stands on other words than its own.")


def twice_there(desk: Desk) -> None:
    """One more claim."""
    desk.there("mark", desk.theirs, "1", "Sula makes nine crossings a day", name="Idris Vale")


def twice(desk: Desk, at: Stage) -> None:
    """The second time nothing comes."""
    _merged(desk, at)
    _looked_at(desk, at)
    if "Nothing new" not in at.window.merging.page.title.text():
        raise RuntimeError("The same file brings something again.")


def evidence_there(desk: Desk) -> None:
    """A file is cited."""
    log = desk.folder / "quay log.txt"
    days = (f"{day} March: {410 + 7 * (day % 5)} passengers, nine crossings." for day in range(1, 9))
    text = "Quay log of Varholm\n\n" + "\n\n".join(days)
    log.write_text(f"{text}\n\n9 March: the crane fell at 7.40; closed until the 14th.\n", encoding="utf-8")
    passage = ("--stance", "contradicts", "--passage", "the crane fell at 7.40; closed until the 14th")
    desk.there("cite", desk.theirs, "MC4", log, *passage, name="Idris Vale")


def evidence_after(_desk: Desk, at: Stage) -> None:
    """After the merge the file is in this project, and is opened at the passage that is cited."""
    at.press("Return")
    at.until(lambda: "Merged" in at.window.notices.banner.words)
    at.take("MC4")
    (source,) = at.window.desk.sources.values()
    if not source.sha or not source.size:
        raise RuntimeError("The file did not come along.")
    settled: list[bool] = []
    at.window.sheets.when_checked(lambda: settled.append(True))
    at.until(lambda: bool(settled))
    at.window.viewer.open_next_evidence()
    at.until(lambda: at.window.viewer.viewer.body is not None)


def also_me(_desk: Desk, at: Stage) -> None:
    """Whoever has one's own name may be oneself: asked once, and answered."""
    at.window.notices.banner.dismissed.emit()
    at.until(lambda: "Is this also you?" in at.window.notices.banner.words)


def people(_desk: Desk, at: Stage) -> None:
    """Everybody in the project."""
    at.window.handing.people.show()
    at.until(lambda: at.window.handing.people.active)
    at.press("Down")


CASES = (
    Case("opposite", opposite_there, {"opposite": opposite, "": also_me, "people": people}),
    Case("sentence", sentence_there, {"sentence": sentence}),
    Case("twice", twice_there, {"twice": twice}),
    Case("evidence", evidence_there, {"": _looked_at, "evidence": evidence_after}),
)


def play(folder: Path, only: str = "") -> list[Path]:
    """Play the cases whose names hold that word and save what is seen; the files written."""
    from PySide6.QtWidgets import QApplication

    app = QApplication(sys.argv[:1])
    from widgets.fonts import apply_fonts

    apply_fonts(app)
    folder.mkdir(parents=True, exist_ok=True)
    return [file for case in CASES if only in case.name for file in _played(app, case, folder)]


def _played(app: QApplication, case: Case, folder: Path) -> list[Path]:
    from app.main_window import MainWindow
    from app.settings import change_settings
    from widgets.theme import ThemeChoice, apply_theme

    written: list[Path] = []
    with tempfile.TemporaryDirectory() as home:
        desk = Desk(Path(home))
        case.theirs(desk)
        change_settings(lambda settings: settings.with_look_for_claims(on=False))
        follower = apply_theme(app, ThemeChoice.LIGHT)
        window = MainWindow(follower)
        window.resize(*SMALL)
        window.show()
        at = Stage(app, window, Path(home))
        window.projects.open(desk.mine)
        at.until(lambda: bool(window.desk.claims))
        at.to_article()
        for seen, step in case.here.items():
            step(desk, at)
            if not seen:
                continue
            for theme in (ThemeChoice.LIGHT, ThemeChoice.DARK)[: 1 if seen in _LIGHT_ONLY else 2]:
                follower.choose(theme)
                at.settle()
                written.append(folder / f"peers-{seen}-{theme.value}.png")
                few_colours(window.grab().toImage()).save(str(written[-1]), quality=0)
        window.close()
        at.until(lambda: window.desk.session is None)
    return written


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peers", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=Path("docs/pictures"), metavar="DIR")
    parser.add_argument("--only", default="", metavar="WORD", help="only the cases whose name holds the word")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        # Nothing of the person's own settings, projects or name is to be seen.
        for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
            os.environ[name] = str(Path(home) / name.lower())
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        for file in play(asked.folder, asked.only):
            sys.stdout.write(f"{file}  {file.stat().st_size // 1024} KB\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
