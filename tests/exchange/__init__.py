"""Packages: keys, what is inside, seals, files, and who is let in."""
