"""The command line: every capability, headless, with `--json`. The names are a contract."""

from fieldwork.cli.main import main

__all__ = ["main"]
