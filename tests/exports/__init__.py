"""Exports judged by other people's tools."""
