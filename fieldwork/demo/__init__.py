"""The demo inspection: invented people, a whole fieldwork fortnight in a folder."""

from fieldwork.demo.inspection import FILE_NAME, PASSPHRASE, make_demo, work_through

__all__ = ["FILE_NAME", "PASSPHRASE", "make_demo", "work_through"]
