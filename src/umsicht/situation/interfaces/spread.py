"""All districts of a state in the last year of an indicator, judged by their funnel and never put in order of their rates."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from umsicht.situation import stats
from umsicht.situation.models import Indicator, Region
from umsicht.situation.queries.peers import Peer, districts, funnel_of, per_head
from umsicht.situation.queries.series import Series, series


@dataclass(frozen=True)
class Spread:
    """`series` is the state's own; `peers` its districts by name."""

    indicator: Indicator
    year: int
    series: Series
    peers: tuple[Peer, ...]
    funnel: stats.Funnel | None

    def is_outside(self, peer: Peer) -> bool:
        if self.funnel is None or peer.rate is None:
            return False
        low, high = self.funnel.limits(peer.people)
        return not low <= peer.rate <= high

    def verdict(self, peer: Peer) -> str:
        """ "as expected", "more than expected"; "" where it can't be told."""
        if self.funnel is None or peer.rate is None:
            return ""
        if not self.is_outside(peer):
            return _("as expected")
        return _("more than expected") if peer.rate > self.funnel.mean else _("less than expected")


def spread(indicator: Indicator, state: Region) -> Spread | None:
    """None where the state has no figures."""
    own = series(indicator, state)
    if own.latest is None:
        return None
    peers = sorted(districts(indicator, state, own.latest.year), key=lambda peer: peer.region.name)
    known = [peer for peer in peers if peer.cases is not None]
    # The state's own rate also counts the districts whose cases are not shown; without it they would not lie in the middle.
    funnel = funnel_of(known, per_head(own.latest.cases, peers))
    return Spread(indicator, own.latest.year, own, tuple(peers), funnel)
