"""The edge: a headless command or the window, where a KnownError becomes one line and a status."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from db.errors import KnownError

if TYPE_CHECKING:
    from argparse import Namespace

DONE, FINDINGS, FAILED = 0, 1, 2


def run(words: Sequence[str]) -> int:
    """Run one command, or open the window where the first word is none; returns the exit status.

    0 done; 1 done with findings; 2 could not be done, with one line on standard error.
    """
    try:
        # Nothing but a bare word is a command: no start of the window loads them to find out.
        if words and (words[0].isalpha() or words[0] in ("-h", "--help", "--version")):
            from app.command_line import COMMANDS, command_parser

            if words[0] in COMMANDS or words[0].startswith("-"):
                asked = command_parser().parse_args(words)
                return _commanded(asked)
        return _window(words)
    except KnownError as error:
        _say(str(error))
        return FAILED
    except BrokenPipeError:
        # Whoever was reading went away (``| head``); what was asked for is done.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE


def _commanded(asked: Namespace) -> int:
    """Do the command; a mistake of ours is one line too, with its traceback in the log."""
    try:
        return asked.command(asked)
    except (KnownError, BrokenPipeError):
        raise
    except Exception:
        import logging

        from db.place import log_file, log_to_file

        handler = log_to_file()
        logging.getLogger("app").critical("in a command", exc_info=True)
        logging.getLogger().removeHandler(handler)
        handler.close()
        _say(f"Something went wrong in Tickmark itself; what was saved is safe. The details: {log_file()}")
        return FAILED


def _say(sentence: str) -> None:
    line = " ".join(sentence.split())
    sys.stderr.buffer.write(f"tickmark: {line}\n".encode("utf-8", "replace"))
    sys.stderr.flush()


def _window(words: Sequence[str]) -> int:
    # What a start makes stays: looking through it for what can go costs a tenth of the start.
    gc.disable()
    if not words or (len(words) == 1 and not words[0].startswith("-")):
        from app.window_start import open_window

        return open_window(Path(words[0]) if words else None)
    from app.command_line import window_parser

    asked = window_parser().parse_args(words)
    from app.window_start import open_window

    return open_window(asked.file, sample=asked.sample, picture_dir=asked.offscreen_picture)
