from umsicht.core.privacy import NO_PERSONAL_DATA

PRIVACY = {
    "vocabulary.Term": NO_PERSONAL_DATA,
    "vocabulary.TermVersion": NO_PERSONAL_DATA,
    "vocabulary.TermDecision": NO_PERSONAL_DATA,
}
