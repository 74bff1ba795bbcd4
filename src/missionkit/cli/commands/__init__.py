"""What the command line takes: one function per command, grouped as people meet them."""
