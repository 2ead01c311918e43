"""The people of a team and their keys: cards, the roster, who holds what, who gets what."""
