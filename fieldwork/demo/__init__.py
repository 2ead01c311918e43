"""The demo inspection: invented people, a whole fieldwork fortnight in a folder."""

from fieldwork.demo.inspection import make_demo, work_through
from fieldwork.demo.setting_up import FILE_NAME, PASSPHRASE

__all__ = ["FILE_NAME", "PASSPHRASE", "make_demo", "work_through"]
