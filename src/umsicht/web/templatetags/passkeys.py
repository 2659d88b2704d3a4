from __future__ import annotations

import json
from typing import Any

from django import template

register = template.Library()


@register.filter
def json_attribute(value: Any) -> str:
    """A value as JSON for a data attribute; the template escapes it, so no inline script is needed."""
    return json.dumps(value)
