"""The set-up scripts: what they decide, and what they run."""
