"""Metrics: pure functions over cases, answers and results, a module per family.

Each says its formula and where it comes from. A metric that has nothing to measure is None, never 0 or 1.
"""
