"""What goes of itself goes in the window's thread; tried in a process whose whole memory it is."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]

PROGRAM = """
import gc, sys, threading
from PySide6.QtCore import QTimer, Qt
from PySide6.QtWidgets import QApplication, QWidget
from widgets.collecting import CollectedHere

class Circle(QWidget):
    def __init__(self):
        super().__init__()
        self.itself = self
        self.destroyed.connect(lambda: gone.append(threading.current_thread().name), Qt.DirectConnection)

def make_much():
    # Now and then, as edits do: what a thread makes that works without a pause is put aside.
    while not stop.wait(0.02):
        kept = [[n] for n in range(20_000)]

app = QApplication([])
gone, stop = [], threading.Event()
here = CollectedHere(app) if sys.argv[1] == "here" else None
for _ in range(3):
    Circle().show()
app.processEvents()
busy = threading.Thread(target=make_much, name="project", daemon=True)
busy.start()
look = QTimer(app, interval=20)
look.timeout.connect(lambda: len(gone) == 3 and app.quit())
look.start()
app.exec()
stop.set()
busy.join()
print(set(gone))
"""


def test_a_window_that_goes_in_a_circle_is_closed_in_its_own_thread_whichever_thread_makes_objects() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, "here"], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == "{'MainThread'}\n"


SEARCHES = """
import gc, weakref
from PySide6.QtCore import QCoreApplication
from widgets.collecting import CollectedHere

class Circle:
    def __init__(self):
        self.itself = self

app = QCoreApplication([])
here, searched, kept = CollectedHere(app), [], []
gc.callbacks.append(lambda phase, info: phase == "stop" and searched.append(info["generation"]))

def searches(looks, rested):
    searched.clear()
    for _ in range(looks):
        kept.extend([n] for n in range(900))
        here.look(rested)
    return "".join(map(str, searched))

print(searches(40, 0.5), searches(3, 3.0), searches(3, 61.0))
searches(20, 0.5)
many = [[n] for n in range(50_000)]
print(searches(2, 3.0), searches(2, 61.0))
Circle.last = weakref.ref(Circle())
here.look(0.5, elsewhere=0.2)
print(searches(2, 0.5), Circle.last() is not None, searches(1, 61.0), Circle.last() is None)
"""


def test_while_a_person_works_only_what_is_new_is_searched_and_the_rest_in_pauses() -> None:
    done = subprocess.run(
        [sys.executable, "-c", SEARCHES], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["0" * 40, "100", "200", "00", "12", "00", "True", "2", "True"]
