"""Use cases: one plain function per thing a person does."""
