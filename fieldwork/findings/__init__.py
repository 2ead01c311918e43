"""From completed readings to numbers, bands, ratings and comparisons that are published and argued over."""
