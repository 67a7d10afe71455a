"""Install pinned requirements into the virtual environment and then frontdesk itself, with one line of progress.

    python requirements/install.py UV FILE...

llama-cpp-python has no wheels: it compiles llama.cpp, about 190 files. The compiler is looked for before that begins,
and the count of files done is shown while it runs. Uses the standard library only: nothing else is there yet.
"""

import re
import shutil
import subprocess
import sys
import time
from collections import deque
from importlib import metadata

STEP = re.compile(r"\[(\d+)/(\d+)\]")
TOOLS = {"c++": "g++", "cmake": "cmake", "make": "make"}
KEPT_LINES = 40


def main(uv: str, files: list[str]) -> None:
    """Install every file with its hashes, then the project in place."""
    if not llama_is_installed():
        require_compiler()
    for file in files:
        run([uv, "pip", "install", "-v", "--require-hashes", "--no-deps", "-r", file], f"Installing {file}")
    run([uv, "pip", "install", "-v", "--no-deps", "-e", "."], "Installing frontdesk")


def llama_is_installed() -> bool:
    """Tell whether llama-cpp-python has been compiled into this environment."""
    try:
        return bool(metadata.version("llama-cpp-python"))
    except metadata.PackageNotFoundError:
        return False


def require_compiler() -> None:
    """Stop with what to install when llama.cpp cannot be compiled here."""
    missing = [package for tool, package in TOOLS.items() if shutil.which(tool) is None]
    if missing:
        names = " ".join(missing)
        sys.exit(f"llama.cpp is compiled during setup and needs {names}. Debian or Ubuntu: sudo apt install {names}")


def run(command: list[str], title: str) -> None:
    """Run `command`, show one moving line, and print its last words only when it fails."""
    began = time.monotonic()
    tail: deque[str] = deque(maxlen=KEPT_LINES)
    detail = ""
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace") as uv:
        assert uv.stdout is not None
        for line in uv.stdout:
            tail.append(line.rstrip())
            step = STEP.search(line)
            if step:
                detail = bar(int(step[1]), int(step[2]))
            show(f"{title} {detail} {time.monotonic() - began:.0f} s")
    if uv.returncode:
        show("", end="\n")
        lines = "\n".join(tail)
        sys.exit(f"{lines}\n{title} failed. The lines above say why; mend it and run the same make command again.")
    show(f"{title}: done in {time.monotonic() - began:.0f} s", end="\n")


def bar(done: int, total: int, width: int = 30) -> str:
    """Draw how much of llama.cpp is compiled."""
    filled = width * done // max(total, 1)
    return f"compiling llama.cpp [{'#' * filled}{'.' * (width - filled)}] {done}/{total}"


last_shown = [0.0]


def show(text: str, end: str = "") -> None:
    """Write over the current line on a terminal (five times a second at most); elsewhere print only finished lines."""
    if sys.stdout.isatty():
        if end or time.monotonic() - last_shown[0] > 0.2:
            last_shown[0] = time.monotonic()
            print(f"\r\033[K{text}", end=end, flush=True)
    elif end:
        print(text, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
