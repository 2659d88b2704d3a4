"""The logo of a portal: an uploaded picture that takes its place once it is checked."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django_scopes import scope

from umsicht.core.access import require
from umsicht.core.errors import BadInput
from umsicht.files.addresses import Wanted, url_for
from umsicht.files.domain.uploads import delete, upload
from umsicht.files.enums import FileKind, FileState, Visibility
from umsicht.files.kinds import ACCEPTED, extension_of
from umsicht.files.models import Rendition, StoredFile
from umsicht.tenancy.domain.settings import write_logo
from umsicht.tenancy.models import Tenant

PURPOSE = "portal.logo"


def upload_logo(*, tenant: Tenant, content: UploadedFile, alt_text: str, actor: Any) -> StoredFile:
    """Put a picture into quarantine; the old logo stays until the new one is checked.

    Raises NotAllowed, BadInput for anything that is no picture, is too large or has no description.
    """
    require(actor, "tenancy.settings.change", tenant)
    accepted = ACCEPTED.get(extension_of(content.name or ""))
    if accepted is None or accepted.kind != FileKind.IMAGE:
        raise BadInput(_("A logo is a picture: PNG, JPG or WebP."))
    return upload(
        tenant=tenant,
        content=content,
        actor=actor,
        title=_("Logo"),
        alt_text=alt_text,
        visibility=Visibility.PUBLIC,
        purpose=PURPOSE,
    )


def place_logo(sender: Any, file: StoredFile, **kwargs: Any) -> None:
    """A checked logo takes its place on the portal, and the one before is deleted. Receiver of file_checked."""
    if file.purpose != PURPOSE or file.state != FileState.CLEAN:
        return
    with scope(tenant=file.tenant):
        small = Rendition.objects.filter(file=file, name="small").order_by("size").first()
        shown = small or file
        write_logo(
            actor=file.uploaded_by,
            tenant=file.tenant,
            logo={
                "uid": file.uid.hex,
                "name": small.name if small else "",
                "mime": small.mime if small else "",
                "width": shown.width,
                "height": shown.height,
                "alt": file.alt_text,
            },
        )
        _drop_others(file.tenant, keep=file.pk)


def remove_logo(*, tenant: Tenant, actor: Any) -> None:
    """Back to the mark of the platform. Raises NotAllowed."""
    require(actor, "tenancy.settings.change", tenant)
    write_logo(actor=actor, tenant=tenant, logo={})
    _drop_others(tenant)


def _drop_others(tenant: Tenant, keep: int | None = None) -> None:
    held = StoredFile.objects.with_scope(tenant=tenant).filter(purpose=PURPOSE).exclude(pk=keep)
    for old in held.exclude(state=FileState.DELETED):
        delete(file=old, actor=None)


def waiting(tenant: Tenant) -> StoredFile | None:
    """The newest upload that is still being checked or was refused, unless a later one took its place."""
    newest = StoredFile.objects.with_scope(tenant=tenant).filter(purpose=PURPOSE).order_by("-pk").first()
    if newest is None or newest.state not in (FileState.QUARANTINED, FileState.REFUSED):
        return None
    return newest


def logo_url(tenant: Tenant) -> str:
    """The address of the logo, "" without one; costs no query."""
    logo = tenant.logo
    return url_for(Wanted(logo["uid"], logo["name"], logo["mime"])) if logo.get("uid") else ""
