"""One child asked many times: answers, errors, and what happens when it crashes, hangs or takes too much."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.jobs.child import JobBroke, JobStopped
from app.jobs.conversation import Conversation, ConversationClosed, Superseded
from app.jobs.limits import MIB, Limits
from db.errors import KnownError
from tests.app.jobs.test_job import gone, until

TALK = "tests.app.jobs.tasks:talk"
LIMITS = Limits("Reading “x”", cpu_seconds=30, wall_seconds=60, memory_bytes=256 * MIB, answer_bytes=MIB)


@pytest.fixture
def talk() -> Iterator[Conversation]:
    conversation = Conversation(TALK, None, LIMITS)
    yield conversation
    conversation.close()


def limited(**limits: int) -> Conversation:
    return Conversation(TALK, None, replace(LIMITS, **limits))


def test_one_child_answers_one_question_after_the_other_in_its_main_thread(talk: Conversation) -> None:
    first = talk.ask(("pid", None))
    assert first != os.getpid()
    assert talk.ask(("double", "ab")) == "abab"
    assert talk.ask(("thread", None)) is True
    assert (talk.ask(("pid", None)), talk.ask(("count", None))) == (first, 5)


def test_an_error_of_the_world_and_a_mistake_of_ours_leave_the_child_as_it_is(talk: Conversation) -> None:
    with pytest.raises(KnownError, match=r"The disk is full; nothing was changed\."):
        talk.ask(("refuse", None))
    with pytest.raises(JobBroke, match=r"(?s)Traceback.*ZeroDivisionError: ours"):
        talk.ask(("blunder", None))
    assert talk.ask(("count", None)) == 3


def test_of_what_waits_in_a_lane_only_the_newest_is_answered(talk: Conversation, tmp_path: Path) -> None:
    sign = tmp_path / "sign"
    busy = talk.wish(("wait for", str(sign)), lane="page")
    until(lambda: not talk._waiting)
    passed = [talk.wish(("double", n), lane="page") for n in range(5)]
    beside = talk.wish(("double", 10))
    sign.touch()
    assert busy.wait(60) == str(sign)
    assert passed[-1].wait(60) == 8
    assert beside.wait(60) == 20
    for one in passed[:-1]:
        with pytest.raises(Superseded):
            one.wait(60)
    assert talk.ask(("count", None)) == 4


@pytest.mark.parametrize(
    ("question", "limits", "told"),
    [
        (
            ("die", None),
            {},
            "Reading “x” stopped unexpectedly (exit code 7); nothing was changed, try again.",
        ),
        (
            ("wait for", "/nowhere"),
            {"wall_seconds": 2},
            "Reading “x” took longer than is allowed, so it was given up; nothing was changed.",
        ),
        (
            ("spin", None),
            {"cpu_seconds": 1},
            "Reading “x” took longer than is allowed, so it was given up; nothing was changed.",
        ),
        (("much", 2 * MIB), {}, "Reading “x” gave more than can be taken in; nothing was changed."),
        (
            ("hoard", 2_000 * MIB),
            {},
            "Reading “x” took more memory than there is for it, so it was given up; nothing was changed.",
        ),
    ],
    ids=["crash", "hang", "spin", "much", "memory"],
)
def test_a_child_that_is_lost_is_one_sentence_and_the_next_question_opens_another(
    question: tuple[str, Any], limits: dict[str, int], told: str
) -> None:
    if (question[0] == "hoard" and not sys.platform.startswith("linux")) or (
        question[0] == "spin" and sys.platform == "win32"
    ):
        pytest.skip("the system does not limit that")
    talk = limited(**limits)
    try:
        first = talk.ask(("pid", None), 60)
        lost, waiting = talk.wish(question), talk.wish(("pid", None))
        with pytest.raises(JobStopped) as error:
            lost.wait(90)
        assert str(error.value) == told
        assert waiting.wait(60) != first
        assert gone(first)
    finally:
        talk.close()


@pytest.mark.skipif(os.name == "nt", reason="needs SIGKILL")
def test_a_child_that_was_ended_while_nobody_asked_costs_no_question(talk: Conversation) -> None:
    child = talk.ask(("pid", None))
    os.kill(child, signal.SIGKILL)
    until(lambda: gone(child))
    assert talk.ask(("pid", None)) != child


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on a process's CPU time there")
def test_cpu_time_is_given_to_each_question_anew() -> None:
    talk = limited(cpu_seconds=2)
    try:
        child = talk.ask(("pid", None))
        # Three seconds of work in all.
        assert [talk.ask(("work", 1.0)) for _ in range(3)] == [1.0] * 3
        assert talk.ask(("pid", None)) == child
    finally:
        talk.close()


@pytest.mark.parametrize(("payload", "told"), [("refuse", "It is locked"), ("die", "exit code 7")])
def test_what_cannot_be_opened_fails_all_that_waits_with_one_sentence(payload: str, told: str) -> None:
    talk = Conversation(TALK, payload, LIMITS)
    for one in [talk.wish(("pid", None)), talk.wish(("double", 2))]:
        with pytest.raises(KnownError, match=told):
            one.wait(60)
    talk.close()


def test_closing_ends_the_child_and_what_waits(tmp_path: Path) -> None:
    talk = Conversation(TALK, None, LIMITS)
    child = talk.ask(("pid", None))
    busy, waiting = talk.wish(("wait for", str(tmp_path / "never"))), talk.wish(("double", 1))
    talk.close()
    for one in (busy, waiting, talk.wish(("double", 1))):
        with pytest.raises(ConversationClosed):
            one.wait(60)
    until(lambda: gone(child))


def test_a_conversation_nobody_asked_anything_closes() -> None:
    talk = Conversation(TALK, None, LIMITS)
    talk.close()
    assert talk.closed


@pytest.mark.skipif(os.name == "nt", reason="needs SIGKILL")
def test_a_child_at_work_ends_when_its_parent_is_killed(tmp_path: Path) -> None:
    main = tmp_path / "main.py"
    main.write_text(
        "import sys\nfrom pathlib import Path\nfrom app.jobs.conversation import Conversation\n"
        "from app.jobs.limits import Limits\n"
        "if __name__ == '__main__':\n"
        f"    talk = Conversation('{TALK}', None, Limits('x'))\n"
        "    pid = talk.ask(('pid', None), 60)\n"
        "    busy = talk.wish(('wait for', '/nowhere'))\n"
        "    Path(sys.argv[1]).write_text(str(pid))\n"
        "    busy.wait(120)\n"
    )
    sign = tmp_path / "sign"
    root = Path(__file__).parents[3]
    parent = subprocess.Popen([sys.executable, main, sign], env=os.environ | {"PYTHONPATH": str(root)})
    try:
        until(lambda: sign.exists() and sign.read_text() != "")
        child = int(sign.read_text())
        assert not gone(child)
    finally:
        parent.send_signal(signal.SIGKILL)
        parent.wait(60)
    until(lambda: gone(child))
