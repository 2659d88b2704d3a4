from .membership import Invitation, Membership
from .owned import TenantOwned
from .tenant import Tenant

__all__ = ["Invitation", "Membership", "Tenant", "TenantOwned"]
