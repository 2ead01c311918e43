"""Tests of the demo inspection."""
