"""A small programme in TOML, for tests that change one thing at a time."""

SMALL = """\
format = 1
id = "small"
title = "A small programme"
default_edition = "two"

[[editions]]
id = "one"
title = "First"

[[editions]]
id = "two"
title = "Second"
previous = "one"

[answers.yes_no]
options = [ { value = "yes", label = "Yes", key = "Y" }, { value = "no", label = "No", key = "N" } ]

[answers.words]
kind = "text"

[facts.reference]
label = "Reference"

[facts.kind]
label = "Kind"
type = "choice"
values = { a = "Kind A", b = "Kind B" }
default = "a"

[facts.rosh]
label = "Level on record"
type = "choice"
values = { low = "Low", high = "High" }

[facts.rosh_judged]
label = "Level as judged"
type = "choice"
source = "inspector"
values = { low = "Low", high = "High" }
stands_in = "rosh"

[facts.missed]
label = "Appointments missed"
type = "choice"
source = "inspector"
values = { yes = "Yes", no = "No" }

[facts.officers]
label = "Officers"
type = "number"

[facts.requirements]
label = "Requirements"
type = "list"
values = { rar = "Activity days", upw = "Unpaid work" }

[facts.upw_only]
label = "Only unpaid work"
type = "choice"
values = { yes = "Yes", no = "No" }
derive = [
  { value = "yes", when = { requirements = { only = ["upw"] } } },
  { value = "no", when = { all = [ { requirements = ["upw"] }, { requirements = ["rar"] } ] } },
]

[facts.born]
label = "Born"
type = "date"
personal = true

[facts.began]
label = "Began"
type = "date"

[facts.age]
label = "Age"
type = "number"
years_between = ["born", "began"]

[[forms]]
id = "a"
title = "Form A"
applies = { kind = ["a"] }
roots = ["0", "2"]

[[forms]]
id = "b"
title = "Form B"
applies = { kind = ["b"] }
roots = ["2"]

[[questions]]
ref = "0"
level = "domain"
text = "About the case"

[[questions]]
ref = "0.1"
level = "standard"
parent = "0"
text = "Facts"

[[questions]]
ref = "0.1.1"
level = "prompt"
parent = "0.1"
text = "Which level?"
answers = ["low", "high"]
sets = "rosh_judged"

[[questions]]
ref = "0.1.2"
level = "prompt"
parent = "0.1"
text = "Were appointments missed?"
answers = "yes_no"
sets = "missed"
applies = { rosh_judged = ["high"] }

[[questions]]
ref = "2"
level = "domain"
text = "Supervision"

[[questions]]
ref = "2.1"
level = "standard"
parent = "2"
text = "Assessment"
applies = { not = { officers = { above = 3 } } }

[[questions]]
ref = "2.1.1"
level = "key_question"
parent = "2.1"
text = "Well enough?"
answers = "yes_no"
compares = "2.1.1"

[[questions]]
ref = "2.1.1.a"
level = "prompt"
parent = "2.1.1"
text = "Decisions recorded?"
answers = "yes_no"
applies = { missed = ["yes"] }

[[questions]]
ref = "2.1.1.b"
level = "prompt"
parent = "2.1.1"
text = "Asked in the first round?"
answers = "yes_no"
editions = ["one"]
"""


def changed(old: str, new: str) -> str:
    """The small programme with one passage replaced, which must be there once."""
    assert SMALL.count(old) == 1, f"{SMALL.count(old)} places hold {old!r}"
    return SMALL.replace(old, new)
