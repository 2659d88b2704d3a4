from __future__ import annotations

import logging
import time
from dataclasses import replace

from umsicht.search import registry
from umsicht.search.contract import Request, Result
from umsicht.search.engine.reader import reader
from umsicht.search.engine.run import Search
from umsicht.search.errors import IndexMissing

log = logging.getLogger(__name__)


def is_engine_panic(error: BaseException) -> bool:
    """A panic of the Rust engine comes as a BaseException of its own, so that it is not caught by accident."""
    return type(error).__name__ == "PanicException"


_complained = 0.0
COMPLAIN_SECONDS = 60.0


def _complain(error: IndexMissing) -> None:
    """Once a minute is enough: without an index every request comes by here."""
    global _complained  # noqa: PLW0603 - the log of one process
    if time.monotonic() - _complained > COMPLAIN_SECONDS or not _complained:
        _complained = time.monotonic()
        log.warning("Search without an index: %s", error)


def search(request: Request) -> Result:
    """Find ids in rank order. An index that is missing or damaged gives an empty result with degraded=True."""
    started = time.perf_counter()
    kind = registry.kind(request.kind)
    result = Result(degraded=True)
    if kind is not None:
        try:
            result = Search(request, reader.kind(kind), reader).run()
        except IndexMissing as error:
            _complain(error)
        except (ValueError, OSError):
            log.exception("The search index could not be read.")
        except BaseException as error:
            if not is_engine_panic(error):
                raise
            log.exception("The search engine gave up on a query.")
    result.took_ms = (time.perf_counter() - started) * 1000
    return result


MOST_MATCHES = 5_000


def matching(kind: str, text: str, tenant_id: int) -> list[int] | None:
    """Ids of a tenant's objects in which all the words occur, also by a related word, for a list that sorts by itself.

    Half of the words are not enough, since weak hits would stand between the good ones. None without words or an index.
    """
    if not text.strip():
        return None
    asked = Request(kind, text=text, tenants=[tenant_id], limit=MOST_MATCHES, recognise=False)
    result = search(asked)
    if result.relaxed:
        result = search(replace(asked, expand=False))
    return None if result.degraded else result.ids
