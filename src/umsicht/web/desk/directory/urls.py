"""Addresses of the directory at the desk."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from umsicht.web.desk.directory import (
    handovers,
    keepers,
    lists,
    menu,
    organisation,
    points,
    programmes,
    registrations,
)

menu.register()

_LIST = "desk/<slug:tenant>/organisationen"
_ONE = f"{_LIST}/<int:organisation_id>"
_ADMIT = "desk/<slug:tenant>/anmeldungen"
_GIVEN = "desk/<slug:tenant>/uebergaben"
_PROGRAMMES = "desk/<slug:tenant>/programme"
_POINT = f"{_ONE}/stellen/<int:point_id>"

urlpatterns: list[URLPattern | URLResolver] = [
    path(_LIST, lists.listing, name="desk_organisations"),
    path(f"{_LIST}/liste.csv", lists.as_csv, name="desk_organisations_csv"),
    path(f"{_LIST}/liste.xlsx", lists.as_xlsx, name="desk_organisations_xlsx"),
    path(f"{_LIST}/mehrere", lists.bulk, name="desk_organisations_bulk"),
    path(f"{_LIST}/neu", organisation.new, name="desk_organisation_new"),
    path(_ONE, organisation.page, name="desk_organisation"),
    path(f"{_ONE}/bearbeiten", organisation.edit, name="desk_organisation_edit"),
    path(f"{_ONE}/bestaetigen", organisation.confirm, name="desk_organisation_confirm"),
    path(f"{_ONE}/zeigen", organisation.show, name="desk_organisation_show"),
    path(f"{_ONE}/verbergen", organisation.hide, name="desk_organisation_hide"),
    path(f"{_ONE}/schliessen", organisation.close, name="desk_organisation_close"),
    path(f"{_ONE}/wieder-oeffnen", organisation.reopen, name="desk_organisation_reopen"),
    path(f"{_ONE}/zusammenlegen", organisation.merge, name="desk_organisation_merge"),
    path(f"{_ONE}/stellen/neu", points.new, name="desk_point_new"),
    path(_POINT, points.edit, name="desk_point_edit"),
    path(f"{_POINT}/entfernen", points.remove, name="desk_point_remove"),
    path(f"{_ONE}/pflege/einladen", keepers.invite, name="desk_keeper_invite"),
    path(
        f"{_ONE}/pflege/einladungen/<int:invitation_id>/zuruecknehmen",
        keepers.uninvite,
        name="desk_keeper_uninvite",
    ),
    path(f"{_ONE}/pflege/<int:membership_id>/beenden", keepers.remove, name="desk_keeper_remove"),
    path(f"{_ONE}/uebergeben", keepers.hand_over, name="desk_handover_new"),
    path(f"{_ONE}/uebergeben/zuruecknehmen", keepers.withdraw, name="desk_handover_withdraw"),
    path(_ADMIT, registrations.listing, name="desk_registrations"),
    path(f"{_ADMIT}/liste.csv", registrations.as_csv, name="desk_registrations_csv"),
    path(f"{_ADMIT}/<int:registration_id>", registrations.page, name="desk_registration"),
    path(f"{_ADMIT}/<int:registration_id>/aufnehmen", registrations.admit, name="desk_registration_admit"),
    path(f"{_ADMIT}/<int:registration_id>/ablehnen", registrations.refuse, name="desk_registration_refuse"),
    path(
        f"{_ADMIT}/<int:registration_id>/wieder-oeffnen",
        registrations.reopen,
        name="desk_registration_reopen",
    ),
    path(_GIVEN, handovers.listing, name="desk_handovers"),
    path(f"{_GIVEN}/<int:handover_id>", handovers.page, name="desk_handover"),
    path(f"{_GIVEN}/<int:handover_id>/antwort", handovers.answer, name="desk_handover_answer"),
    path(_PROGRAMMES, programmes.listing, name="desk_programmes"),
    path(f"{_PROGRAMMES}/liste.csv", programmes.as_csv, name="desk_programmes_csv"),
    path(f"{_PROGRAMMES}/neu", programmes.new, name="desk_programme_new"),
    path(f"{_PROGRAMMES}/<slug:slug>", programmes.page, name="desk_programme"),
    path(f"{_PROGRAMMES}/<slug:slug>/bearbeiten", programmes.edit, name="desk_programme_edit"),
    path("desk/<slug:tenant>/meine-organisation", keepers.kept, name="desk_kept"),
]
