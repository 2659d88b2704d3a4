"""Human Services Data Specification 3.1 (Open Referral): offers as services, organisations, places, vocabulary."""
