"""This process beside others, and its threads beside each other: its name, what it leaves behind, who waits."""

import gc
import os
import signal
import sys
import threading
from collections.abc import Callable

from bot.store.store import Store

SHARE = 0.0005
"""Seconds one thread may compute while others wait to; Python's own are ten times as many."""


RARELY = (50_000, 20, 20)
"""New values after which Python looks for garbage among them, and how much more seldom among older ones."""


def answer_at_once() -> None:
    """Let no thread be kept waiting by another for long: Slack waits for its events to be taken in.

    Taking one in is ten short pieces of work, and each may come upon a thread that is at a plan or a sweep. What is
    loaded by now stays for good, so nobody is held up while it is looked through for what can be thrown away; nor
    while a sweep makes thousands of values that all stay.
    """
    sys.setswitchinterval(SHARE)
    gc.collect()
    gc.freeze()
    gc.set_threshold(*RARELY)


def process_name() -> str:
    """What the names of this process's workers begin with: the machine, and the number of the process there."""
    return f"{os.uname().nodename}:{os.getpid()}"


def of_a_process_that_ended(holder: str) -> bool:
    """Whether a worker was of a process on this machine that has ended. Of other machines this cannot be known.

    Asked by a process that holds nothing yet: one of its own number was an earlier one, as in a container.
    """
    machine, number = (*holder.split(":"), "")[:2]
    if machine != os.uname().nodename or not number.isdecimal():
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return int(number) == os.getpid()


def hand_back(store: Store, gone: Callable[[str], bool]) -> None:
    """Free what workers hold that are gone, so that others take it up without waiting for the lease to end."""
    for holder in store.holders():
        if gone(holder):
            store.release_claims(holder)


def asked_to_end() -> threading.Event:
    """An event that is set when the process is asked to end (Ctrl-C, or a polite kill)."""
    end = threading.Event()
    for asked in (signal.SIGINT, signal.SIGTERM):
        signal.signal(asked, lambda *_: end.set())
    return end
