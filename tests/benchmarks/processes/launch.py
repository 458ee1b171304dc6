"""Runs one program and writes down what the system says of it: `launch.py ACCOUNT PROGRAM WORD…`.

A small process of its own: on Linux the peak memory of a child begins at that of whoever started it, and the bench
itself has grown by then.
"""

import json
import os
import subprocess
import sys
import time
from pathlib import Path


def main() -> int:
    begun = time.perf_counter()
    child = subprocess.Popen(sys.argv[2:])
    _, status, usage = os.wait4(child.pid, 0)
    taken = time.perf_counter() - begun
    child.returncode = os.waitstatus_to_exitcode(status)
    account = {
        "seconds": taken,
        "cpu": usage.ru_utime + usage.ru_stime,
        "megabytes": usage.ru_maxrss * 1024 / 1e6,
    }
    Path(sys.argv[1]).write_text(json.dumps(account), "utf-8")
    return child.returncode


if __name__ == "__main__":
    raise SystemExit(main())
