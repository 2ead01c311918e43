"""Tests, by behaviour; the folders mirror fieldwork/ and ui/."""
