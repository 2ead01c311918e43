"""How commands speak: JSON alone on standard output, or text and tables; refusals and exit status."""

import json
import os
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from fieldwork.errors import FieldworkError, Refused

F = TypeVar("F", bound=Callable[..., Any])


class Speech:
    """What a command says. With `as_json` one document goes to standard output, words elsewhere."""

    def __init__(self, as_json: bool) -> None:
        self.as_json = as_json

    def result(self, document: Any, *text: str) -> None:
        """The outcome: the JSON document, or the text."""
        if self.as_json:
            click.echo(json.dumps(document, ensure_ascii=False, indent=1, default=str))
        else:
            for line in text:
                click.echo(line)

    def remark(self, text: str) -> None:
        """Words for a person, never among the JSON."""
        click.echo(text, err=True)

    def refused(self, error: FieldworkError) -> None:
        """One sentence, every problem, and what to do; with JSON the same as a document."""
        problems = [{"place": p.place, "problem": p.problem} for p in getattr(error, "problems", ())]
        if self.as_json:
            self.result({"ok": False, "error": str(error), "advice": error.advice, "problems": problems})
        self.explain(error)

    def found(self, document: Any, headline: str, problems: Sequence[object]) -> None:
        """What a check found. With JSON, words about problems go to standard error as well."""
        lines = (headline, *(f"  {problem}" for problem in problems))
        self.result(document, *lines)
        if problems and self.as_json:
            self.remark("\n".join(lines))

    def explain(self, error: FieldworkError) -> None:
        """A refusal in words alone, where the command's own document says the same already."""
        self.remark(str(error))
        for problem in getattr(error, "problems", ()):
            self.remark(f"  {problem}")
        if error.advice:
            self.remark(error.advice)


def table(heads: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """Aligned columns of text, one line a row; without any heading, no heading line."""
    cells = [[" ".join(str("" if c is None else c).split()) for c in row] for row in rows]
    widths = [max(len(h), *(len(r[n]) for r in cells)) if cells else len(h) for n, h in enumerate(heads)]
    lines = [[*heads], ["-" * w for w in widths], *cells] if any(heads) else cells
    return "\n".join(
        "  ".join(c.ljust(w) for c, w in zip(line, widths, strict=True)).rstrip() for line in lines
    )


def speaks(function: F) -> Any:
    """Gives a command `--json` and turns refusals into exit status 1."""

    @click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")
    @wraps(function)
    def command(as_json: bool, **arguments: Any) -> None:
        speech = Speech(as_json)
        try:
            function(speech, **arguments)
        except FieldworkError as error:
            speech.refused(error)
            sys.exit(1)
        except (click.ClickException, click.Abort, BrokenPipeError):
            raise
        except Exception as error:
            if os.environ.get("FIELDWORK_DEBUG"):
                raise
            speech.refused(_mistake(error))
            sys.exit(1)

    return command


def _mistake(error: Exception) -> FieldworkError:
    """A mistake of the program's own, in words that hold nothing of what was being read."""
    where = traceback.extract_tb(error.__traceback__)[-1]
    return FieldworkError(
        f"Fieldwork made a mistake of its own ({type(error).__name__} in {Path(where.filename).name}, "
        f"line {where.lineno}).",
        "What was saved before is safe. Please report the words in brackets; with FIELDWORK_DEBUG=1 it "
        "says more.",
    )


def passphrase(path: Path | None, *, new: bool = False) -> str:
    """From `FIELDWORK_PASSPHRASE`, from a file's first line, or asked for; never an argument."""
    if path is not None:
        try:
            first = path.read_text(encoding="utf-8-sig").partition("\n")[0].rstrip("\r")
        except (OSError, UnicodeDecodeError) as error:
            sentence = f"The passphrase file {path.name} could not be read."
            raise Refused(sentence, advice="Check its name, and that it is text.") from error
        if not first:
            sentence = f"The first line of the passphrase file {path.name} is empty."
            raise Refused(sentence, advice="Write the passphrase into it.")
        return first
    named = os.environ.get("FIELDWORK_PASSPHRASE", "")
    if named:
        return named
    if not sys.stdin.isatty():
        raise click.UsageError("no passphrase: set FIELDWORK_PASSPHRASE or give --passphrase-file PATH")
    asked: str = click.prompt("Passphrase", hide_input=True, confirmation_prompt=new, err=True)
    return asked


def passphrase_or_none() -> str | None:
    """The passphrase where it is at hand; somebody who is asked may leave it out."""
    named = os.environ.get("FIELDWORK_PASSPHRASE", "")
    if named or not sys.stdin.isatty():
        return named or None
    asked: str = click.prompt("Passphrase (empty where it is lost)", default="", hide_input=True, err=True)
    return asked or None


def plain(value: Any) -> Any:
    """Tuples as lists and mappings as dicts, for JSON."""
    if isinstance(value, Mapping):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, tuple | list):
        return [plain(v) for v in value]
    return value
