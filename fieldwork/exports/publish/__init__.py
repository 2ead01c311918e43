"""Finished inspections as rows of a PostgreSQL database, all years together, without names."""
