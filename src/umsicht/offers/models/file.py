from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from umsicht.files.models import StoredFile
from umsicht.offers.enums import FileUse
from umsicht.tenancy.models import TenantOwned

from .offer import Offer
from .version import OfferVersion


class OfferFile(TenantOwned):
    """A document or picture of an offer. Title, language and description of the picture stand on the stored file.

    `version`: it waits for that version to be published; nobody but the desk sees it before.
    """

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="files")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(
        OfferVersion, on_delete=models.RESTRICT, null=True, blank=True, related_name="files"
    )
    use = models.CharField(max_length=10, choices=FileUse.choices)
    kind = models.CharField(_("kind"), max_length=40, blank=True)
    credit = models.CharField(_("made by"), max_length=120, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["offer_id", "use", "position", "pk"]
        constraints = [models.UniqueConstraint(fields=["offer", "file"], name="offers_file_once")]
