"""Programmes as data: what an inspection asks, checked and routed."""
