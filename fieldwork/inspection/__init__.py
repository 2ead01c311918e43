"""One inspection as one encrypted file: journal, projections, records."""
