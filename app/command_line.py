"""The headless commands by name, and how their words are read."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any, NoReturn

from app.headless import (
    articles,
    claims,
    deciding,
    erasing,
    joining,
    lists,
    people,
    projects,
    sharing,
    sheets,
    sources,
    spotting,
)
from app.headless.printing import version
from app.listing import LISTS
from db.errors import KnownError
from db.kinds import SIGN_OFF


class Parser(argparse.ArgumentParser):
    """An ArgumentParser that says what is wrong in one line."""

    def error(self, message: str) -> NoReturn:
        raise KnownError(f"{message[:1].upper()}{message[1:]}. Try: {self.prog} --help")


class _CommandParser(Parser):
    """Takes a command's words in any order: ``add PROJECT --source FILE`` as well as with the file first."""

    _mixing = False

    def parse_known_args(  # pyright: ignore[reportIncompatibleMethodOverride] - it takes all forms there are
        self, args: Any = None, namespace: Any = None
    ) -> Any:
        # What reads words in any order asks this again for the options and for the rest.
        if self._mixing:
            return super().parse_known_args(args, namespace)
        self._mixing = True
        try:
            return self.parse_known_intermixed_args(args, namespace)
        finally:
            self._mixing = False


def window_parser() -> argparse.ArgumentParser:
    """Reads the words the window is opened with; raises KnownError where they make no sense."""
    parser = Parser(prog="tickmark", description="Open the workbench.")
    parser.add_argument("file", nargs="?", type=Path, help="a project, or an article to import")
    parser.add_argument("--sample", action="store_true", help="open the bundled sample")
    parser.add_argument("--offscreen-picture", type=Path, metavar="FOLDER", help=argparse.SUPPRESS)
    return parser


def command_parser() -> argparse.ArgumentParser:
    """Reads the words of a headless command; raises KnownError where they make none."""
    parser = Parser(
        prog="tickmark",
        description="The workbench for fact-checkers. Without a command it opens the window.",
        epilog="Exit status: 0 done, 1 done with findings, 2 could not be done (the project is untouched).",
    )
    parser.add_argument("--version", action="version", version=f"tickmark {version()}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND", parser_class=_CommandParser)
    for name, (function, text, arguments) in COMMANDS.items():
        command = commands.add_parser(name, help=text, description=text)
        command.add_argument("project", type=Path, metavar="PROJECT")
        arguments(command)
        command.add_argument("--json", action="store_true", help="machine-readable output")
        command.add_argument("--as", dest="name", metavar="NAME", help="who is doing this")
        command.add_argument(
            "--password-prompt",
            action="store_true",
            help="ask for passwords at the terminal, or read a line for each from standard input",
        )
        command.set_defaults(command=function)
    return parser


def _new(p: argparse.ArgumentParser) -> None:
    p.add_argument("--title", default="")
    p.add_argument("--scale", default="magazine", help="magazine or truth-six")
    p.add_argument("--language", default="", help="a code such as en")


def _add(p: argparse.ArgumentParser) -> None:
    p.add_argument("files", nargs="*", type=Path, metavar="FILE")
    p.add_argument("--source", action="store_true", help="add the files as sources, not articles")
    p.add_argument("--url", metavar="ADDRESS", help="add a web page as a source; nothing is fetched")
    p.add_argument("--capture", metavar="ADDRESS", help="fetch this one page now and keep it as a source")
    p.add_argument("--person", metavar="NAME", help="add a person as a source")
    p.add_argument("--role", default="", help="the person's")
    p.add_argument("--contact", default="", metavar="HOW", help="how the person is reached")
    p.add_argument("--record", choices=("on", "background", "off"), default="", help="on what terms")
    p.add_argument("--date", default="", help="the day the person was spoken to")
    p.add_argument("--note", metavar="WORDS", help="add a note as a source; what the person said")
    p.add_argument("--title", default="", help="of the page, note or file added")
    p.add_argument("--confidential", action="store_true", help="keep these sources out of all that is sent")
    p.add_argument("--encoding", help="the encoding the files are in, where it is known")
    p.add_argument("--limit-mb", type=int, metavar="MB", help="the largest file to take")


def _text(p: argparse.ArgumentParser) -> None:
    p.add_argument("article", metavar="ARTICLE")
    p.add_argument("--draft", type=int, metavar="N", help="an earlier draft, from 1")


def _revise(p: argparse.ArgumentParser) -> None:
    p.add_argument("article", metavar="ARTICLE")
    p.add_argument("file", type=Path, metavar="FILE")
    p.add_argument("--encoding", help="the encoding the file is in, where it is known")


