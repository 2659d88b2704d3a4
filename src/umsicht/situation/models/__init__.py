from .need import Need, NeedEvidence
from .region import People, Region
from .series import Break, Dataset, Edition, Indicator, Observation
from .survey import Survey, SurveyItem, SurveyShare

__all__ = [
    "Break",
    "Dataset",
    "Edition",
    "Indicator",
    "Need",
    "NeedEvidence",
    "Observation",
    "People",
    "Region",
    "Survey",
    "SurveyItem",
    "SurveyShare",
]
