"""A programme with every kind of condition, fact and answer, and the names that XForms mind."""

AWKWARD = """\
format = 1
id = "awkward"
title = "Awkward ${cases}"
default_edition = "only"

[[editions]]
id = "only"
title = "The only one"

[answers.yes_no_na]
options = [
  { value = "yes", label = "Yes" },
  { value = "no", label = "No" },
  { value = "na", label = "Not applicable" },
]

[answers.odd]
options = [
  { value = "two words", label = "Two words" },
  { value = "two_words", label = "Two_words" },
  { value = "it's \\"so\\"", label = "It's \\"so\\" & <more>" },
]

[answers.words]
kind = "text"

[answers.amount]
kind = "number"

[answers.when]
kind = "date"

[facts.reference]
label = "=Reference"
required = true

[facts.name]
label = "Name"
personal = true

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

[facts.ended]
label = "Ended"
type = "date"

[facts.years]
label = "Years"
type = "number"
source = "derived"
years_between = ["began", "ended"]
default = 7

[facts.town]
label = "Town"

[facts.needs]
label = "Needs"
type = "list"

[facts.orders]
label = "Orders"
type = "list"
values = { a = "A", b = "B", c = "C" }

[facts.odd]
label = "Odd"
type = "choice"
values = { "two words" = "Two words", "two_words" = "Two_words", "it's \\"so\\"" = "So" }

[facts.judged]
label = "Judged"
type = "choice"
source = "inspector"
values = { yes = "Yes", no = "No" }
derive = [ { value = "no", when = { orders = { only = ["a", "b"] } } } ]
default = "yes"

[facts.said]
label = "Said"
source = "inspector"
stands_in = "town"

[facts.amount]
label = "Amount"
type = "number"
source = "inspector"
stands_in = "age"

[facts.day]
label = "Day"
type = "date"
source = "inspector"
stands_in = "began"

[facts.since]
label = "Since"
type = "number"
source = "derived"
years_between = ["began", "day"]

[facts.mixed]
label = "Mixed"
type = "choice"
values = { yes = "Yes", no = "No" }
derive = [
  { value = "yes", when = { any = [
    { answer = { "1.1.a" = ["yes"], "1.1.b" = ["two words", "it's \\"so\\""] } },
    { answer = { "9.1" = ["yes"] } },
    { not = { orders = ["a"] } } ] } },
  { value = "no", when = { all = [
    { answer = { "1.1.c" = ["it's 'so'"] } },
    { years = { at_least = 2 } } ] } },
]

[[forms]]
id = "case"
title = "Case"
roots = ["1", "2.1"]

[[forms]]
id = "other-one"
title = "Observation"
subject = "record"
roots = ["9"]

[[questions]]
ref = "1"
level = "domain"
text = "One"

[[questions]]
ref = "1.1"
level = "standard"
parent = "1"
text = "Settling"
layout = "grid"

[questions.guidance]
good = "Look at ${everything} first."

[[questions]]
ref = "1.1.a"
level = "prompt"
parent = "1.1"
text = "Judged?"
answers = "yes_no_na"
sets = "judged"

[[questions]]
ref = "1.1_a"
level = "prompt"
parent = "1.1"
text = "Only where judged"
answers = "yes_no_na"
applies = { judged = ["yes"], age = { above = 20 } }

[[questions]]
ref = "1.1.b"
level = "prompt"
parent = "1.1"
text = "Which is odd?"
answers = "odd"
sets = "odd"
applies = { not = { all = [ { orders = { only = ["a"] } }, { age = { at_most = 29.5 } } ] } }

[[questions]]
ref = "1.1.c"
level = "prompt"
parent = "1.1"
text = "What was said?"
answers = "words"
sets = "said"

[[questions]]
ref = "1.1.d"
level = "prompt"
parent = "1.1"
text = "How much?"
answers = "amount"
sets = "amount"
applies = { any = [
  { needs = { only = ["in work", "debt"] } },
  { needs = ["drink"] },
  { odd = ["two_words"] } ] }

[[questions]]
ref = "1.1.e"
level = "prompt"
parent = "1.1"
text = "On which day?"
answers = "when"
sets = "day"
applies = { amount = { at_least = 2.5 } }

[[questions]]
ref = "2"
level = "domain"
text = "Two"
applies = { said = ["it's 'so'", "North Town"] }

[[questions]]
ref = "2.1"
level = "standard"
parent = "2"
text = "Under a domain that the form leaves out"
answers = "yes_no_na"
applies = { odd = ["two words", "it's \\"so\\""] }

[[questions]]
ref = "2.1.1"
level = "key_question"
parent = "2.1"
text = "Mixed"
answers = "yes_no_na"
applies = { mixed = ["yes"] }

[[questions]]
ref = "2.1.1.a"
level = "prompt"
parent = "2.1.1"
text = "Since"
answers = "words"
applies = { any = [ { since = { below = 3 } }, { years = { above = 5 } }, { mixed = ["no"] } ] }

[[questions]]
ref = "2.1.2"
level = "key_question"
parent = "2.1"
text = "Nothing is under this heading"

[[questions]]
ref = "9"
level = "domain"
text = "Nine"

[[questions]]
ref = "9.s"
level = "standard"
parent = "9"
text = "Seen"

[[questions]]
ref = "9.1"
level = "prompt"
parent = "9.s"
text = "Seen on a day in ${town}?"
answers = ["yes", "no"]

[[questions]]
ref = "9.2"
level = "prompt"
parent = "9.s"
text = "Only where somebody told the town"
answers = "words"
applies = { town = ["North Town"] }
"""
