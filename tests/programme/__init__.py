"""Programmes: loading, checking, routing, and the programme files themselves."""
