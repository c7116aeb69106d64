"""Sheets of the working workbook and of the county file, one module for each."""
