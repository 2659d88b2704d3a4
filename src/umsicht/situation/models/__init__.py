from .region import People, Region
from .series import Break, Dataset, Edition, Indicator, Observation

__all__ = ["Break", "Dataset", "Edition", "Indicator", "Observation", "People", "Region"]
