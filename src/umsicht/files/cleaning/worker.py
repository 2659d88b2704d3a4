"""The process that opens foreign files: `python -I -m umsicht.files.cleaning.worker SOURCE EXTENSION TARGET`.

Answers one line of JSON. Memory, time and file size are limited by the operating system before the file is touched,
so a file made to exhaust them ends this process and nothing else.
"""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Callable
from dataclasses import asdict
from importlib import import_module
from pathlib import Path

from umsicht.files.cleaning import sniffing
from umsicht.files.cleaning.result import Cleaned, Refused
from umsicht.files.kinds import ACCEPTED

MEMORY = 1_200_000_000
CPU_SECONDS = 60
FILE_SIZE = 200_000_000


def cleaner_of(extension: str) -> Callable[[Path, str, Path], Cleaned]:
    """Only the one that is needed is loaded: each file has a process of its own, and start-up is most of its time."""
    name = {"image": "images", "pdf": "pdfs", "office": "office", "text": "texts"}[
        ACCEPTED[extension].cleaner
    ]
    clean: Callable[[Path, str, Path], Cleaned] = import_module(f"umsicht.files.cleaning.{name}").clean
    return clean


def limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (FILE_SIZE, FILE_SIZE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def work(source: Path, extension: str, target: Path) -> dict[str, object]:
    """The answer as JSON-able: {"refused": code} or the pieces that were written."""
    try:
        sniffing.check(source, extension)
        return asdict(cleaner_of(extension)(source, extension, target))
    except Refused as error:
        return {"refused": error.code}
    except MemoryError:
        return {"refused": "too_complex"}


if __name__ == "__main__":
    limit()
    sys.stdout.write(json.dumps(work(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))))
