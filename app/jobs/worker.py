"""The child's side of a job: runs one function, reports phases, ends when the parent is gone."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from app.jobs.limits import limit_this_process
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
    # Ctrl+C reaches the whole process group; the parent alone decides what it means.
    with contextlib.suppress(ValueError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        function_path, payload, outputs, limits = pipe.recv()
    except EOFError:
        return
    work = Work(tuple(Path(o) for o in outputs), lambda code: pipe.send((PHASE, code)))
    threading.Thread(target=_end_with_parent, args=(pipe, work.outputs), daemon=True).start()
    if limits is not None:
        limit_this_process(limits)
    _answer(pipe, _run(function_path, payload, work))
    # The parent closes its end once it has read the answer; ending earlier could lose it.
    threading.Event().wait()


def _answer(pipe: Connection, answer: tuple[str, Any]) -> None:
    try:
        pipe.send(answer)
    except MemoryError:
        pipe.send((MEMORY, ""))


def resolve(function_path: str) -> Callable[[Any, Work], Any]:
    """The function at ``package.module:name``."""
    module, _, name = function_path.partition(":")
    return getattr(import_module(module), name)


def _run(function_path: str, payload: Any, work: Work) -> tuple[str, Any]:
    try:
        return DONE, resolve(function_path)(payload, work)
    except KnownError as error:
        return KNOWN, str(error)
    except MemoryError:
        return MEMORY, ""
    except Exception:  # noqa: BLE001 - told to the parent with its traceback
        return BUG, traceback.format_exc()


def _end_with_parent(pipe: Connection, outputs: tuple[Path, ...]) -> None:
    with contextlib.suppress(EOFError, OSError):
        pipe.recv()
    for output in outputs:
        with contextlib.suppress(OSError):
            output.unlink(missing_ok=True)
    os._exit(0)
