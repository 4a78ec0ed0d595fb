"""A process that has everything imported and nothing open, and forks workers and readers: one costs no start of Django.

``python -m tests.recovery.nursery`` reads a JSON object on each line of its input, and answers with one.
"""

import json
import os
import select
import signal
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402  # models need a Django that is set up
from django.utils import timezone  # noqa: E402

from search.analysis import load  # noqa: E402
from search.index.connection import engine as engine_of_process  # noqa: E402
from search.index.models import Lease  # noqa: E402
from search.index.worker import Worker  # noqa: E402
from tests.recovery.chance import chance  # noqa: E402
from tests.recovery.places import Trap, hook  # noqa: E402
from tests.recovery.reading import Reader  # noqa: E402
from tests.recovery.writing import write_on  # noqa: E402

LATE_SECONDS = 5.0
"""A worker that did not come by its place for so long is killed where it is."""
at_work: dict[int, int] = {}
"""By a worker's process id: a pipe that tells when it has its lease."""
children: set[int] = set()


def fork(live: Callable[[], None]) -> int:
    """Let a child do this and end; its process id."""
    pid = os.fork()
    if pid:
        children.add(pid)
        return pid
    os.dup2(2, 1)  # our output is for answers
    code = 1
    try:
        live()
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


def end_leases(pid: int) -> None:
    """Let the time pass that a killed process keeps its rights: nobody waits for that sixty times."""
    Lease.objects.filter(holder__contains=f":{pid}:").update(until=timezone.now())


def start(order: dict[str, Any]) -> int:
    """Fork a worker; its process id."""
    told, tell = os.pipe()
    pid = fork(lambda: work(order, tell))
    os.close(tell)
    at_work[pid] = told
    return pid


def work(order: dict[str, Any], tell: int) -> None:
    """Be ``manage.py search_worker``, or who writes batches to the engine alone, with a trap."""
    hook(Worker, "serve", before=lambda: os.write(tell, b"!"))
    if order.get("place"):
        Trap(order["place"], order.get("signal", signal.SIGKILL), chance(order.get("seed"))).lay()
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGUSR1})
    if order.get("after"):
        end_leases(order["after"])
    if order.get("role") == "write":
        os.write(tell, b"!")
        write_on(engine_of_process())
    call_command("search_worker")


def read(order: dict[str, Any]) -> None:
    """Ask all the time, until told to stop."""
    Reader(Path(order["report"]), order["words"]).run()


def finish(order: dict[str, Any]) -> dict[str, Any]:
    """Kill a worker ``milliseconds`` from now, or at its place; where it was, and how long that took."""
    pid = order["pid"]
    select.select([at_work[pid]], [], [], LATE_SECONDS)
    started = time.monotonic()
    if order.get("place"):
        os.kill(pid, signal.SIGUSR1)
        while time.monotonic() - started < LATE_SECONDS:
            if ended := os.waitpid(pid, os.WNOHANG)[1]:
                children.discard(pid)
                return {"status": ended, "seconds": time.monotonic() - started, "there": True}
            time.sleep(0.005)
    else:
        time.sleep(order["milliseconds"] / 1000)
    os.kill(pid, signal.SIGKILL)
    return {"status": wait(pid), "seconds": time.monotonic() - started, "there": not order.get("place")}


def wait(pid: int) -> int:
    """Wait until a child ended; its status."""
    status = os.waitpid(pid, 0)[1]
    children.discard(pid)
    return status


def obey(order: dict[str, Any]) -> dict[str, Any]:
    """Do what one line says. "work", "finish", "read" and "wait" are about one process."""
    match order["do"]:
        case "work":
            return {"pid": start(order)}
        case "read":
            return {"pid": fork(lambda: read(order))}
        case "finish":
            return finish(order)
        case _:
            return {"status": wait(order["pid"])}


def serve() -> None:
    """Obey until the input ends, and then let no child live on."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR1})  # until there is a trap to set
    load()
    print(json.dumps({"ready": True}), flush=True)
    try:
        for line in sys.stdin:
            print(json.dumps(obey(json.loads(line))), flush=True)
    finally:
        for pid in children:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


if __name__ == "__main__":
    serve()
