"""What a job may use before it is ended: time, memory, and how much it may answer."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """For work on what others made, which may be meant to hang a program or fill its memory.

    Attributes: ``cpu_seconds`` of the child; ``wall_seconds`` from the start, waiting included;
    ``memory_bytes`` beyond what the child has when it starts; ``answer_bytes`` of the pickled result;
    ``subject`` is what is worked on, as the sentences that tell of it begin. In a conversation the seconds
    and the bytes of an answer are those of each question.

    Where the system cannot limit a process (Windows; memory on macOS), the time from the start still holds.
    """

    subject: str
    cpu_seconds: int = 60
    wall_seconds: int = 180
    memory_bytes: int = 1536 * MIB
    answer_bytes: int = 512 * MIB


def limit_this_process(limits: Limits) -> None:
    """Hold this process to them from now on; for a child that does nothing else."""
    if sys.platform == "win32":
        return
    import resource

    limit_memory(limits)
    # CPU used so far counts too; a second more before it is killed without a signal of its own.
    used = int(sum(os.times()[:2]))
    _lower(resource.RLIMIT_CPU, used + limits.cpu_seconds, used + limits.cpu_seconds + 1)


def limit_next_answer(limits: Limits) -> None:
    """Give this process the CPU time of one more question; for a child that is asked many."""
    if sys.platform == "win32":
        return
    import resource

    used = int(sum(os.times()[:2]))
    _lower(resource.RLIMIT_CPU, used + limits.cpu_seconds, resource.getrlimit(resource.RLIMIT_CPU)[1])


def limit_memory(limits: Limits) -> None:
    """Hold this process to the memory from now on, and have it leave no memory image when it crashes."""
    if sys.platform == "win32":
        return
    import resource

    _lower(resource.RLIMIT_CORE, 0)
    size = _address_space()
    if size:
        _lower(resource.RLIMIT_AS, size + limits.memory_bytes)


def _lower(what: int, soft: int, hard: int | None = None) -> None:
    import resource

    _, most = resource.getrlimit(what)
    wished = soft if hard is None else hard
    if most != resource.RLIM_INFINITY:
        soft, wished = min(soft, most), min(wished, most)
    try:
        resource.setrlimit(what, (soft, wished))
    except (OSError, ValueError):
        # A system that does not let itself be told: the parent's clock remains.
        return


def _address_space() -> int:
    """Bytes of address space this process has, 0 where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    except (OSError, ValueError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")
