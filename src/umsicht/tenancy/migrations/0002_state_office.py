from django.db import migrations


def make_state_office(apps, schema_editor):
    """The state office owns what belongs to nobody else, so it exists before anything is written."""
    Tenant = apps.get_model("tenancy", "Tenant")
    if not Tenant.objects.filter(kind="state").exists():
        Tenant.objects.create(kind="state", slug="land", name="Land", is_active=True)


class Migration(migrations.Migration):
    dependencies = [("tenancy", "0001_initial")]

    operations = [migrations.RunPython(make_state_office, migrations.RunPython.noop)]
