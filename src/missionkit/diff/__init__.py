"""What changed in meaning between two states of a register."""
