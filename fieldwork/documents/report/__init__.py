"""The report on findings: its content as blocks, and the formats that blocks are written in."""
