"""Workbooks as packages: parts copied as they are, sheets edited in their XML."""
