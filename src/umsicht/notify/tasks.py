from __future__ import annotations

from umsicht.core.tasks import daily, every, task
from umsicht.notify.domain import upkeep, work
from umsicht.notify.domain.delivery import MAX_ATTEMPTS, deliver
from umsicht.notify.domain.digest import send_digests
from umsicht.notify.enums import Delivery


@task(retries=MAX_ATTEMPTS - 1, priority=10)
def deliver_mail(mail_id: int) -> bool:
    return deliver(mail_id)


@every(minutes=60)
@task(retries=1)
def wake_stuck_mails() -> int:
    found = upkeep.stuck()
    for mail_id in found:
        deliver_mail.enqueue(mail_id)
    return len(found)


@daily(at="07:00")
@task(retries=2)
def daily_digest() -> int:
    return send_digests(Delivery.DAILY)


@daily(at="07:10", weekdays={0})
@task(retries=2)
def weekly_digest() -> int:
    return send_digests(Delivery.WEEKLY)


@daily(at="03:40")
@task(retries=1)
def tidy_mails() -> dict[str, int]:
    return upkeep.tidy() | {"work": work.tidy()}
