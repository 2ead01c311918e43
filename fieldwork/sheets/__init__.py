"""Tables out of the files that offices send, CSV and XLSX: cells, dates, sheets, and what is no table."""
