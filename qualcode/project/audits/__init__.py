"""Audits of rules: passages drawn for judges, and what their judgements say."""
