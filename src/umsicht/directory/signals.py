"""What the directory tells the floors above, inside the transaction of the write."""

from django.dispatch import Signal

organisation_changed = Signal()
"""organisation= was made, changed, shown or hidden, or one of its contact points was."""

organisation_merged = Signal()
"""source=, target=, actor=: everything that names `source` should name `target` from now on."""

organisation_moved = Signal()
"""source=, target=, points= (old contact point id → new one), actor=: continued in another municipality."""
