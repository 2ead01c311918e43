"""The window. One screen a module."""
