"""Fieldwork: the domain of a desktop tool for probation inspectors. No Qt here."""
