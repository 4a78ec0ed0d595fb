"""A process that has everything imported and nothing open, and forks workers and readers: one costs no start of Django.

``python -m tests.recovery.nursery`` reads a JSON object on each line of its input, and answers with one.
"""

import json
import os
import random
import select
import signal
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django

LATE_SECONDS = 5.0
"""A worker that did not come by its place for so long is killed where it is."""
at_work: dict[int, int] = {}
"""By a worker's process id: a pipe that tells when it has its lease."""


def fork(live: Callable[[], None]) -> int:
    """Let a child do this and end; its process id."""
    pid = os.fork()
    if pid:
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
    from django.utils import timezone  # noqa: PLC0415

    from search.index.models import Lease  # noqa: PLC0415

    Lease.objects.filter(holder__contains=f":{pid}:").update(until=timezone.now())


def start(order: dict[str, Any]) -> int:
    """Fork a worker; its process id."""
    told, tell = os.pipe()
    pid = fork(lambda: work(order, tell))
    os.close(tell)
    at_work[pid] = told
    return pid


def work(order: dict[str, Any], tell: int) -> None:
    """Be ``manage.py search_worker``, with a trap."""
    from django.core.management import call_command  # noqa: PLC0415

    from search.index.worker import Worker  # noqa: PLC0415
    from tests.recovery.places import Trap, hook  # noqa: PLC0415

    hook(Worker, "serve", before=lambda: os.write(tell, b"!"))
    if order.get("place"):
        Trap(order["place"], order.get("signal", signal.SIGKILL), random.Random(order.get("seed"))).lay()
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGUSR1})
    if order.get("after"):
        end_leases(order["after"])
    call_command("search_worker")


def read(order: dict[str, Any]) -> None:
    """Ask all the time, until told to stop."""
    from tests.recovery.reading import Reader  # noqa: PLC0415

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
                return {"status": ended, "seconds": time.monotonic() - started, "there": True}
            time.sleep(0.005)
    else:
        time.sleep(order["milliseconds"] / 1000)
    os.kill(pid, signal.SIGKILL)
    return {"status": os.waitpid(pid, 0)[1], "seconds": time.monotonic() - started, "there": not order.get("place")}


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
            return {"status": os.waitpid(order["pid"], 0)[1]}


def main() -> None:
    """Obey until the input ends."""
    django.setup()
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR1})  # until there is a trap to set
    # What a worker would import when it first needs it.
    import search.engines.elasticsearch_client  # noqa: F401, PLC0415
    import search.management.commands.search_worker  # noqa: PLC0415
    import tests.recovery.places
    import tests.recovery.reading  # noqa: F401, PLC0415
    from search.analysis import index_forms  # noqa: PLC0415

    index_forms("Wij openden één loket voor alle besturen.")
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        print(json.dumps(obey(json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
