"""What an enquiry tells the floors above when it ends, inside the transaction of the step. Never a word about persons."""

from __future__ import annotations

from django.dispatch import Signal

enquiry_closed = Signal()
"""tenant=, outcome= (Outcome: agreed, unmet, withdrawn), met= (at least one provider said yes), topics= (codes of problem
fields and topics of the offers asked for), audience= (code or ""), age_band= (AgeBand or ""), district= (area key or ""),
asked= and answered= (numbers of providers). Sent once per enquiry; an agreed date called off later is not sent again."""
