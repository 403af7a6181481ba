"""Pages generated from the declaration of a form."""
