"""The hari buka: start, roster, attendance, weighing, who is absent, closing."""
