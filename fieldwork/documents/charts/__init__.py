"""Charts of findings: drawn once as shapes, then written as PDF, SVG and PNG."""
