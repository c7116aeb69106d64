"""Floor 3: grids, the recognition of tables in them, and the layout of sheets."""
