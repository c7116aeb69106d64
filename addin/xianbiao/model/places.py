"""Places (行政区划): names and codes of GB/T 2260, matched exactly through full and short names."""
