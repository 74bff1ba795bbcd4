"""How a large register is checked: files judged apart, by several processes, once as long as they stay the same."""
