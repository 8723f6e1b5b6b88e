"""Metrics to other people's systems, through their own libraries; each module needs the extra of its name."""
