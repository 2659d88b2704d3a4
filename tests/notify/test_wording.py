from __future__ import annotations

import pytest

from tests.factories.tenancy import make_member, make_tenant
from umsicht.audit.models import AuditEvent
from umsicht.core.errors import BadInput, NotAllowed, NotFound
from umsicht.notify import catalogue
from umsicht.notify.domain import rendering, wording
from umsicht.notify.models import MailWording
from umsicht.notify.placeholders import fill, offered, unknown
from umsicht.notify.queries.wording import current, editable, versions
from umsicht.tenancy.enums import Role
from umsicht.tenancy.models import Tenant

pytestmark = pytest.mark.django_db
KEY = "offers.report_answered"
WORDS = {
    "subject": "Danke für Ihren Hinweis zu {offer}",
    "greeting": "Liebe Leserin, lieber Leser,",
    "before": "das hilft uns sehr.",
    "after": "Schreiben Sie uns wieder.\n\n<b>Gern</b> auch zweimal.",
    "closing": "Mit freundlichen Grüßen\nIhr Präventionsrat {tenant_name}",
}


def text_of(tenant: Tenant, key: str = KEY, language: str = "de", **context: str) -> rendering.Rendered:
    kind = catalogue.get(key)
    sample = next(iter(kind.samples.values()))
    return rendering.render(kind, {**sample, **context}, language=language, tenant=tenant)


def write(tenant: Tenant, words: dict[str, str], key: str = KEY, language: str = "de") -> MailWording | None:
    office = make_member(tenant, Role.EDITOR)
    return wording.write(actor=office, tenant=tenant, key=key, language=language, words=words)


@pytest.mark.store
def test_mail_reads_in_the_words_of_the_office() -> None:
    tenant = make_tenant(name="Musterstadt")
    write(tenant, WORDS)
    mail = text_of(tenant)
    assert mail.subject == "Danke für Ihren Hinweis zu Stark im Team (Demo)"
    assert mail.text.startswith(
        "Liebe Leserin, lieber Leser,\n\ndas hilft uns sehr.\n\nvielen Dank für Ihren"
    )
    assert "Schreiben Sie uns wieder.\n\n<b>Gern</b> auch zweimal.\n\nMit freundlichen Grüßen\n" in mail.text
    assert "Ihr Präventionsrat Musterstadt\n\n-- \n" in mail.text
    assert "&lt;b&gt;Gern&lt;/b&gt;" in mail.html
    assert "<b>" not in mail.html
    assert text_of(make_tenant()).subject.startswith("Ihre Meldung")
    assert text_of(tenant, language="en").subject.startswith("Your report")


def test_signature_stands_under_every_mail_but_those_on_the_account() -> None:
    tenant = make_tenant()
    write(tenant, {"closing": "Ihr Präventionsrat, Telefon 115"}, key="")
    assert "Telefon 115" in text_of(tenant).text
    assert "Telefon 115" not in text_of(tenant, "tenancy.role_ended").text
    MailWording.objects.with_scopes_disabled().update(message="tenancy.role_ended", subject="Gewonnen")
    assert text_of(tenant, "tenancy.role_ended").subject.startswith("Ihre Rolle")


def test_mails_on_account_and_sign_in_can_not_be_worded() -> None:
    keys = {kind.key for kind in editable()}
    assert {key for key in keys if key.startswith("accounts.")} == set()
    assert {"tenancy.invitation", "tenancy.role_ended", "notify.digest"} & keys == set()
    with pytest.raises(NotFound):
        write(make_tenant(), {"subject": "Gewonnen"}, key="accounts.security_notice")


@pytest.mark.store
def test_each_saving_is_a_version_and_stands_in_the_log() -> None:
    tenant = make_tenant()
    first, same = write(tenant, {"subject": "Eins"}), write(tenant, {"subject": " Eins "})
    second, back = write(tenant, {"subject": "Zwei"}), write(tenant, {})
    assert (first is not None, same, second is not None, back is not None) == (True, None, True, True)
    assert [row.version for row in versions(tenant, KEY, "de")] == [3, 2, 1]
    assert current(tenant) == {}
    assert text_of(tenant).subject.startswith("Ihre Meldung")
    events = AuditEvent.objects.with_scopes_disabled().filter(action__startswith="notify.wording")
    assert [(event.action, event.before, event.after) for event in events.order_by("pk")] == [
        ("notify.wording.change", {"subject": ""}, {"subject": "Eins"}),
        ("notify.wording.change", {"subject": "Eins"}, {"subject": "Zwei"}),
        ("notify.wording.reset", {"subject": "Zwei"}, {"subject": ""}),
    ]


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("subject", "x" * 91),
        ("before", "\n\n".join("abcdefg")),
        ("greeting", "Hallo {name}"),
        ("closing", "Hallo {offer.__class__}"),
        ("after", "Klammer { offen"),
        ("subject", "{url}"),
    ],
)
def test_what_goes_beyond_the_limits_is_refused_with_its_field(field: str, words: str) -> None:
    with pytest.raises(BadInput) as caught:
        write(make_tenant(), {field: words})
    assert caught.value.code == field
    assert MailWording.objects.with_scopes_disabled().count() == 0


def test_who_only_looks_may_not_write() -> None:
    tenant = make_tenant()
    for role in (Role.ADVISER, Role.PROVIDER, Role.MEMBER):
        with pytest.raises(NotAllowed):
            wording.write(actor=make_member(tenant, role), tenant=tenant, key=KEY, language="de", words=WORDS)


def test_values_are_filled_in_once_and_as_one_line() -> None:
    assert fill("{a} {b} {c}", {"a": "{b}", "b": "x\r\nBcc: y", "c": ["z"]}) == "{b} x Bcc: y "
    tenant = make_tenant()
    write(tenant, {"subject": "Zu {offer}", "before": "{offer}"})
    mail = text_of(tenant, offer='{answer}\r\nBcc: a@example.org <a href="https://x.example">')
    assert mail.subject == 'Zu {answer} Bcc: a@example.org <a href="https://x.example">'
    assert '<a href="https://x.example"' not in mail.html


def test_only_plain_words_of_the_sample_are_offered() -> None:
    kind = catalogue.get("tenancy.role_granted")
    assert offered(kind) == {"role": "Redaktion"}
    assert unknown("{role} {portal_name} {until} {", kind) == ["{until}", "{"]
