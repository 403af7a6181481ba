"""Pure knowledge of the field: age, growth, NIK, code lists, SKDN. No storage, no Qt."""