def _mark(p: argparse.ArgumentParser) -> None:
    p.add_argument("article", nargs="?", metavar="ARTICLE")
    p.add_argument("quote", nargs="?", metavar="QUOTE")
    p.add_argument("--at", type=int, metavar="OFFSET", help="which one, where the words occur twice")
    p.add_argument("--claim", metavar="ID", help="edit this claim instead of making one")
    p.add_argument("--wording")
    p.add_argument("--assignee", metavar="NAME", help="who checks it; an empty name: nobody")
    p.add_argument("--speaker")
    p.add_argument("--through")
    p.add_argument("--act")
    p.add_argument("--question", choices=("said", "so"))
    p.add_argument("--verdict", metavar="RATING", help="a number or name on the project's scale")
    p.add_argument("--rationale")
    p.add_argument("--as-of", metavar="DATE")
    p.add_argument("--fix", metavar="WORDS", help="what the text should say: proposes a fix")
    p.add_argument("--close", nargs="?", const="", metavar="REASON", help="close it, with a reason if needed")


def _cite(p: argparse.ArgumentParser) -> None:
    p.add_argument("claim", metavar="CLAIM")
    p.add_argument("source", metavar="SOURCE", help="its number or id; a file or web address to add")
    p.add_argument("--stance", choices=("supports", "contradicts", "context"), default="context")
    p.add_argument("--passage", default="")
    p.add_argument("--locator", default="")
    p.add_argument("--question", choices=("said", "so"))
    p.add_argument("--confidential", action="store_true", help="keep this passage out of all that is sent")


def _list(p: argparse.ArgumentParser) -> None:
    p.add_argument("what", choices=tuple(LISTS), metavar="|".join(LISTS))
    p.add_argument("--article", metavar="ARTICLE")
    p.add_argument("--person", default="", metavar="NAME", help="of history: what this person did")
    p.add_argument("--day", default="", metavar="DAY", help="of history: on that day, like 2026-11-23")
    p.add_argument("--claim", default="", metavar="CLAIM", help="of history: what happened to this claim")


def _find(p: argparse.ArgumentParser) -> None:
    p.add_argument("words", nargs="+", metavar="WORDS", help="“in quotation marks” they stand together")
    p.add_argument("--limit", type=int, default=50, metavar="N", help="the most to print")


def _spot(p: argparse.ArgumentParser) -> None:
    p.add_argument("--article", metavar="ARTICLE", help="only this one")
    p.add_argument(
        "--pipeline", default="", metavar="NAME", help="also read with this installed spaCy pipeline"
    )


def _quotes(p: argparse.ArgumentParser) -> None:
    p.add_argument("article", metavar="ARTICLE")
    p.add_argument("source", metavar="SOURCE", help="its number or id")


def _verify(p: argparse.ArgumentParser) -> None:
    p.add_argument(
        "--quotes", action="store_true", help="also look for every quoted passage in its source; takes longer"
    )


def _again(p: argparse.ArgumentParser) -> None:
    p.add_argument("--force", action="store_true", help="also where a colleague built on it")


def _merge(p: argparse.ArgumentParser) -> None:
    p.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a copy, or a folder of copies")
    p.add_argument("--preview", action="store_true", help="only tell what it would bring")


def _share(p: argparse.ArgumentParser) -> None:
    p.add_argument("out", type=Path, metavar="OUT", help="a file that is not there yet, or a shared folder")
    p.add_argument(
        "--without",
        action="append",
        default=[],
        metavar="NAME",
        help="leave out its words and files: a source (S3), a claim (MC4), a person, notes, MC4/notes; "
        "deleted: the files of deleted sources",
    )
    p.add_argument(
        "--release",
        action="append",
        default=[],
        metavar="NAME",
        help="confidential, but to be sent this once: a source, or passages of it (S3, MC4/S3, ticks/S3)",
    )
    whom = p.add_mutually_exclusive_group()
    whom.add_argument("--to", default="", metavar="NAME", help="note that this person gets it")
    whom.add_argument("--since", default="", metavar="NAME", help="only what was not sent to this person yet")
    p.add_argument("--reading", action="store_true", help="a copy that can be read and printed, not changed")
    how = p.add_mutually_exclusive_group()
    how.add_argument(
        "--copy-password-prompt", action="store_true", help="ask for a password of its own for the copy"
    )
    how.add_argument(
        "--plain", action="store_true", help="without a password, though the project has one: else the same"
    )


def _protect(p: argparse.ArgumentParser) -> None:
    p.add_argument("--remove", action="store_true", help="keep it without a password from now on")


def _unmerge(p: argparse.ArgumentParser) -> None:
    p.add_argument("merge", metavar="MERGE", help="its id, or how that begins; see list PROJECT merges")
    p.add_argument("--preview", action="store_true", help="only tell what would go with it")
    p.add_argument("--back", action="store_true", help="bring it back")


def _settle(p: argparse.ArgumentParser) -> None:
    p.add_argument("number", type=int, metavar="N", help="its place in list PROJECT conflicts, from 1")
    p.add_argument("--keep", type=int, default=1, metavar="V", help="which version, from 1")
    how = p.add_mutually_exclusive_group()
    how.add_argument("--both", action="store_true", help="keep the others as notes on the claim")
    how.add_argument("--write", metavar="WORDS", help="put these words in the place of all versions")
    how.add_argument("--accept", action="store_true", help="of an erasure: erase it here too, for good")
    how.add_argument("--decline", action="store_true", help="of an erasure: keep here what it names")
    p.add_argument("--drop-backups", action="store_true", help="with --accept: the backups that hold it too")


