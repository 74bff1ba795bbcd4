"""How results are written: one module per format, and the table of formats."""
