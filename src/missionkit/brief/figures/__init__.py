"""Figures: drawings worked out in Python as shapes, each with the same data as a table.

Colours are presentation attributes, not classes, so that every renderer shows them; text is wrapped here because
SVG does not wrap.
"""
