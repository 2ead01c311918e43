"""`docs/cli.md` describes every command and option, each with an example, and none that is not there."""

import re
import shlex
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path

import click
import pytest

from fieldwork.cli.main import fieldwork

PAGE = (Path(__file__).parents[2] / "docs" / "cli.md").read_text(encoding="utf-8")
#: Described once for all commands.
COMMON = {"--json", "--as", "--passphrase-file"}


def commands(group: click.Group, before: tuple[str, ...] = ()) -> Iterator[tuple[str, click.Command]]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, (*before, name))
        else:
            yield " ".join((*before, name)), command


COMMANDS = dict(commands(fieldwork))


def sections() -> dict[str, str]:
    """What the page says about each command, by its name."""
    found = {}
    for part in PAGE.split("\n### `")[1:]:
        heading, _, text = part.partition("`\n")
        words = takewhile(lambda word: word.replace("-", "").isalpha() and word.islower(), heading.split())
        found[" ".join(words)] = f"{heading}\n" + re.split(r"\n#+ ", text)[0]
    return found


SECTIONS = sections()


def test_the_page_and_the_program_have_the_same_commands() -> None:
    assert set(SECTIONS) == set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_is_described_with_its_arguments_options_and_an_example(name: str) -> None:
    text, command = SECTIONS[name], COMMANDS[name]
    options = [p for p in command.params if isinstance(p, click.Option)]
    assert not [o.opts[0] for o in options if o.opts[0] not in COMMON and f"`{o.opts[0]}`" not in text]
    heading = text.partition("\n")[0]
    plain = [p for p in command.params if isinstance(p, click.Argument)]
    named = {str(a.metavar or a.human_readable_name).strip("[].").split("[")[0].strip("]") for a in plain}
    assert not [word for word in named - {"ACTION", "action"} if word.upper() not in heading.upper()]
    assert re.search(rf"^ +fieldwork {re.escape(name)}\b", text, re.MULTILINE)


@pytest.mark.parametrize("name", COMMANDS)
def test_an_example_is_accepted_as_it_stands(name: str) -> None:
    """Its options exist, take what they are given, and all that is required is there."""
    text = SECTIONS[name].replace("\\\n", " ")
    for line in re.findall(r"^ +fieldwork (.+)$", text, re.MULTILINE):
        words = shlex.split(line.partition(" > ")[0])[len(name.split()) :]
        COMMANDS[name].make_context(name, words)


@pytest.mark.parametrize("name", COMMANDS)
def test_help_says_what_a_command_and_each_of_its_options_does(name: str) -> None:
    command = COMMANDS[name]
    assert command.help
    unexplained = [p.opts[0] for p in command.params if isinstance(p, click.Option) and not p.help]
    assert unexplained == []


def test_what_all_commands_share_is_described_once() -> None:
    shared = PAGE.split("\n## ")[1]
    assert all(f"`{option}" in shared for option in COMMON)
