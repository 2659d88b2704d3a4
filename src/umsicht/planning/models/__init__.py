from .entry import PlanEntry
from .plan import SchoolPlan

__all__ = ["PlanEntry", "SchoolPlan"]
