"""Benchmarks of speed, memory and retrieval: ratios within one run, and the numbers behind them."""
