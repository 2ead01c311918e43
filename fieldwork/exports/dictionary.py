"""The data dictionary: what every column of every exported table is."""

from collections.abc import Iterable

from fieldwork.exports.columns import CODES, Column, Missing, Table


def dictionary(tables: Iterable[Table]) -> Table:
    """One row a column. Values are `code = label`; missing ones name what stands for each reason."""
    columns = (
        Column("table", "Table"),
        Column("column", "Column"),
        Column("label", "What it is"),
        Column("kind", "Kind"),
        Column("values", "Values"),
        Column("missing", "Why a value may be missing"),
        Column("about", "Question or fact that it comes from"),
    )
    rows = [
        (table.name, one.name, one.label, one.kind, _values(one), _missing(one), one.about)
        for table in tables
        for one in table.columns
    ]
    return Table("dictionary", "Data dictionary", columns, rows)


def _values(one: Column) -> str:
    return "; ".join(f"{value} = {label}" for value, label in one.values.items())


def _missing(one: Column) -> str:
    return (
        "; ".join(f"{reason} = {reason.label} ({CODES[reason]} in SPSS)" for reason in Missing) * one.misses
    )
