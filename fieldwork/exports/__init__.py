"""What other tools can read: data as tidy tables, forms as XLSForm, everything in plain words."""
