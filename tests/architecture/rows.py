"""The words in which tests/architecture/matrix.py says what every person gets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from tests.architecture.persons import PERSONS, ROLES, World

SAMPLE = ("anonymous", "foreign", "coordinator", "operator")
Kwargs = Callable[[World], dict[str, Any]]


@dataclass(frozen=True)
class Row:
    """Expected status per person for one address. `kwargs` fills the address, `data` is what a POST sends."""

    name: str
    expect: dict[str, int]
    kwargs: Kwargs = lambda world: {}
    method: str = "get"
    data: dict[str, Any] = field(default_factory=dict)
    query: Callable[[World], str] = lambda world: ""

    @property
    def asked(self) -> tuple[str, ...]:
        """Everybody; where all get the same answer, one of each kind is enough."""
        return SAMPLE if len(set(self.expect.values())) == 1 else PERSONS

    def __str__(self) -> str:
        return self.name if self.method == "get" else f"{self.method} {self.name}"


def everyone(name: str, status: int = 200, **options: Any) -> Row:
    """The same answer for all, signed in or not."""
    return Row(name, dict.fromkeys(PERSONS, status), **options)


def entrance(name: str, **options: Any) -> Row:
    """Pages for who is not signed in yet; everybody else is led on."""
    return Row(name, dict.fromkeys(PERSONS, 302) | {"anonymous": 200}, **options)


def signed_in(name: str, status: int = 200, *, anonymous: int = 302, **options: Any) -> Row:
    """Pages of the own account: anybody who is signed in."""
    return Row(name, dict.fromkeys(PERSONS, status) | {"anonymous": anonymous}, **options)


def operators(name: str, status: int = 200, *, anonymous: int = 302, **options: Any) -> Row:
    return Row(name, dict.fromkeys(PERSONS, 403) | {"anonymous": anonymous, "operator": status}, **options)


def desk(name: str, allowed: str, status: int = 200, *, wrong_role: int = 403, **options: Any) -> Row:
    """A page of the own municipality's desk; `allowed` names the persons who get `status`.

    All other roles of the tenant get 403, and so does the state office's coordinator, who may enter every desk; whoever
    has no business in the tenant gets 404.
    """
    expect = dict.fromkeys(PERSONS, 404) | dict.fromkeys((*ROLES, "state"), wrong_role) | {"anonymous": 302}
    names = allowed.split()
    assert set(names) <= set(PERSONS), f"{name}: unknown person in {allowed!r}"
    kwargs: Kwargs = options.pop("kwargs", lambda world: {})
    return Row(
        name,
        expect | dict.fromkeys(names, status),
        kwargs=lambda world: {"tenant": world.own.slug, **kwargs(world)},
        **options,
    )


def state_desk(name: str, status: int = 200, **options: Any) -> Row:
    """A page of the state office's desk, which only its own coordinator gets."""
    expect = dict.fromkeys(PERSONS, 404) | {"anonymous": 302, "state": status}
    kwargs: Kwargs = options.pop("kwargs", lambda world: {})
    return Row(name, expect, kwargs=lambda world: {"tenant": world.state.slug, **kwargs(world)}, **options)


def from_ids(*names: str) -> Kwargs:
    return lambda world: {name: world.ids[name] for name in names}


def words(**fixed: str | int) -> Kwargs:
    return lambda world: dict(fixed)


def page(word: str = "impressum") -> Kwargs:
    return words(page=word)


def portal(*ids: str, **fixed: str) -> Kwargs:
    """An address of the own municipality's portal, with ids of the world and fixed words."""
    return lambda world: {"municipality": world.own.slug, **fixed, **{name: world.ids[name] for name in ids}}


def first_of(address: str, name: str = "public_id") -> Kwargs:
    """The id of the first entry of an open-data list."""

    def kwargs(world: World) -> dict[str, Any]:
        contents = world.client("anonymous").get(reverse(address)).json()["contents"]
        return {name: contents[0]["id"]}

    return kwargs
