"""A process of its own that follows the change log of things kept in a JSON file; test_kill.py starts and kills it."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import django


def main(path: Path) -> None:
    django.setup()
    from umsicht.search import registry, writer
    from umsicht.search.registry import Document, Kind

    def things() -> dict[int, str]:
        return {int(number): title for number, title in json.loads(path.read_text(encoding="utf-8")).items()}

    def fetch(ids: Sequence[int]) -> Iterator[Document]:
        held = things()
        return (Document(id=number, tenants=[1], title=held[number]) for number in ids if number in held)

    for kind in registry.kinds():
        registry.unregister(kind.name)
    for name in ("vocabulary", "offers"):
        registry.unregister(name)
    registry.register(Kind("thing", ids=lambda: sorted(things()), fetch=fetch))
    writer.run(threading.Event())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
