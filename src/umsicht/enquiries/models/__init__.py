from .enquiry import Enquiry
from .experience import Experience, ExperienceComment
from .remark import Remark
from .reply import Reply

__all__ = ["Enquiry", "Experience", "ExperienceComment", "Remark", "Reply"]
