"""Tests of the inspection file: nothing is lost, nothing leaks, everything merges."""
