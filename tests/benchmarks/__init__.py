"""What takes time, measured beside the least that it could take: `python -m tests.benchmarks`."""
