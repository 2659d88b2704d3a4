from umsicht.core.errors import UmsichtError


class IndexMissing(UmsichtError):
    """There is no usable index on this host (not built yet, or damaged)."""

    code = "search_index_missing"
    status = 503


class WriterBusy(UmsichtError):
    """Another process of this host holds the writer's lock."""

    code = "search_writer_busy"
    status = 409
