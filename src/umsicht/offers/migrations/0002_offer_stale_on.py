from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("offers", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="offer",
            name="stale_on",
            field=models.DateField(blank=True, null=True, verbose_name="ranks lower since"),
        ),
    ]
