from django.utils.translation import gettext_lazy as _

from umsicht.core import journal


def declare() -> None:
    """How the log words what this package does."""
    journal.describe(
        {
            "enquiries.enquiry.start": _("Enquiry received"),
            "enquiries.enquiry.confirm": _("Enquiry confirmed and sent"),
            "enquiries.enquiry.agree": _("Proposal accepted"),
            "enquiries.enquiry.withdraw": _("Enquiry withdrawn"),
            "enquiries.enquiry.close": _("Enquiry ended without a date"),
            "enquiries.enquiry.call_off": _("Agreed date called off"),
            "enquiries.enquiry.take_place": _("Agreed date took place"),
            "enquiries.enquiry.note": _("Note written to an enquiry"),
            "enquiries.enquiry.add": _("Provider added to an enquiry"),
            "enquiries.enquiry.erase": _("Personal data of an enquiry deleted"),
            "enquiries.reply.send": _("Provider asked"),
            "enquiries.reply.propose": _("Provider proposed a date"),
            "enquiries.reply.decline": _("Provider declined"),
            "enquiries.reply.ask": _("Provider asked a question"),
            "enquiries.reply.hear": _("Question of a provider answered"),
            "enquiries.reply.take_back": _("Answer of a provider taken back"),
            "enquiries.reply.accept": _("Proposal of a provider accepted"),
            "enquiries.reply.pass_over": _("Another provider was chosen"),
            "enquiries.reply.lapse": _("Reply of a provider lapsed"),
            "enquiries.experience.tell": _("Experience told"),
            "enquiries.experience.submit": _("Words of an experience handed in"),
            "enquiries.experience.show": _("Words of an experience shown"),
            "enquiries.experience.hide": _("Words of an experience not shown"),
            "enquiries.experience.reconsider": _("Words of an experience checked again"),
            "enquiries.comment.write": _("Provider commented on an experience"),
            "enquiries.comment.submit": _("Comment on an experience handed in"),
            "enquiries.comment.show": _("Comment on an experience shown"),
            "enquiries.comment.hide": _("Comment on an experience not shown"),
            "enquiries.comment.reconsider": _("Comment on an experience checked again"),
        }
    )
