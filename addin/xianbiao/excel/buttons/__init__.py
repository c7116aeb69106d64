"""One module per button, with one function each; `excel/registry.py` lists them."""