def _erase(p: argparse.ArgumentParser) -> None:
    p.add_argument(
        "what",
        nargs="*",
        metavar="WHAT",
        help="a claim, source, article or person, or part of one: MC4, MC4/wording, MC4/S3, S3/file",
    )
    p.add_argument("--reason", default="", metavar="WORDS", help="why; it stays in the history")
    p.add_argument("--saying", action="append", default=[], metavar="WORDS", help="all that has these words")
    p.add_argument("--earlier", action="store_true", help="only versions of WHAT that no longer stand")
    p.add_argument("--preview", action="store_true", help="only tell what would go")
    p.add_argument(
        "--drop-backups", action="store_true", help="also the backups beside it that hold it still"
    )


def _decide(p: argparse.ArgumentParser) -> None:
    p.add_argument("claim", metavar="CLAIM")
    p.add_argument("--question", choices=("said", "so"), default="so")
    p.add_argument("--verdict", metavar="RATING", help="a number or name on the project's scale")
    p.add_argument("--why", default="", metavar="WORDS", help="the reason, kept with what it overrules")
    p.add_argument("--back", action="store_true", help="take the decision back: checkers differ again")


def _join(p: argparse.ArgumentParser) -> None:
    p.add_argument("claim", metavar="CLAIM")
    p.add_argument(
        "into", nargs="?", default="", metavar="INTO", help="the claim it is to be shown as part of"
    )
    how = p.add_mutually_exclusive_group()
    how.add_argument("--apart", action="store_true", help="they are two: nobody is asked again")
    how.add_argument("--part", action="store_true", help="make the joined claim one of its own again")


def _me(p: argparse.ArgumentParser) -> None:
    p.add_argument(
        "person", nargs="?", default="", metavar="PERSON", help="who is also you: see list PROJECT people"
    )
    p.add_argument("--not", dest="apart", action="store_true", help="take that back: they are two again")


def _rule(p: argparse.ArgumentParser) -> None:
    p.add_argument("rule", choices=SIGN_OFF, metavar="|".join(SIGN_OFF))
    p.add_argument("--person", default="", metavar="NAME", help="who decides, by the rule person")


def _export(p: argparse.ArgumentParser) -> None:
    p.add_argument("out", type=Path, metavar="OUT", help="a file ending in .pdf or .csv")
    p.add_argument("--article", metavar="ARTICLE")
    p.add_argument(
        "--what",
        choices=("claims", "facts"),
        default="claims",
        help="facts: the PDF lists the facts too; the CSV is of the facts, one row per tick",
    )
    p.add_argument(
        "--release",
        action="append",
        default=[],
        metavar="NAME",
        help="confidential, but to be put in this once: a source, or passages of it (S3, MC4/S3, ticks/S3)",
    )


COMMANDS = {
    "new": (projects.new, "make a project", _new),
    "add": (articles.add, "import articles, or add sources", _add),
    "text": (articles.text, "print an article's text as stored, nothing else", _text),
    "revise": (articles.revise, "bring a new draft: what moved, changed, was lost", _revise),
    "mark": (claims.mark, "make or edit a claim on some words", _mark),
    "cite": (claims.cite, "attach what a source says to a claim", _cite),
    "list": (lists.list_, "list what is in a project", _list),
    "find": (lists.find, "search articles, claims, evidence and sources, best first", _find),
    "quotes": (sources.quotes, "look for an article's quotations in one source", _quotes),
    "spot": (spotting.spot, "suggest sentences to check, with score and reasons; changes nothing", _spot),
    "undo": (projects.undo, "take back the last own change", _again),
    "redo": (projects.redo, "bring it again", _again),
    "merge": (projects.merge, "take in what other copies hold", _merge),
    "share": (sharing.share, "write a copy for somebody else, without what is confidential", _share),
    "protect": (projects.protect, "set, change or remove the project's password", _protect),
    "unmerge": (projects.unmerge, "undo a merge in this file alone, or bring it back", _unmerge),
    "settle": (
        deciding.settle,
        "decide what was edited apart: one version, both, or other words; and on an erasure",
        _settle,
    ),
    "decide": (deciding.decide, "say what holds where checkers differ, by the project's rule", _decide),
    "join": (joining.join, "make one claim of two on the same words, or two again", _join),
    "me": (people.me, "who you are in it; say that another person of it is also you", _me),
    "rule": (deciding.rule, "who decides where checkers differ", _rule),
    "erase": (
        erasing.erase,
        "take words and files out of the project for good; nothing brings them back",
        _erase,
    ),
    "verify": (projects.verify, "check that everything is as it was written", _verify),
    "export": (sheets.export, "write the verdict sheet", _export),
}
