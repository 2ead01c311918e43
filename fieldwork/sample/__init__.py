"""Office lists in: reading, comparing, taking in."""
