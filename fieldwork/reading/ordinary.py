"""Names that texts hold as ordinary words as well, in small letters."""

_WORDS = (
    "banks best brown case church close cook court cross date drew fair faith frank gale good grace grant "
    "gray green grey hand hope house hunt jack joy king lane law little local long love marsh mark mercy "
    "moody more noble office officer paige park pike police power price record rich rose short small smart "
    "speed stone street strong swift team wade walker ward water weeks well west white wild will wise wood "
    "work young"
)
#: A name that is one of these counts with a capital only: "will" stays where someone is called Will.
ORDINARY = frozenset(_WORDS.split())
