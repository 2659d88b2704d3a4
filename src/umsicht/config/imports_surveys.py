"""The sub-command `umsicht import umfrage`: results of surveys."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from umsicht.config.imports import Importer, Options, register
from umsicht.core.intake import Report


def _survey_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--town", default="", help="Address of the tenant whose survey it is, as chemnitz.")
    parser.add_argument("--survey", default="", help="Address of the survey, entered before at the desk.")


def _survey(options: Options) -> Report:
    from umsicht.situation.domain.survey_files import import_national, import_results  # reason: app ready

    path: Path = options["file"]
    if path.suffix in {".yaml", ".yml"}:
        return import_national(path, actor=None, dry_run=options["dry_run"])
    return import_results(
        path=path,
        town=options["town"],
        code=options["survey"],
        actor=None,
        dry_run=options["dry_run"],
        strict=options["strict"],
    )


register(
    Importer(
        name="umfrage",
        help="Results of a survey (CSV) with --town and --survey; or national surveys from their list (YAML).",
        run=_survey,
        arguments=_survey_arguments,
    )
)
