"""Open data, one sub-package per standard. Reads only; answers to anybody, with no key and no cookie."""
