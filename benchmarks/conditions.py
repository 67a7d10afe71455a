"""Under what conditions a figure was measured."""

import os
import platform
import subprocess
from importlib.metadata import version
from pathlib import Path
from typing import Any

PACKAGES = ("pipecat-ai", "faster-whisper", "ctranslate2", "llama-cpp-python", "piper-tts", "caldav", "radicale")


def conditions() -> dict[str, Any]:
    """Machine, load before the run, commit and package versions."""
    return {
        "cores": len(os.sched_getaffinity(0)),
        "processor": _processor(),
        "load_average": os.getloadavg(),
        "python": platform.python_version(),
        "commit": _commit(),
        "packages": {name: version(name) for name in PACKAGES},
    }


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "unknown")


def _commit() -> str:
    done = subprocess.run(["git", "describe", "--always", "--dirty"], capture_output=True, text=True, check=False)
    return done.stdout.strip() or "unknown"
