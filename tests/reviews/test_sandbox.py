"""The checker's process is bounded, and what ends it is told apart."""

import os
import signal
import time
from pathlib import Path

import pytest

from reviews import sandbox
from reviews.engine.limits import DOCUMENTS, TooMuch
from reviews.sandbox import Limits, Ran

LIMITS = Limits(soft_seconds=0.5, hard_seconds=4, memory_bytes=1024**3)


def run(work, limits: Limits = LIMITS, on_look=lambda *_: True) -> Ran | None:
    return sandbox.run(work, limits, on_look)


def spin(*_) -> dict:
    while True:
        pass


def test_a_result_comes_back_whatever_its_size() -> None:
    large = {"text": "設定 \0" * 500_000}
    assert run(lambda *_: large) == Ran(large)


def test_progress_is_told() -> None:
    seen = []

    def work(tell, stop, interrupts) -> dict:
        tell("reading", 0, 3)
        tell("rules", 41, 87)
        time.sleep(0.3)
        return {}

    assert run(work, on_look=lambda *stage: seen.append(stage) or True) == Ran({})
    assert ("rules", 41, 87) in seen


def test_the_soft_limit_is_a_question_that_is_answered_yes_in_time() -> None:
    def work(tell, stop, interrupts) -> dict:
        began = time.monotonic()
        while not stop():
            tell("rules", 1, 2)
            time.sleep(0.01)
        return {"seconds": time.monotonic() - began}

    assert 0.4 <= run(work).result["seconds"] < 3


@pytest.mark.parametrize("slow", [spin, lambda *_: time.sleep(60)])
def test_a_rule_that_spins_or_sleeps_past_the_soft_limit_is_cut(slow) -> None:
    def work(tell, stop, interrupts) -> dict:
        try:
            slow()
        except interrupts:
            return {"cut": True}
        return {"cut": False}

    assert run(work) == Ran({"cut": True})


def test_what_nothing_inside_can_cut_is_ended_at_the_hard_limit() -> None:
    def work(*_) -> dict:
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM])
        spin()

    began = time.monotonic()
    assert run(work, Limits(0.2, 1, 1024**3)) == Ran(problem="too-slow")
    assert time.monotonic() - began < 5


def test_memory_beyond_the_limit_is_told() -> None:
    assert run(lambda *_: {"x": len(bytearray(2 * 1024**3))}) == Ran(problem="too-much-memory")
    assert run(lambda *_: os.abort()) == Ran(problem="too-much-memory")


def test_a_crash_of_compiled_code_is_told_as_ours() -> None:
    assert run(lambda *_: os.kill(os.getpid(), signal.SIGSEGV)) == Ran(problem="checker-crashed")
    assert run(lambda *_: os._exit(3)) == Ran(problem="checker-crashed")


def test_an_exception_is_told_without_its_words(capfd) -> None:
    def work(*_) -> dict:
        raise ValueError("correct-horse-battery")

    assert run(work) == Ran(problem="checker-failed")
    out, err = capfd.readouterr()
    assert "ValueError" in err
    assert "correct-horse-battery" not in out + err


def test_a_limit_of_the_engine_is_told_by_its_id() -> None:
    def work(*_) -> dict:
        raise TooMuch(DOCUMENTS)

    assert run(work) == Ran(problem="documents")


def test_who_loses_the_review_ends_the_work_at_once() -> None:
    began = time.monotonic()
    assert run(spin, Limits(30, 60, 1024**3), on_look=lambda *_: False) is None
    assert time.monotonic() - began < 5


def test_the_signals_that_stop_a_worker_leave_the_work_alone() -> None:
    def work(*_) -> dict:
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            os.kill(os.getpid(), number)
        return {"lived": True}

    assert run(work) == Ran({"lived": True})


def test_nothing_that_the_worker_has_open_is_open_inside(tmp_path) -> None:
    with (tmp_path / "database").open("wb") as file:
        number = file.fileno()

        def work(*_) -> dict:
            try:
                os.fstat(number)
            except OSError:
                return {"open": False}
            return {"open": True}

        assert run(work) == Ran({"open": False})


def test_no_process_is_left_behind() -> None:
    children = Path(f"/proc/self/task/{os.getpid()}/children")
    before = children.read_text()
    run(lambda *_: {})
    run(lambda *_: os.abort())
    run(spin, on_look=lambda *_: False)
    assert children.read_text() == before
