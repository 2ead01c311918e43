"""Packages between laptops: sealing, opening, merging, receipts."""
