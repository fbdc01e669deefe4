"""Every sentence, date, number and name as a Vietnamese reader expects it."""
