import django.db.models.deletion
from django.db import migrations, models

JUDGED = ("ausblick", "nachhaltigkeit", "hinweise", "abweichung")
"""Questions of the templates that no record can answer."""


def fill(apps, schema_editor):
    """A part without a question was one by that until now; a paper was made of the newest version signed before it."""
    question, version, report = (
        apps.get_model("reporting", name) for name in ("Question", "Version", "Report")
    )
    question.objects.filter(text="").update(is_frame=True)
    question.objects.filter(code__in=JUDGED).update(by_judgement=True)
    for row in report.objects.filter(paper__isnull=False).select_related("paper"):
        held = version.objects.filter(report=row, signed_at__lte=row.paper.created_at).order_by("-no").first()
        if held is not None:
            version.objects.filter(pk=held.pk).update(paper=row.paper)


class Migration(migrations.Migration):
    dependencies = [
        ("council", "0006_documents_and_places"),
        ("reporting", "0001_initial"),
        ("tenancy", "0004_logo"),
    ]

    operations = [
        migrations.AddField(
            model_name="question",
            name="by_judgement",
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddField(
            model_name="question",
            name="is_frame",
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddField(
            model_name="version",
            name="paper",
            field=models.OneToOneField(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="council.paper",
            ),
        ),
        migrations.AlterField(
            model_name="contribution",
            name="question",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="contributions",
                to="reporting.question",
                verbose_name="question",
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_frame", True), models.Q(("text", ""), _negated=True), _connector="OR"
                ),
                name="reporting_question_asks",
            ),
        ),
    ]
