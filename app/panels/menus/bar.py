"""The menu bar, made from the table of commands, and when its commands act."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from app.panels.menus.entry import Entry, Line, Menu, Needs, Part, entries, tr
from app.panels.menus.fields import KeysInFields, is_bare, works_buttons
from app.panels.menus.here import here
from app.panels.menus.mnemonics import letter_of, plain, with_letters
from app.panels.menus.reach import Reach
from app.panels.menus.table import table
from app.panels.menus.unheard import Unheard
from widgets.key_names import key_name, tell_keys

# A field's own while something typed in it is unsaved.
_FIELD_FIRST = ("edit.undo", "edit.redo")
_READING_FIRST = ("article", "claim", "fact", "source", "edit", "view", "help", "project")


class Menus(QObject):
    """Makes the menu bar; commands that need a project are off without one.

    Attributes: ``undo``, ``redo``, ``search``, ``share``, ``export_pdf``, ``tick_facts`` for buttons
    elsewhere; ``titles`` are the letters that open the menus. Signals: ``told(sentence)`` why a key does
    nothing now.
    """

    told = Signal(str)

    def __init__(self, bar: QMenuBar, at: Reach) -> None:
        super().__init__(bar)
        self._at = at
        self._there = False
        self._held: list[Entry] | None = None
        self._field_awaited = False
        self._menus = table(at)
        self._entries = {entry.id: entry for entry in entries(self._menus)}
        self._actions: dict[str, QAction] = {}
        self._lettered: dict[str, str] = {}
        self._choices: dict[str, QActionGroup] = {}
        words = with_letters([menu.words for menu in self._menus])
        self.titles = tuple(map(letter_of, words))
        for menu, title in zip(self._menus, words, strict=True):
            self._fill(bar.addMenu(title), menu.parts)
        self.undo, self.redo = self._actions["edit.undo"], self._actions["edit.redo"]
        self.search, self.export_pdf = self._actions["edit.search"], self._actions["project.pdf"]
        self.tick_facts = self._actions["fact.mode"]
        self.share = self._actions["project.share"]
        self.set_keys({id: entry.keys for id, entry in self._entries.items()})
        KeysInFields(self._keys_in_fields, self)
        self._unheard = Unheard(self)
        self._unheard.dropped.connect(self._on_dropped)
        at.history.labels_changed.connect(self._on_labels_changed)
        at.reading.view.menu_opening.connect(self._on_menu_opening)
        self.set_open(False)

    @property
    def keys(self) -> Sequence[tuple[str, str]]:
        """Every key with what it does, those for reading and judging first."""
        listed = [row for menu in self._reading_first() for row in self._rows(menu.parts)]
        return [*listed, ("Esc", tr("Back to the article"))]

    @property
    def typing_unheard(self) -> bool:
        """Whether letters and digits go nowhere, for they follow a command whose field did not open."""
        return self._unheard.on

    @property
    def commands(self) -> Sequence[Entry]:
        """The table's commands, in its order."""
        return list(self._entries.values())

    def listed(self) -> Iterator[tuple[Entry, str]]:
        """Every command there is just now, each with the menu it stands in; those of reading first."""
        for menu in self._reading_first():
            yield from _listed(menu.parts, plain(menu.words))

    def keys_of(self, id: str) -> tuple[str, ...]:
        """The keys of that command as they are now, the one it is listed with first."""
        action = self._actions.get(id)
        return tuple(key.toString() for key in action.shortcuts()) if action is not None else ()

    def set_keys(self, keys: Mapping[str, tuple[str, ...]]) -> None:
        """Give the commands these keys, by id."""
        for id, own in keys.items():
            action = self._actions[id]
            action.setShortcuts([QKeySequence(key) for key in own])
            within = self._entries[id].within_article or any(map(works_buttons, own))
            contexts = Qt.ShortcutContext
            action.setShortcutContext(
                contexts.WidgetWithChildrenShortcut if within else contexts.WindowShortcut
            )
            if within:
                self._at.reading.view.addAction(action)
            else:
                self._at.reading.view.removeAction(action)
        tell_keys({id: own[0] if own else "" for id, own in keys.items()})
        self._show_tips()

    def act_in(self, widget: QWidget, ids: Sequence[str]) -> None:
        """Have these commands, whose keys act only in the article, act in that widget too."""
        widget.addActions([self._actions[id] for id in ids])

    def do(self, entry: Entry) -> None:
        """Do what that command does, or say why it cannot be done now."""
        # What is done to a claim waits whatever its key: the one in hand may be another in a moment.
        if self._held is None or not (self._is_bare(entry.id) or entry.needs is Needs.CLAIM):
            self._run(entry)
        elif not self._field_awaited:
            self._held.append(entry)
            self._field_awaited = entry.field

    def lacks(self, entry: Entry) -> str:
        """Why that command can do nothing now, in a sentence; empty where it can."""
        desk = self._at.desk
        if entry.needs >= Needs.PROJECT and not self._there:
            return tr("Open a project first.")
        if self._at.answering.slot(entry.id) is not None:
            return ""
        if entry.needs >= Needs.ARTICLE and (why := self._at.answering.why(entry.id)):
            return why
        if entry.needs >= Needs.ARTICLE and desk.article is None:
            return tr("Open an article first.")
        if entry.needs >= Needs.CLAIM and desk.record is None:
            words = tr("No claim is in hand: choose one, or press {0} on a sentence.")
            return words.format(key_name("article.mark", "H"))
        return entry.off() if entry.off is not None else ""

    def set_open(self, there: bool) -> None:
        """Whether a project is open."""
        self._there = there
        for id, entry in self._entries.items():
            if id not in _FIELD_FIRST:
                self._actions[id].setEnabled(there or entry.needs is Needs.NOTHING)
        if not there:
            self._unheard.end()
            self._on_labels_changed("", "")
        self._fit_undo()

    def hold_single_keys(self, hold: bool) -> None:
        """Let letters and digits wait, and all that is done to a claim, or do now what waited.

        After a key that leads into a field the rest would be words, not commands: those are dropped.
        """
        if hold:
            self._held, self._field_awaited = self._held or [], False
            return
        waiting, self._held = self._held or [], None
        while waiting:
            self._run(waiting.pop(0))
            if self._held is not None:
                self._held, waiting = waiting, []

    # Making it

    def _fill(self, menu: QMenu, parts: Sequence[Part]) -> None:
        named = [part for part in parts if not isinstance(part, Line)]
        words = dict(zip(map(id, named), with_letters([part.words for part in named]), strict=True))
        for part in parts:
            if isinstance(part, Line):
                menu.addSeparator()
            elif isinstance(part, Menu):
                under = menu.addMenu(words[id(part)])
                if part.fill is not None:
                    under.aboutToShow.connect(partial(self._fill_anew, under, part.fill))
                self._fill(under, part.parts)
            else:
                self._lettered[part.id] = words[id(part)]
                self._actions[part.id] = self._make(menu, part, words[id(part)])
        menu.aboutToShow.connect(partial(self._show_state, parts))
        menu.aboutToHide.connect(partial(self._enable, parts))

    def _make(self, menu: QMenu, entry: Entry, words: str) -> QAction:
        action = menu.addAction(words)
        action.triggered.connect(lambda _checked=False: self.do(entry))
        action.setAutoRepeat(not entry.once)
        if entry.checked is not None:
            action.setCheckable(True)
            if entry.choice:
                self._choices.setdefault(entry.choice, QActionGroup(self)).addAction(action)
        return action

    def _fill_anew(self, menu: QMenu, fill: Callable[[], Sequence[Entry]]) -> None:
        menu.clear()
        found = fill()
        for entry, words in zip(found, with_letters([entry.words for entry in found]), strict=True):
            action = self._make(menu, entry, words)
            if entry.checked is not None:
                action.setChecked(entry.checked())

    def _on_menu_opening(self, menu: QMenu, _offset: int) -> None:
        ids = here(
            ticking=self._at.ticking.on,
            claim=self._at.desk.record is not None,
            suggestion=self._at.suggestions().focused is not None,
        )
        found = [self._entries[id] for id in ids]
        for entry, words in zip(found, with_letters([entry.words for entry in found]), strict=True):
            action = self._make(menu, entry, words)
            action.setEnabled(not self.lacks(entry))
            # Shown, not acting: the key is the one of the menu bar's own action.
            own = self.keys_of(entry.id)
            action.setText(f"{words}\t{key_name(entry.id, own[0])}" if own else words)
        menu.addSeparator()

    def _show_state(self, parts: Sequence[Part]) -> None:
        """Grey what can do nothing now and tick what is so, while the menu is open."""
        for entry in (part for part in parts if isinstance(part, Entry)):
            action = self._actions[entry.id]
            action.setEnabled(not self.lacks(entry))
            if entry.checked is not None and (entry.checked() or not entry.choice):
                action.setChecked(entry.checked())

    def _enable(self, parts: Sequence[Part]) -> None:
        # A key that can do nothing now says why, so its action is off only with the menu open.
        for entry in (part for part in parts if isinstance(part, Entry)):
            if entry.id not in _FIELD_FIRST:
                self._actions[entry.id].setEnabled(self._there or entry.needs is Needs.NOTHING)

    # Acting

    def _run(self, entry: Entry) -> None:
        # While a claim is being marked the one in hand is not known yet: the command waits for it itself.
        missing = self.lacks(entry) if self._held is None else ""
        answered = self._at.answering.slot(entry.id)
        if missing:
            self.told.emit(missing)
        else:
            (answered or entry.slot)()
        # A page that answers a key does what it does at once, without a field.
        if entry.field and answered is None:
            self._unheard.expect_field()

    def _on_dropped(self) -> None:
        self.told.emit(tr("No field is open, so what is typed goes nowhere; Esc lets single keys act again."))

    def _is_bare(self, id: str) -> bool:
        action = self._actions.get(id)
        return action is not None and any(is_bare(key.toString()) for key in action.shortcuts())

    def _keys_in_fields(self) -> set[str]:
        return {
            key.toString()
            for id, action in self._actions.items()
            if id not in _FIELD_FIRST
            for key in action.shortcuts()
        }

    def _reading_first(self) -> list[Menu]:
        order = {id: n for n, id in enumerate(_READING_FIRST)}
        return sorted(self._menus, key=lambda menu: order.get(menu.id, len(order)))

    def _rows(self, parts: Sequence[Part]) -> list[tuple[str, str]]:
        rows: list[tuple[str, str]] = []
        for part in parts:
            if isinstance(part, Menu) and part.together:
                keys = [key for key, _words in self._rows(part.parts)]
                if keys:
                    rows.append((f"{keys[0]} … {keys[-1]}", part.together))
            elif isinstance(part, Menu):
                rows += self._rows(part.parts)
            elif isinstance(part, Entry):
                keys = self._actions[part.id].shortcut().toString(QKeySequence.SequenceFormat.PortableText)
                if keys:
                    rows.append((keys, plain(part.words)))
        return rows

    def _on_labels_changed(self, undo: str, redo: str) -> None:
        for id, label in zip(_FIELD_FIRST, (undo, redo), strict=True):
            action = self._actions[id]
            action.setText(f"{self._lettered[id]} {label.replace('&', '&&')}".strip())
            action.setIconText(plain(self._entries[id].words))
        self._fit_undo()
        self._show_tips()

    def _fit_undo(self) -> None:
        for id in _FIELD_FIRST:
            off = self._entries[id].off
            self._actions[id].setEnabled(self._there and not (off is not None and off()))

    def _show_tips(self) -> None:
        for action in (self.search, self.undo, self.redo, self.share, self.export_pdf, self.tick_facts):
            key = action.shortcut().toString()
            action.setToolTip(f"{plain(action.text())} ({key})" if key else plain(action.text()))


def _listed(parts: Sequence[Part], group: str) -> Iterator[tuple[Entry, str]]:
    for part in parts:
        if isinstance(part, Entry):
            yield part, group
        elif isinstance(part, Menu):
            found = [*part.parts, *(part.fill() if part.fill is not None else ())]
            yield from _listed(found, f"{group} ▸ {plain(part.words)}")
