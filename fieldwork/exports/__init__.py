"""What other tools can read: forms as XLSForm."""
