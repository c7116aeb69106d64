"""A clerk's own workbook, cut into one file for each recipient."""
