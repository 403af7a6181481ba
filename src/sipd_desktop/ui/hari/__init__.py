"""The hari buka: find, weigh, newcomers, who has not come, close and sign."""
