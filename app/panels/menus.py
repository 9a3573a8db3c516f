"""Every command with its key: the menus, and the list that F1 shows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import cast

import shiboken6
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QMenuBar, QPlainTextEdit, QWidget

from app.panels.claims import ClaimsPanel
from app.panels.conflicts import ConflictsPanel
from app.panels.history import HistoryPanel
from app.panels.library import LibraryPanel
from app.panels.projects import ProjectsPanel
from app.panels.reading import ReadingPanel
from app.panels.sheets import SheetsPanel
from app.scales import scales
from app.settings import THEMES, read_settings
from db.records import Scale


@dataclass(frozen=True, slots=True)
class Panels:
    """What the menus reach."""

    projects: ProjectsPanel
    library: LibraryPanel
    reading: ReadingPanel
    claims: ClaimsPanel
    history: HistoryPanel
    sheets: SheetsPanel
    conflicts: ConflictsPanel


@dataclass(frozen=True, slots=True)
class WindowCommands:
    """What the window itself does."""

    close_project: Callable[[], None]
    quit: Callable[[], None]
    delete: Callable[[], None]
    show_keys: Callable[[], None]
    choose_theme: Callable[[str], None]
    filter_claims: Callable[[], None]


class KeysInFields(QObject):
    """Lets a menu's Ctrl keys act while a text field has the keyboard.

    On X11 a field would take some for itself: Ctrl+E goes to the end of its line.
    """

    def __init__(self, actions: Iterable[QAction], parent: QObject) -> None:
        super().__init__(parent)
        self._keys = {
            key.toString() for action in actions for key in action.shortcuts() if "Ctrl+" in key.toString()
        }
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and self._wants(cast(QKeyEvent, event)):
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def _wants(self, key: QKeyEvent) -> bool:
        return QKeySequence(key.keyCombination()).toString() in self._keys

    def _on_focus_changed(self, old: QWidget | None, now: QWidget | None) -> None:
        for widget, has_it in ((old, False), (now, True)):
            if isinstance(widget, QLineEdit | QPlainTextEdit) and shiboken6.isValid(widget):
                widget.removeEventFilter(self)
                if has_it:
                    widget.installEventFilter(self)


class Menus(QObject):
    """Makes the menu bar; actions that need a project are off without one.

    Attributes: ``undo``, ``redo``, ``export_pdf`` for buttons elsewhere.
    """

    def __init__(self, bar: QMenuBar, panels: Panels, window: WindowCommands) -> None:
        super().__init__(bar)
        self._bar = bar
        self._panels = panels
        self._window = window
        self._with_project: list[QAction] = []
        self._single_keys: list[QAction] = []
        self._held: list[Callable[..., object]] | None = None
        self._field_awaited = False
        self._listed: dict[str, list[tuple[str, str]]] = {}
        self._scales = QActionGroup(self)
        self._project_menu()
        self._edit_menu()
        self._article_menu()
        self._claim_menu()
        self._view_menu()
        self._help_menu()
        # Undo and redo are a field's own while something typed in it is unsaved.
        own = (self.undo, self.redo)
        KeysInFields((action for action in bar.findChildren(QAction) if action not in own), self)
        panels.history.labels_changed.connect(self._on_labels_changed)
        self.set_open(False)

    @property
    def keys(self) -> Sequence[tuple[str, str]]:
        """Every key with what it does, those for reading and judging first."""
        reading_first = ("article", "claim", "edit", "view", "help", "project")
        return [entry for group in reading_first for entry in self._listed[group]]

    def set_open(self, there: bool) -> None:
        """Whether a project is open."""
        for action in self._with_project:
            action.setEnabled(there)
        if not there:
            self._on_labels_changed("", "")

    def set_single_keys(self, on: bool) -> None:
        """Whether letters and digits act."""
        for action in self._single_keys:
            action.setEnabled(on)

    def hold_single_keys(self, hold: bool) -> None:
        """Let letters and digits wait, or do now what waited.

        After a key that leads into a field the rest would be words, not commands: those are dropped.
        """
        if hold:
            self._held, self._field_awaited = self._held or [], False
            return
        waiting, self._held = self._held or [], None
        while waiting:
            waiting.pop(0)()
            if self._held is not None:
                self._held, waiting = waiting, []

    def show_scale(self, scale: Scale) -> None:
        """Tick the project's scale."""
        for action in self._scales.actions():
            action.setChecked(action.data() == scale.id)

    # The menus

    def _project_menu(self) -> None:
        projects, library, sheets = self._panels.projects, self._panels.library, self._panels.sheets
        menu = self._menu("project", self.tr("&Project"))
        self._add(menu, self.tr("&New…"), projects.choose_new, "Ctrl+N", always=True)
        self._add(menu, self.tr("&Open…"), projects.choose_open, "Ctrl+O", always=True)
        self._recent = menu.addMenu(self.tr("Open &recent"))
        self._recent.aboutToShow.connect(self._fill_recent)
        self._add(menu, self.tr("Open the &sample"), projects.open_sample, always=True)
        self._add(menu, self.tr("&Close project"), self._window.close_project, "Ctrl+W")
        menu.addSeparator()
        self._add(menu, self.tr("&Import articles…"), library.choose_articles, "Ctrl+I")
        self._add(menu, self.tr("&Paste as article"), library.paste_article, "Ctrl+Shift+V")
        self._add(menu, self.tr("Add sources from &files…"), library.choose_sources, "Ctrl+Shift+I")
        self._add(menu, self.tr("Add a &link as source…"), library.begin_link, "Ctrl+L")
        self._add(menu, self.tr("Add a no&te as source…"), library.begin_note, "Ctrl+T")
        menu.addSeparator()
        pdf, csv = self.tr("Export sheet as P&DF…"), self.tr("Export claims as CS&V…")
        self.export_pdf = self._add(menu, pdf, sheets.choose_pdf, "Ctrl+E")
        self._add(menu, csv, sheets.choose_csv, "Ctrl+Shift+E")
        self._add(menu, self.tr("&Merge a colleague’s copy…"), projects.choose_merge, "Ctrl+M")
        menu.addSeparator()
        self._add(menu, self.tr("Project &title…"), projects.choose_title)
        self._scale_menu(menu.addMenu(self.tr("Sc&ale")))
        self._add(menu, self.tr("Your na&me…"), projects.choose_name, always=True)
        menu.addSeparator()
        self._add(menu, self.tr("&Quit"), self._window.quit, "Ctrl+Q", always=True)

    def _scale_menu(self, menu: QMenu) -> None:
        for scale in scales():
            action = self._add(menu, scale.name, partial(self._panels.projects.set_scale, scale.id))
            action.setCheckable(True)
            action.setData(scale.id)
            self._scales.addAction(action)

    def _edit_menu(self) -> None:
        menu = self._menu("edit", self.tr("&Edit"))
        self.undo = self._add(menu, self.tr("&Undo"), self._panels.history.undo, "Ctrl+Z", always=True)
        redo = self._panels.history.redo
        self.redo = self._add(menu, self.tr("&Redo"), redo, "Ctrl+Shift+Z", "Ctrl+Y", always=True)
        menu.addSeparator()
        view = self._panels.reading.view
        self._adopt(menu, view.find_action, self.tr("&Find in the article"))
        self._add(menu, self.tr("Filter &claims"), self._window.filter_claims, "Ctrl+Shift+F")

    def _article_menu(self) -> None:
        reading, library = self._panels.reading, self._panels.library
        menu = self._menu("article", self.tr("&Article"))
        self._letter(menu, self.tr("Next sentence"), reading.view.next_sentence, "J")
        self._letter(menu, self.tr("Previous sentence"), reading.view.previous_sentence, "K")
        self._letter(menu, self.tr("Next claim"), reading.view.next_claim, "Shift+J")
        self._letter(menu, self.tr("Previous claim"), reading.view.previous_claim, "Shift+K")
        menu.addSeparator()
        self._letter(menu, self.tr("Mark a claim on the selection or sentence"), reading.mark, "H")
        self._letter(menu, self.tr("Nothing to check in the sentence…"), reading.nothing_to_check, "N")
        menu.addSeparator()
        self._letter(menu, self.tr("Article details and finding"), library.show_article_details, "I")

    def _claim_menu(self) -> None:
        claims = self._panels.claims
        menu = self._menu("claim", self.tr("&Claim"))
        rate = menu.addMenu(self.tr("Rate"))
        for value in range(1, 10):
            self._letter(rate, str(value), partial(claims.rate, value), str(value), listed=False)
        self._listed["claim"].append(("1 … 9", self.tr("Rate; the same key again takes it back")))
        other = self.tr("Turn to the other question: was it said? is it so?")
        self._letter(menu, other, claims.switch_question, "T")
        self._letter(menu, self.tr("Wording"), claims.begin_wording, "W", field=True)
        self._letter(menu, self.tr("Speaker"), claims.begin_speaker, "S", field=True)
        self._letter(menu, self.tr("Rationale"), claims.begin_rationale, "R", field=True)
        self._letter(menu, self.tr("Fix"), claims.begin_fix, "F", field=True)
        self._letter(
            menu, self.tr("Evidence: find a source and cite it"), claims.begin_evidence, "E", field=True
        )
        menu.addSeparator()
        self._add(menu, self.tr("Close claim"), claims.close_claim, "Ctrl+Return", "Ctrl+Enter")
        self._add(menu, self.tr("Show what was edited apart"), self._panels.conflicts.show)
        self._letter(menu, self.tr("Delete claim or source in hand"), self._window.delete, "Del")

    def _view_menu(self) -> None:
        view = self._panels.reading.view
        menu = self._menu("view", self.tr("&View"))
        for action in (view.zoom_in_action, view.zoom_out_action, view.zoom_reset_action):
            self._adopt(menu, action, action.text())
        menu.addSeparator()
        themes = QActionGroup(self)
        names = {
            "system": self.tr("Light or dark as the system"),
            "light": self.tr("Light"),
            "dark": self.tr("Dark"),
        }
        chosen = read_settings().theme
        for theme in THEMES:
            action = self._add(menu, names[theme], partial(self._window.choose_theme, theme), always=True)
            action.setCheckable(True)
            action.setChecked(theme == chosen)
            themes.addAction(action)

    def _help_menu(self) -> None:
        menu = self._menu("help", self.tr("&Help"))
        self._add(menu, self.tr("&Keys"), self._window.show_keys, "F1", always=True)
        self._listed["help"].append(("Esc", self.tr("Back to the article")))

    # Making them

    def _menu(self, group: str, name: str) -> QMenu:
        self._group = self._listed.setdefault(group, [])
        return self._bar.addMenu(name)

    def _add(
        self, menu: QMenu, words: str, slot: Callable[..., object], *keys: str, always: bool = False
    ) -> QAction:
        action = menu.addAction(words)
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.triggered.connect(lambda _checked=False: slot())
        if not always:
            self._with_project.append(action)
        if keys:
            self._list(action, words)
        return action

    def _letter(
        self,
        menu: QMenu,
        words: str,
        slot: Callable[..., object],
        key: str,
        *,
        listed: bool = True,
        field: bool = False,
    ) -> None:
        action = menu.addAction(words)
        action.setShortcut(QKeySequence(key))
        action.triggered.connect(lambda _checked=False: self._do(slot, field))
        self._with_project.append(action)
        self._single_keys.append(action)
        if listed:
            self._list(action, words)

    def _do(self, slot: Callable[..., object], field: bool) -> None:
        if self._held is None:
            slot()
        elif not self._field_awaited:
            self._held.append(slot)
            self._field_awaited = field

    def _adopt(self, menu: QMenu, action: QAction, words: str) -> None:
        action.setText(words)
        menu.addAction(action)
        self._with_project.append(action)
        self._list(action, words)

    def _list(self, action: QAction, words: str) -> None:
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.PortableText)
        self._group.append((keys, words.replace("&", "").removesuffix("…")))

    def _fill_recent(self) -> None:
        self._recent.clear()
        for known in read_settings().recent:
            action = self._recent.addAction(known.title or known.path)
            action.setToolTip(known.path)
            action.setData(known.path)
            action.triggered.connect(self._on_recent)

    def _on_recent(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self._panels.projects.open(Path(action.data()))

    def _on_labels_changed(self, undo: str, redo: str) -> None:
        for action, words, label in ((self.undo, self.tr("Undo"), undo), (self.redo, self.tr("Redo"), redo)):
            action.setText(f"{words} {label}".strip())
            action.setEnabled(bool(label))
            action.setIconText(words)
            action.setToolTip(f"{words} {label} ({action.shortcut().toString()})")
