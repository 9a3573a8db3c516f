"""The line at the foot of the window: what is saved, who works, and what is running."""

from __future__ import annotations

from functools import partial
from typing import cast

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QProgressBar, QPushButton, QSizePolicy, QWidget

from widgets.labels import BOLD, ElidedLabel, Label, isolated
from widgets.layouts import set_sides
from widgets.spoken_parts import announce
from widgets.styling import follow_theme

_LINGERS_MS = 20_000
# What a button of the line has around its words, in pixels.
_AIR = 5
_KEYS = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
_HELD = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr)


def clock(milliseconds: int) -> str:
    """Elapsed time as minutes and seconds."""
    seconds = milliseconds // 1000
    return f"{seconds // 60}:{seconds % 60:02d}"


class JobProgress(QWidget):
    """The job that is running: its phase, how far it is, how long it has taken, and Cancel.

    Signals: ``cancel_requested``.
    """

    cancel_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._words = Label(ink="soft", size=0.92, wrap=False)
        self._time = Label(ink="soft", size=0.92, wrap=False)
        self._bar = QProgressBar(textVisible=False)
        self._bar.setFixedSize(110, 6)
        self._cancel = QPushButton(self.tr("Cancel"))
        # As high as what else stands in the line: a job that begins moves nothing in the window.
        self._cancel.setProperty("look", "status")
        self._since = QElapsedTimer()
        self._ticking = QTimer(self, interval=1000)
        self._ticking.timeout.connect(self._on_tick)
        self._cancel.clicked.connect(self._on_cancel)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for part in (self._words, self._bar, self._time, self._cancel):
            layout.addWidget(part)
        self.hide()

    def show_share(self, title: str, percent: int) -> None:
        """Show the job with how much of it is done, in words and in the bar."""
        self._show(title, f"{title}: {self.tr('{0} %').format(percent)}", percent, 100)

    def show_job(self, title: str, phase: str = "", done: int = 0, total: int = 0) -> None:
        """Show the job; with no total the bar only says that work goes on."""
        count = f" {done}/{total}" if total else ""
        self._show(title, f"{title}: {phase}{count}" if phase else f"{title}{count}", done, total)

    def _show(self, title: str, words: str, done: int, total: int) -> None:
        if not self._ticking.isActive():
            self._since.start()
            self._ticking.start()
            self._cancel.setEnabled(True)
            self._cancel.setText(self.tr("Cancel"))
        self._words.setText(words)
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._bar.setAccessibleName(title)
        self._on_tick()
        self.show()

    def end(self) -> None:
        """The job has ended, one way or another."""
        self._ticking.stop()
        self.hide()

    @property
    def words(self) -> str:
        """What it says now."""
        return self._words.text()

    def _on_tick(self) -> None:
        self._time.setText(clock(self._since.elapsed()))

    def _on_cancel(self) -> None:
        self._cancel.setEnabled(False)
        self._cancel.setText(self.tr("Cancelling"))
        self.cancel_requested.emit()


class StatusLine(QWidget):
    """Saved or not, connection, person, job.

    Signals: ``cancel_requested`` to stop the job; ``reason_requested`` to ask why it is not saved;
    ``person_requested`` when a person wants to change the name they work under.
    """

    cancel_requested = Signal()
    reason_requested = Signal()
    person_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._saved = QPushButton()
        self._saved.setProperty("look", "status")
        self._offline = Label(ink="soft", size=0.92, wrap=False)
        self._person = QPushButton()
        self._person.setProperty("look", "status")
        self._person.setToolTip(self.tr("The name your verdicts carry"))
        self._hand = Label(ink="soft", size=0.92, wrap=False)
        self._dot = Label("·", ink="soft", wrap=False)
        for part in (self._dot, self._hand):
            part.hide()
        self._message = ElidedLabel(ink="soft", size=0.92)
        self._message.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.job = JobProgress()
        self._fading = QTimer(self, singleShot=True, interval=_LINGERS_MS)
        self._fading.timeout.connect(partial(self._message.setText, ""))
        self._lay_out()
        self.job.cancel_requested.connect(self.cancel_requested)
        self._saved.clicked.connect(self.reason_requested)
        self._person.clicked.connect(self.person_requested)
        follow_theme(self)
        self.show_saved()
        self.set_offline(True)
        self.set_person("")

    def show_saved(self) -> None:
        """Every change made so far is in the file."""
        self._show_saving(self.tr("● Saved"), "good", self.tr("Every change is in the project file."))

    def show_saving(self) -> None:
        """A change is on its way into the file."""
        self._show_saving(self.tr("○ Saving…"), "soft", "")

    def show_not_saved(self, reason: str) -> None:
        """The last change could not be written; the reason stays on show until it can."""
        self._show_saving(self.tr("✗ Not saved: {0}").format(reason), "danger", reason)

    def set_offline(self, offline: bool) -> None:
        """Whether nothing is being fetched, which is so unless a person asks."""
        self._offline.setText(self.tr("offline") if offline else self.tr("fetching"))
        self._offline.set_ink("soft" if offline else "warning")

    def set_person(self, name: str) -> None:
        """Whose name the changes carry."""
        self._person.setText(name or self.tr("no name yet"))

    def set_in_hand(self, source: str) -> None:
        """The number of the source that facts are ticked against; empty for none."""
        self._hand.setVisible(bool(source))
        self._dot.setVisible(bool(source))
        self._hand.setText(self.tr("in hand: {0}").format(source) if source else "")

    def say(self, message: str) -> None:
        """Name what just happened, such as what an undo took back; empty to say nothing.

        It goes by itself once it is no longer what just happened.
        """
        self._set_passing(on=False)
        self._fading.start()
        self._message.setText(message)
        announce(self, message)

    def hint(self, message: str) -> None:
        """Say what is so only until the next key or press of the mouse, such as why a key did nothing."""
        self.say(message)
        self._set_passing(on=bool(message))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        key = event.type() in _KEYS and cast(QKeyEvent, event).key() not in _HELD
        if key or event.type() == QEvent.Type.MouseButtonPress:
            self.say("")
        return super().eventFilter(watched, event)

    def _set_passing(self, *, on: bool) -> None:
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
            if on:
                application.installEventFilter(self)

    @property
    def message(self) -> str:
        """What it names as having just happened."""
        return self._message.text()

    @property
    def saving_words(self) -> str:
        """What it says about saving."""
        return self._words

    def _show_saving(self, words: str, ink: str, tip: str) -> None:
        self._words = words
        self._saved.setText(isolated(words))
        # Without its sign, which is for the eye.
        self._saved.setAccessibleName(words.partition(" ")[2])
        self._saved.setToolTip(tip)
        if self._saved.property("ink") != ink:
            self._saved.setProperty("ink", ink)
            self._saved.style().unpolish(self._saved)
            self._saved.style().polish(self._saved)

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        set_sides(self, layout, 8, 2, 10, 2)
        layout.setSpacing(3)
        # As much air around plain words as buttons have.
        for label in (self._offline, self._hand, self._message):
            label.setContentsMargins(_AIR, 0, _AIR, 0)
        parts: list[QWidget] = [self._saved, self._offline, self._person, self._hand]
        for at, part in enumerate(parts):
            if at:
                dot = self._dot if part is self._hand else Label("·", ink="soft", wrap=False)
                layout.addWidget(dot, 0, Qt.AlignmentFlag.AlignVCenter)
            layout.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addSpacing(8)
        layout.addWidget(self._message, 1)
        layout.addWidget(self.job)
        self._saved.setFont(Label(size=0.92, weight=BOLD).font())
        self._person.setFont(Label(size=0.92).font())
