"""Functions for jobs to run."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.jobs.worker import Work
from db.errors import KnownError


def double(payload: Any, work: Work) -> Any:
    work.phase("doubling")
    return payload * 2


def write_words(payload: str, work: Work) -> int:
    for output in work.outputs:
        output.write_text(payload)
    return len(payload)


def start_writing_and_wait(payload: str, work: Work) -> None:
    """Leaves a half-written output and a sign that it has begun, then never ends."""
    for output in work.outputs:
        output.write_text("half")
    work.phase(f"waiting {os.getpid()}")
    Path(payload).write_text(str(os.getpid()))
    threading.Event().wait()


def refuse(_payload: Any, work: Work) -> None:
    for output in work.outputs:
        output.write_text("half")
    raise KnownError("The disk is full; nothing was changed.")


def blunder(_payload: Any, _work: Work) -> None:
    raise ZeroDivisionError("ours")


def die(_payload: Any, _work: Work) -> None:
    os._exit(7)


def modules(_payload: Any, _work: Work) -> list[str]:
    import app.exporting.export
    import app.exporting.pdf  # noqa: F401

    return sorted(sys.modules)


def spin(_payload: Any, _work: Work) -> None:
    while True:
        pass


def hoard(payload: int, _work: Work) -> int:
    return len(bytearray(payload))


def answer_much(payload: int, _work: Work) -> bytes:
    return bytes(payload)


def talk(payload: Any, _work: Work) -> Callable[[tuple[str, Any]], Any]:
    """Answers (what, with what), and how many questions there were."""
    if payload == "refuse":
        raise KnownError("It is locked; nothing was opened.")
    if payload == "die":
        os._exit(7)
    asked = 0

    def answer(question: tuple[str, Any]) -> Any:
        nonlocal asked
        asked += 1
        what, value = question
        if what == "work":
            end = time.process_time() + value
            while time.process_time() < end:
                pass
        if what == "wait for":
            while not Path(value).exists():
                threading.Event().wait(0.01)
        deeds: dict[str, Callable[[], Any]] = {
            "count": lambda: asked,
            "double": lambda: value * 2,
            "pid": os.getpid,
            "thread": lambda: threading.current_thread() is threading.main_thread(),
            "refuse": lambda: refuse(None, _work),
            "blunder": lambda: blunder(None, _work),
            "die": lambda: die(None, _work),
            "spin": lambda: spin(None, _work),
            "hoard": lambda: hoard(value, _work),
            "much": lambda: answer_much(value, _work),
            "wait for": lambda: value,
            "work": lambda: value,
        }
        return deeds[what]()

    return answer
