"""Commands of the project as a whole."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from app.panels.menus.entry import LINE, Entry, Menu, Needs, tr
from app.panels.menus.reach import Reach
from app.panels.menus.source_more import source_more
from app.panels.menus.titles import of_the_bar, title
from app.scales import scales
from app.settings import read_settings


def project_menu(at: Reach) -> Menu:
    """Opening, bringing in, handing out."""
    projects, library, sheets = at.projects, at.library, at.sheets
    nothing = Needs.NOTHING
    return Menu(
        "project",
        title("project"),
        (
            Entry("project.new", tr("&New…"), projects.choose_new, ("Ctrl+N",), nothing),
            Entry("project.open", tr("&Open…"), projects.choose_open, ("Ctrl+O",), nothing),
            Menu("project.recent", tr("Open &recent"), fill=partial(_recent, at)),
            Entry("project.sample", tr("Open the &sample"), projects.open_sample, (), nothing),
            Entry("project.close", tr("&Close project"), at.window.close_project, ("Ctrl+W",)),
            LINE,
            Entry("project.import", tr("&Import articles…"), library.choose_articles, ("Ctrl+I",)),
            Entry("project.paste", tr("&Paste as article"), library.paste_article, ("Ctrl+Shift+V",)),
            LINE,
            Entry("project.pdf", of_the_bar("project.pdf"), sheets.choose_pdf, ("Ctrl+E",)),
            Entry("project.csv", tr("Export claims as CS&V…"), sheets.choose_csv, ("Ctrl+Shift+E",)),
            Entry("project.facts", tr("Export facts as CSV…"), sheets.choose_facts),
            source_more(at),
            Entry(
                "project.share",
                of_the_bar("project.share"),
                lambda: at.handing().sharing.share(),
                ("Ctrl+Shift+S",),
            ),
            Entry(
                "project.merge", tr("&Merge colleagues’ copies…"), lambda: at.merging().choose(), ("Ctrl+M",)
            ),
            Entry(
                "project.folder", tr("Shared &folder…"), lambda: at.handing().folder.show(), ("Ctrl+Shift+O",)
            ),
            Entry(
                "project.merges",
                tr("Merges of this file…"),
                lambda: at.merging().show_merges(),
                ("Ctrl+Shift+G",),
            ),
            Entry(
                "project.elsewhere",
                tr("Keep what is open elsewhere…"),
                lambda: at.handing().underneath.keep_elsewhere(),
                off=lambda: at.handing().underneath.off,
            ),
            Entry(
                "project.password",
                tr("Password…"),
                lambda: at.passwords().choose(),
                off=lambda: at.passwords().off,
            ),
            Entry(
                "project.erase",
                tr("&Erase for good…"),
                lambda: at.handing().erasing.erase(),
                off=lambda: at.passwords().off,
            ),
            LINE,
            Entry("project.verify", tr("Verif&y everything kept"), at.verifying.verify, ("Ctrl+Shift+Y",)),
            Entry("project.fingerprint", tr("Fin&gerprint"), lambda: at.handing().tell_fingerprint()),
            Entry("project.title", tr("Pro&ject title…"), projects.choose_title),
            Menu("project.scale", tr("Sc&ale"), _scales(at)),
            _people(at),
            LINE,
            Entry("project.quit", tr("&Quit"), at.window.quit, ("Ctrl+Q",), nothing),
        ),
    )


def _people(at: Reach) -> Menu:
    """Who one is, who else is here, and who decides."""
    return Menu(
        "project.who",
        tr("You and colleag&ues"),
        (
            Entry("project.name", tr("&Your name…"), at.projects.choose_name, (), Needs.NOTHING),
            Entry("project.people", tr("&People of this project…"), lambda: at.handing().people.show()),
            Menu("project.sign_off", tr("Where checkers differ, who decides"), fill=partial(_sign_off, at)),
        ),
    )


def _scales(at: Reach) -> list[Entry]:
    return [
        Entry(
            f"project.scale.{scale.id}",
            scale.name,
            partial(at.projects.set_scale, scale.id),
            checked=partial(_is_scale, at, scale.id),
            choice="scale",
        )
        for scale in scales()
    ]


def _sign_off(at: Reach) -> list[Entry]:
    """The sign-off rules; one person who decides is any of those who work on the project."""
    named = {
        "anyone": tr("Anybody, with a reason"),
        "other": tr("Somebody else than they"),
        "agree": tr("Nobody: they come to one rating"),
    }
    rules = [(rule, "", words) for rule, words in named.items()]
    rules += [("person", id, tr("Only {0}").format(name)) for id, name in at.conflicts().people]
    return [
        Entry(
            f"project.sign_off.{rule}.{person}",
            words,
            partial(at.conflicts().set_rule, rule, person),
            checked=partial(at.conflicts().is_rule, rule, person),
            choice="sign_off",
        )
        for rule, person, words in rules
    ]


def _is_scale(at: Reach, scale: str) -> bool:
    return at.desk.scale.id == scale


def _recent(at: Reach) -> list[Entry]:
    return [
        Entry(
            f"project.recent.{known.path}",
            (known.title or Path(known.path).stem).replace("&", "&&"),
            partial(at.projects.open, Path(known.path)),
            needs=Needs.NOTHING,
        )
        for known in read_settings().recent
    ]
