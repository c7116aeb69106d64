"""Engines behind xlwings besides Excel itself, and the guard that imports xlwings alone."""
