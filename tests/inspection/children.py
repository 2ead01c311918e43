"""Other processes on the same file: `python -m tests.inspection.children WHAT PATH …`.

Each says what it does, a line at a time, once it is done; each waits for a line where that is said.
"""

import codecs
import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

from fieldwork.errors import FieldworkError
from fieldwork.inspection.file import Inspection
from fieldwork.programme import library
from fieldwork.programme.model import QuestionId
from fieldwork.reading.service import Reader

#: No program writes these by itself, so that finding one in a file is finding a leak.
SECRET = "zanzibarquartz"


def say(*words: object) -> None:
    print(*words, flush=True)


def hold(path: Path, passphrase: str) -> None:
    """Has the file open for writing until a line comes."""
    with Inspection.open(path, passphrase):
        say("open")
        sys.stdin.readline()


def attempt(path: Path, passphrase: str, writing: str = "yes", user: str = "") -> None:
    """Tries to open the file, as another user where one is named, and says how that went."""
    if user:
        codecs.lookup("ascii")  # while Python's own files can be read
        os.setuid(int(user))
    try:
        with Inspection.open(path, passphrase, writing=writing == "yes") as inspection:
            say("open", inspection.info().title)
    except FieldworkError as error:
        say(type(error).__name__, str(error), "|", error.advice)


def look(path: Path, passphrase: str) -> None:
    """Opens the file for looking, at each line that comes, and says how many entries it holds."""
    say("ready")
    while sys.stdin.readline():
        with Inspection.open(path, passphrase, writing=False) as inspection:
            say(len(inspection.store.faults()), inspection.journal.size())


def work(path: Path, passphrase: str) -> None:
    """After a line comes, answers, drafts and notes as fast as it can; says each once it is done."""
    say("ready")
    sys.stdin.readline()
    with Inspection.open(path, passphrase) as inspection:
        reader = Reader(inspection, "reader-1")
        ref = "A100002"
        asked = [s.question for s in reader.open(ref).questions if s.question.asks]
        questions = [q for q in asked if q.answers and q.answers.kind == "choice"]
        say("open")
        for number in range(10**9):
            question = questions[number % len(questions)]
            held = inspection.value("answer", f"{ref}/{question.id}", "value")
            options = [o.value for o in question.answers.options] if question.answers else []
            _round(reader, ref, question.id, next(o for o in options if o != held), number)


def _round(reader: Reader, ref: str, question: QuestionId, value: str, number: int) -> None:
    reader.answer(ref, question, value)
    say("answer", question, value)
    words = f"{SECRET} {number:06}"
    for part in ("0", "1"):
        reader.draft(ref, question, "note", words + part)
        say("note", question, number * 10 + int(part))
    if number % 3:
        reader.note(ref, question, words + "2")
        say("note", question, number * 10 + 2)


def make(path: Path, passphrase: str) -> None:
    """After a line comes, makes a new inspection."""
    programme = library.load("adult")
    say("ready")
    sys.stdin.readline()
    first, last = date(2019, 9, 16), date(2019, 9, 27)
    Inspection.create(
        path, passphrase, programme=programme, title="Wales 2019", provider="Wales", starts=first, ends=last
    )


def write_much(path: Path, passphrase: str) -> None:
    """Writes without end, and waits for nobody."""
    with Inspection.open(path, passphrase) as inspection:
        say("open")
        for number in range(10**9):
            with inspection.edit("reader-1", "Wrote") as edit:
                for part in range(20):
                    edit.set("answer", f"A100001/2.{part}", "note", f"{SECRET} {number} {'x' * 300}")


def fill(path: Path, passphrase: str, limit: str) -> None:
    """Writes under a limit to the size of files until that is refused, then without it again."""
    import resource  # not on Windows

    with Inspection.open(path, passphrase) as inspection:
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit), hard))
        done = 0
        try:
            for number in range(10_000):
                with inspection.edit("reader-1", "Wrote") as edit:
                    edit.set("answer", "A100001/2.1.1", "note", f"{number} " + "x" * 5000)
                done = number
        except FieldworkError as error:
            say("refused", done, type(error).__name__, str(error), "|", error.advice)
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        with inspection.edit("reader-1", "Wrote") as edit:
            edit.set("answer", "A100001/2.1.1", "reason", "there is room again")
        say("written")


COMMANDS: dict[str, Callable[..., None]] = {
    f.__name__: f for f in (hold, attempt, look, work, make, write_much, fill)
}

if __name__ == "__main__":
    COMMANDS[sys.argv[1]](Path(sys.argv[2]), *sys.argv[3:])
