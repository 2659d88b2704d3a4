from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("council", "0004_calendar_and_series"),
        ("files", "0001_initial"),
        ("tenancy", "0004_logo"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="agendaitem",
            index=models.Index(fields=["tenant", "meeting"], name="council_item_of_meeting"),
        ),
        migrations.AddIndex(
            model_name="agendaitem",
            index=models.Index(fields=["tenant", "paper"], name="council_item_of_paper"),
        ),
        migrations.AddIndex(
            model_name="decision",
            index=models.Index(fields=["tenant", "item"], name="council_decision_of_item"),
        ),
        migrations.AddIndex(
            model_name="paper",
            index=models.Index(
                condition=models.Q(("answers__isnull", False)),
                fields=["tenant", "answers"],
                name="council_paper_answers",
            ),
        ),
        migrations.AddIndex(
            model_name="paperfile",
            index=models.Index(fields=["tenant", "paper"], name="council_file_of_paper"),
        ),
        migrations.AddIndex(
            model_name="referral",
            index=models.Index(fields=["tenant", "paper"], name="council_referral_of_paper"),
        ),
    ]
