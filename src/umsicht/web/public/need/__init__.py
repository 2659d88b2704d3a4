"""The need-first path: three plain questions that lead to help, a topic and offers."""
