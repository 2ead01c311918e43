"""Printed documents: one module a document, one shared style."""
