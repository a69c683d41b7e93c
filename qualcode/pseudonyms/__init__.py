"""Pseudonyms: what in a text may tell who somebody is, what takes its place, and what moves with it."""
