"""Errors that the web and API floors turn into pages and problem documents. Messages are for people, in German."""

from __future__ import annotations


class UmsichtError(Exception):
    """Base of all expected errors; `code` is stable and untranslated, `message` may be shown."""

    code = "error"
    status = 400

    def __init__(self, message: str = "", *, code: str = "") -> None:
        super().__init__(message)
        self.message = message
        if code:
            self.code = code


class BadInput(UmsichtError):
    """What a person or program sent can't be used; nothing was written."""

    code = "bad_input"
    status = 400


class NotAllowed(UmsichtError):
    """The person is known and inside the tenant, but lacks the right: 403."""

    code = "not_allowed"
    status = 403


class NotFound(UmsichtError):
    """Missing, or belongs to a tenant the person is not part of: 404, never 403, so nothing is revealed."""

    code = "not_found"
    status = 404


class Conflict(UmsichtError):
    """The record changed meanwhile, or the state does not allow this step."""

    code = "conflict"
    status = 409


class TooMany(UmsichtError):
    """A rate limit was reached; `retry_after` says in how many seconds to come back (0: unknown)."""

    code = "too_many"
    status = 429

    def __init__(self, message: str = "", *, code: str = "", retry_after: int = 0) -> None:
        super().__init__(message, code=code)
        self.retry_after = retry_after
