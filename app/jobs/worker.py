"""The child's side: runs one function or answers many questions; ends when the parent is gone."""

from __future__ import annotations

import contextlib
import errno
import os
import signal
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from multiprocessing.connection import Connection
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from app.jobs.limits import Limits, limit_memory, limit_next_answer, limit_this_process
from db.errors import KnownError

PHASE, DONE, KNOWN, BUG, MEMORY = "phase", "done", "known", "bug", "memory"


@dataclass(frozen=True)
class Work:
    """What a job's function is given besides its payload.

    Attributes: ``outputs`` are where to write what shall end up at the job's targets, in their order: they
    are moved into place only after the function returned. ``phase`` tells the parent a code such as
    ``typesetting``.
    """

    outputs: tuple[Path, ...]
    phase: Callable[[str], None]


def serve(pipe: Connection) -> None:
    """Run the one job that comes down the pipe: (function path, payload, outputs, limits or None)."""
    _leave_interrupts_to_the_parent()
    try:
        function_path, payload, outputs, limits = pipe.recv()
    except EOFError:
        return
    work = Work(tuple(Path(o) for o in outputs), lambda code: pipe.send((PHASE, code)))
    threading.Thread(target=_end_with_parent, args=(pipe, work.outputs), daemon=True).start()
    if limits is not None:
        limit_this_process(limits)
    _answer(pipe, _run(lambda: resolve(function_path)(payload, work)))
    # The parent closes its end once it has read the answer; ending earlier could lose it.
    threading.Event().wait()


def converse(pipe: Connection) -> None:
    """Open what comes down the pipe (function path, payload, limits or None), then answer one by one.

    The function gives the one that answers: it is called with each question, always in this thread.
    """
    _leave_interrupts_to_the_parent()
    try:
        function_path, payload, limits = pipe.recv()
    except EOFError:
        return
    questions: SimpleQueue[Any] = SimpleQueue()
    threading.Thread(target=_hear, args=(pipe, questions), daemon=True).start()
    if limits is not None:
        limit_memory(limits)
    work = Work((), lambda code: pipe.send((PHASE, code)))
    kind, opened = _within(limits, lambda: resolve(function_path)(payload, work))
    _answer(pipe, (kind, None if kind == DONE else opened))
    while True:
        question = questions.get()
        _answer(pipe, _within(limits, lambda: opened(question)))  # noqa: B023 - called at once


def _within(limits: Limits | None, doing: Callable[[], Any]) -> tuple[str, Any]:
    if limits is not None:
        limit_next_answer(limits)
    return _run(doing)


def _hear(pipe: Connection, questions: SimpleQueue[Any]) -> None:
    """Hand on what is asked until the parent is gone."""
    with contextlib.suppress(EOFError, OSError):
        while True:
            questions.put(pipe.recv())
    os._exit(0)


def _leave_interrupts_to_the_parent() -> None:
    # Ctrl+C reaches the whole process group; the parent alone decides what it means.
    with contextlib.suppress(ValueError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)


def _answer(pipe: Connection, answer: tuple[str, Any]) -> None:
    try:
        pipe.send(answer)
    except MemoryError:
        pipe.send((MEMORY, ""))


def resolve(function_path: str) -> Callable[[Any, Work], Any]:
    """The function at ``package.module:name``."""
    module, _, name = function_path.partition(":")
    return getattr(import_module(module), name)


def _run(doing: Callable[[], Any]) -> tuple[str, Any]:
    try:
        return DONE, doing()
    except KnownError as error:
        return KNOWN, str(error)
    except MemoryError:
        return MEMORY, ""
    except Exception as error:  # noqa: BLE001 - told to the parent with its traceback
        # Reading a folder of modules says it in the system's words.
        if isinstance(error, OSError) and error.errno == errno.ENOMEM:
            return MEMORY, ""
        return BUG, traceback.format_exc()


def _end_with_parent(pipe: Connection, outputs: tuple[Path, ...]) -> None:
    with contextlib.suppress(EOFError, OSError):
        pipe.recv()
    for output in outputs:
        with contextlib.suppress(OSError):
            output.unlink(missing_ok=True)
    os._exit(0)
