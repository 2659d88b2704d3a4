import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("council", "0005_reads_of_a_tenant"),
        ("files", "0001_initial"),
        ("tenancy", "0004_logo"),
    ]

    operations = [
        migrations.CreateModel(
            name="BodyDocument",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("founding", "founding decision"),
                            ("agreement", "signed agreement"),
                            ("rules", "text of the rules of procedure"),
                            ("other", "other document"),
                        ],
                        default="agreement",
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("is_public", models.BooleanField(default=False, verbose_name="shown on the portal")),
                (
                    "state",
                    models.CharField(
                        choices=[("kept", "in the file"), ("withdrawn", "withdrawn")],
                        default="kept",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("is_demo", models.BooleanField(default=False, verbose_name="demo")),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="documents",
                        to="council.body",
                    ),
                ),
                (
                    "tenant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="tenancy.tenant"
                    ),
                ),
            ],
            options={
                "verbose_name": "document of a body",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="DocumentVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="version")),
                ("dated", models.DateField(blank=True, null=True, verbose_name="date")),
                (
                    "precision",
                    models.CharField(
                        choices=[
                            ("day", "exact to the day"),
                            ("month", "exact to the month"),
                            ("year", "only the year"),
                        ],
                        default="day",
                        max_length=5,
                        verbose_name="how exactly that is known",
                    ),
                ),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="holds from")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="holds until")),
                ("signatures", models.JSONField(blank=True, default=list, verbose_name="signed by")),
                (
                    "note",
                    models.TextField(blank=True, max_length=3000, verbose_name="what there is to say of it"),
                ),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="source")),
                (
                    "decision",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="council.decision",
                        verbose_name="decision",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="versions",
                        to="council.bodydocument",
                    ),
                ),
                (
                    "file",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
                        verbose_name="file",
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="council.paper",
                        verbose_name="paper",
                    ),
                ),
                (
                    "tenant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="tenancy.tenant"
                    ),
                ),
            ],
            options={
                "verbose_name": "version of a document",
                "ordering": ["-number"],
            },
        ),
        migrations.CreateModel(
            name="FormerPlace",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "link",
                    models.CharField(
                        choices=[("below", "is part of it"), ("attached", "is attached to it")],
                        default="below",
                        max_length=10,
                        verbose_name="how it stood to it",
                    ),
                ),
                ("is_public", models.BooleanField(default=False, verbose_name="was shown on the portal")),
                ("until", models.DateField(verbose_name="until")),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="why that changed")),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="former_places",
                        to="council.body",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="council.body",
                        verbose_name="body above it",
                    ),
                ),
                (
                    "tenant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="tenancy.tenant"
                    ),
                ),
            ],
            options={
                "verbose_name": "former place of a body",
                "ordering": ["until"],
            },
        ),
        migrations.AddConstraint(
            model_name="bodydocument",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["kept", "withdrawn"])), name="council_document_state"
            ),
        ),
        migrations.AddConstraint(
            model_name="documentversion",
            constraint=models.UniqueConstraint(
                fields=("document", "number"), name="council_document_version"
            ),
        ),
        migrations.AddConstraint(
            model_name="documentversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_until__isnull", True),
                    ("valid_from__isnull", True),
                    ("valid_until__gte", models.F("valid_from")),
                    _connector="OR",
                ),
                name="council_document_ends_after_its_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="formerplace",
            constraint=models.UniqueConstraint(fields=("body", "until"), name="council_place_once_a_day"),
        ),
        migrations.AddConstraint(
            model_name="formerplace",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("parent__isnull", True),
                    models.Q(("parent", models.F("body")), _negated=True),
                    _connector="OR",
                ),
                name="council_place_not_below_itself",
            ),
        ),
    ]
