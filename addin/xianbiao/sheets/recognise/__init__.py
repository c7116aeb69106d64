"""From grids to the model: which rows are notice text, which are tables, and what they mean."""
