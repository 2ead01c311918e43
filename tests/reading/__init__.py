"""Tests of reading: cases, other evidence, concerns, examples, corrections."""
