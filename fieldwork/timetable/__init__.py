"""Planning who interviews which responsible officer, when and where."""
