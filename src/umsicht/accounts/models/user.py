from __future__ import annotations

from typing import Any, ClassVar

import rules
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        return self.create_user(email, password, is_operator=True, **fields)

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)


class User(AbstractBaseUser):  # type: ignore[django-manager-missing]
    """A person who signs in. What she may do follows from memberships (tenancy), never from this row alone.

    `is_operator` marks who runs the instance (health, settings, component page); it opens no tenant's records.
    """

    email = models.EmailField(_("e-mail"), unique=True)
    display_name = models.CharField(_("name"), max_length=120, blank=True)
    language = models.CharField(_("language"), max_length=5, default="de")
    is_active = models.BooleanField(_("active"), default=True)
    is_operator = models.BooleanField(_("operator"), default=False)
    is_demo = models.BooleanField(_("demo account"), default=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = UserManager()

    class Meta:
        verbose_name = _("account")
        constraints = [models.UniqueConstraint(Lower("email"), name="accounts_user_email_ci")]

    def __str__(self) -> str:
        return self.display_name or self.email

    @property
    def is_staff(self) -> bool:
        return self.is_operator

    def has_perm(self, name: str, obj: Any = None) -> bool:
        """Permissions are rules by name; there are no rows."""
        return self.is_active and rules.test_rule(name, self, obj) if rules.rule_exists(name) else False
