"""Floor 2: one small function per rule, registered under its code."""
