"""The sections of briefs: one function each, from a view to a section."""
