"""One round of killing a part while clients are at work."""

import subprocess
import threading
import time
from collections.abc import Callable, Sequence


def killed_at_work(
    process: "subprocess.Popen[bytes]",
    work: Sequence[Callable[[], None]],
    enough: Callable[[], bool],
    stop: threading.Event,
    *,
    within: float,
    after: float,
) -> None:
    """Let all work, kill the process once it is `enough` or that many seconds `within`, and some seconds `after`."""
    threads = [threading.Thread(target=one) for one in work]
    for thread in threads:
        thread.start()
    deadline = time.monotonic() + within
    while not enough() and time.monotonic() < deadline:
        time.sleep(0.001)
    time.sleep(after)  # the moment is what is tried
    process.kill()
    stop.set()
    for thread in threads:
        thread.join()
