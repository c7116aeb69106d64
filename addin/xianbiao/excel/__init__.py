"""Excel through xlwings: what clerks reach from cells and from the ribbon tab 县表."""
