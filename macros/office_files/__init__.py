"""Office files with a VBA project: the add-in and the macro-enabled templates."""
