"""The `fieldwork` command and its groups."""

import sys

import click

from fieldwork.cli import (
    agreement,
    cases,
    commenting,
    comparing,
    concerns,
    correcting,
    evidence,
    exchanging,
    exporting,
    fieldwork_day,
    findings,
    handing,
    inspections,
    lists,
    people,
    places,
    planning,
    planning_out,
    planning_rules,
    printing,
    programmes,
    publishing,
    purging,
    receiving,
    records,
    remarking,
    reporting,
    sampling,
    second_drawing,
    second_reading,
    standing,
)


class InOrder(click.Group):
    """Lists its commands in the order of the work."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        return list(self.commands)


@click.group(cls=InOrder, context_settings={"help_option_names": ["-h", "--help"]})
def fieldwork() -> None:
    """Fieldwork: probation inspections from the office's list to sealed readings.

    FILE is an inspection file. Its passphrase comes from FIELDWORK_PASSPHRASE or
    --passphrase-file PATH, else it is asked for.

    Exit status: 0 done; 1 refused, nothing changed; 2 wrong usage.
    """


@fieldwork.group("timetable")
def timetable() -> None:
    """Plan the interviews, and follow the days on which they are held."""


@fieldwork.group("list")
def office_list() -> None:
    """Read an office's list, or take it in."""


@fieldwork.group("sample")
def sample() -> None:
    """Say how many cases a sample needs, draw it, and replace withdrawn cases from its reserves."""


@fieldwork.group("answers")
def answers() -> None:
    """Take answers in as a table, or give them out."""


@fieldwork.group("evidence")
def other_evidence() -> None:
    """Keep records of evidence that is not a case: list, add, change, remove."""


@fieldwork.group("concern")
def concern() -> None:
    """Follow immediate concerns: list, raise, close."""


@fieldwork.group("example")
def example() -> None:
    """Keep practice examples, and find what in them points to somebody."""


@fieldwork.group("second")
def second() -> None:
    """Read completed cases a second time: draw, assign, answer blind, agree, count the agreement."""


@fieldwork.group("comment")
def comment() -> None:
    """Comment on readings: list, add, reply, resolve."""


@fieldwork.group("remark")
def remark() -> None:
    """Keep the enablers and barriers that the report lists."""


@fieldwork.group("people")
def team_by_card() -> None:
    """Have laptops join by card, and keep their keys and roles."""


@fieldwork.group("programme")
def programme() -> None:
    """Check a programme file, correct an inspection's programme, or write forms for other tools."""


for command in (programmes.programmes, inspections.new, inspections.info):
    fieldwork.add_command(command)
programme.add_command(programmes.check)
programme.add_command(correcting.update)
programme.add_command(exporting.export_programme)
office_list.add_command(lists.read)
office_list.add_command(lists.sync)
sample.add_command(sampling.size)
sample.add_command(sampling.draw_sample)
sample.add_command(sampling.show)
sample.add_command(sampling.replace_case)
for command in (lists.team, lists.allocate, cases.cases, cases.case):
    fieldwork.add_command(command)
answers.add_command(cases.take_in)
answers.add_command(cases.give_out)
for command in (cases.complete, cases.reopen, cases.search):
    fieldwork.add_command(command)
for command in (
    evidence.list_records,
    evidence.prepare,
    evidence.add,
    evidence.change,
    evidence.remove,
):
    other_evidence.add_command(command)
for command in (concerns.list_concerns, concerns.raise_concern, concerns.close):
    concern.add_command(command)
for command in (
    concerns.list_examples,
    concerns.add_example,
    concerns.change_example,
    concerns.remove_example,
    concerns.check_examples,
):
    example.add_command(command)
for command in (
    second_drawing.draw,
    second_drawing.assign,
    second_drawing.cancel,
    second_drawing.list_seconds,
    second_reading.show,
    second_reading.take_in,
    second_reading.complete,
    second_reading.differences,
    second_reading.agree,
    second_reading.apply,
    agreement.agreement,
):
    second.add_command(command)
for command in (
    commenting.list_comments,
    commenting.add,
    commenting.reply,
    commenting.resolve,
    commenting.reopen,
):
    comment.add_command(command)
for command in (remarking.list_remarks, remarking.add_remark, remarking.remove_remark):
    remark.add_command(command)
for command in (
    planning.solve,
    planning.show,
    planning.check,
    planning_out.export,
    planning_rules.office,
    planning_rules.away,
    planning_rules.import_tables,
    planning_rules.rules,
    planning_rules.debrief,
    fieldwork_day.notify,
    fieldwork_day.changes,
    fieldwork_day.today,
    fieldwork_day.mark,
):
    timetable.add_command(command)
fieldwork.add_command(timetable)
for command in (
    findings.findings,
    findings.rate,
    findings.panel,
    comparing.comparator,
    findings.population,
    findings.small_base,
    comparing.league,
    reporting.report,
):
    fieldwork.add_command(command)
for command in (printing.print_documents, exchanging.send, receiving.receive, exchanging.packages):
    fieldwork.add_command(command)
for command in (places.place, places.outbox, standing.who):
    fieldwork.add_command(command)
for command in (exporting.export, publishing.publish):
    fieldwork.add_command(command)
for command in (
    people.list_people,
    people.make_card,
    people.accept,
    people.found,
    people.set_role,
    people.retire,
    people.move,
    people.make_recovery,
):
    team_by_card.add_command(command)
for command in (handing.join, handing.handover, receiving.aside, receiving.admit):
    fieldwork.add_command(command)
for command in (handing.recover, handing.change_passphrase):
    fieldwork.add_command(command)
for command in (records.conflicts, records.settle, records.history, records.undo, records.redo):
    fieldwork.add_command(command)
for command in (inspections.check, inspections.backup, inspections.restore):
    fieldwork.add_command(command)
for command in (purging.keep, purging.purge, inspections.demo):
    fieldwork.add_command(command)


def main() -> None:
    """Runs the command line of this process."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="replace")
    fieldwork(prog_name="fieldwork")
