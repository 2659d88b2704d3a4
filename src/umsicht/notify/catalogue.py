"""Every message Umsicht can send is declared here, with a sample: nothing is sent that nobody has looked at.

    register(MessageType(key="offers.enquiry", title=_("Enquiry for an offer"), …, samples={"": {"school": "…"}}))

Packages above register theirs in AppConfig.ready(). The words stand in templates/notify/mail/<key>.<language>.html of
the registering package, in the small markup of markup.py; text mail, HTML mail and inbox are made from that one source.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise

from umsicht.notify.enums import Category
from umsicht.tenancy.models import Tenant

Text = str | Promise
Sample = Mapping[str, Any]
AtSending = Callable[[Tenant, Sample], Sample | None]


def while_true(holds: Callable[[Tenant, Sample], bool]) -> AtSending:
    """For `at_sending`: the context as it was, as long as `holds` says so."""
    return lambda tenant, context: context if holds(tenant, context) else None


@dataclass(frozen=True, kw_only=True)
class MessageType:
    """`audience` and `why` are told to the reader of the catalogue; `why` also stands at the foot of each mail.

    samples      name of a case → context that the template needs, JSON-able; at least one
    mail, inbox  where it goes; the inbox needs a person with an account
    sensitive    carries a secret (a link that opens something): never shown anywhere but in the mail
    at_sending   asked in the moment of sending, perhaps hours later, in the tenant's scope, with the context given to
                 notify(): answers the context as it is true then, or None to drop the mail, for what was withdrawn,
                 answered or is not public any more. Few queries, no writes. while_true() makes one from a yes or no.
    typed_address goes to an address that anybody may have typed into a form (please confirm …): few of these reach one
                 address, whatever they are about
    members_only goes only to people who at that moment still have a role in the tenant or above it; unless said
                 otherwise this holds for all work that also stands in the inbox
    """

    key: str
    title: Text
    audience: Text
    why: Text
    category: Category
    samples: Mapping[str, Sample] = field(default_factory=lambda: {"": {}})
    mail: bool = True
    inbox: bool = False
    sensitive: bool = False
    at_sending: AtSending | None = None
    members_only: bool | None = None
    typed_address: bool = False

    def __post_init__(self) -> None:
        if not (self.mail or self.inbox) or not self.samples:
            raise ValueError(f"{self.key}: a message needs a channel and a sample.")
        if self.sensitive and self.inbox:
            raise ValueError(f"{self.key}: a secret may stand in a mail only.")

    @property
    def for_members(self) -> bool:
        if self.members_only is not None:
            return self.members_only
        return self.inbox and self.category == Category.WORK

    @property
    def can_wait(self) -> bool:
        """May be put into a daily or weekly mail."""
        return self.inbox and self.category != Category.ACCOUNT


_types: dict[str, MessageType] = {}


def register(*types: MessageType) -> None:
    for message_type in types:
        if message_type.key in _types:
            raise ValueError(f"The message {message_type.key} is declared twice.")
        _types[message_type.key] = message_type


def get(key: str) -> MessageType:
    """Raises KeyError for a message nobody declared: a programming error."""
    return _types[key]


def all_types() -> list[MessageType]:
    return [_types[key] for key in sorted(_types)]


@dataclass(frozen=True)
class Wording:
    """A tenant's own words: subject and greeting instead of ours, plain paragraphs before and after our text, a closing
    and the line that stands under every mail of the tenant. Names in braces are filled in (notify.placeholders)."""

    subject: str = ""
    before: str = ""
    after: str = ""
    greeting: str = ""
    closing: str = ""
    signature: str = ""


WordingSource = Callable[[Tenant, str, str], Wording | None]
_wording: WordingSource | None = None


def set_wording_source(source: WordingSource | None) -> None:
    """Who looks up wording by (tenant, message key, language); queries.wording unless told otherwise."""
    global _wording  # noqa: PLW0603 - one source per process, set at start-up
    _wording = source


def wording_for(tenant: Tenant, key: str, language: str) -> Wording:
    found = _wording(tenant, key, language) if _wording is not None else None
    return found or Wording()
