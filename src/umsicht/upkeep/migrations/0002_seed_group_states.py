"""What is known of each offer's freshness becomes the beginning of its groups: the day of its last confirmation, and for
free places the day of the statement. Where nobody confirmed yet, time runs from the last edit."""

from dateutil.relativedelta import relativedelta
from django.db import migrations

MONTHS = {"frei": 1, "termine": 1, "preis-kontakt": 3, "inhalt": 24}
BATCH = 1000


def rows_of(model, offer):
    for group, months in MONTHS.items():
        said = [offer.confirmed_on, offer.availability_as_of if group == "frei" else None]
        confirmed = max((day for day in said if day is not None), default=None)
        since = confirmed or offer.edited_on
        yield model(
            tenant_id=offer.tenant_id,
            offer_id=offer.pk,
            group=group,
            confirmed_on=confirmed,
            confirmed_by="import" if confirmed else "",
            counts_from=since,
            due_on=since + relativedelta(months=months),
        )


def seed(apps, schema_editor):
    Offer = apps.get_model("offers", "Offer")
    GroupState = apps.get_model("upkeep", "GroupState")
    offers = (
        Offer.objects.filter(published_at__isnull=False)
        .only("pk", "tenant_id", "confirmed_on", "availability_as_of", "edited_on")
        .order_by("pk")
    )
    last = 0
    while batch := list(offers.filter(pk__gt=last)[:BATCH]):
        rows = [row for offer in batch for row in rows_of(GroupState, offer)]
        GroupState.objects.bulk_create(rows, batch_size=500)
        last = batch[-1].pk


class Migration(migrations.Migration):
    dependencies = [("upkeep", "0001_initial")]

    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
