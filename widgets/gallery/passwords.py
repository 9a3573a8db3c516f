"""Passwords as they are asked for and set."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from widgets.gallery import exhibit
from widgets.gallery.parts import over
from widgets.password_dialog import AskPassword, SetPassword

_NAME = "harbour.tickmark"


@exhibit("password asked for", (500, 620))
def asked() -> QWidget:
    """A wrong one typed, and that of a file to merge, which is not remembered."""
    # Somewhere to be made on; they are shown within the stage.
    maker = QWidget()
    words = (
        f"{_NAME} is protected with a password, or it is damaged: without the password the two cannot be "
        "told apart."
    )
    wrong = AskPassword(maker, _NAME, words)
    wrong.field.setText("dawn at the pier")
    wrong.say_wrong("That password does not open it, or the file is damaged. Nothing was changed; try again.")
    name = "Hafenkräne und Fährverbindungen, zweite Fassung.tickmark"
    other = f"{name} is protected with a password of its own, or it is damaged."
    merged = AskPassword(maker, name, other, can_remember=False)
    merged.go.setText("Go on")
    return over(wrong, merged)


@exhibit("password set", (500, 900))
def chosen() -> QWidget:
    """For the first time, what is typed shown and not the same twice; and where there is one."""
    maker = QWidget()
    first, another = SetPassword(maker, _NAME, there=False), SetPassword(maker, _NAME, there=True)
    first.first.setText("dawn at the pier")
    first.again.setText("dawn at the peer")
    first.shown.setChecked(True)
    first.go.click()
    return over(first, another)
