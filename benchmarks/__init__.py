"""Speed beside what a user would pick instead, as ratios within one run: `python -m benchmarks`."""
