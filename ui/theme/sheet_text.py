"""Style sheet: text roles and the surfaces that things lie on."""

from ui.theme.metrics import RADIUS, RADIUS_LARGE, TypeScale
from ui.theme.palette import Palette


def labels(c: Palette, scale: TypeScale) -> str:
    """Roles of `QLabel`: heading1 to heading3, muted, small, strong, danger."""
    return f"""
QLabel {{ color: {c.text}; background: transparent; }}
QLabel[role="heading1"] {{ font-size: {scale.heading(1)}pt; font-weight: 600; }}
QLabel[role="heading2"] {{ font-size: {scale.heading(2)}pt; font-weight: 600; }}
QLabel[role="heading3"] {{ font-size: {scale.heading(3)}pt; font-weight: 600; }}
QLabel[role="muted"] {{ color: {c.text_muted}; }}
QLabel[role="small"] {{ color: {c.text_muted}; font-size: {scale.small}pt; }}
QLabel[role="strong"] {{ font-weight: 600; }}
QLabel[role="danger"] {{ color: {c.danger}; }}
QLabel[role="on_danger"] {{ color: {c.on_danger}; }}
QLabel[role="on_danger_strong"] {{ color: {c.on_danger}; font-weight: 600; }}
QLabel[role="warning"] {{ color: {c.warning}; }}
QLabel[role="fact"] {{ color: {c.text_muted}; font-size: {scale.small}pt; }}
QLabel:disabled {{ color: {c.border_strong}; }}
"""


def surfaces(c: Palette, scale: TypeScale) -> str:
    """Windows, cards, wells and the tooltip."""
    return f"""
QMainWindow, QDialog {{ background: {c.surface}; }}
QFrame[surface="card"] {{
    background: {c.raised}; border: 1px solid {c.border}; border-radius: {RADIUS_LARGE}px;
}}
QFrame[surface="panel"] {{ background: {c.raised}; border: none; }}
QFrame[surface="well"] {{ background: {c.sunken}; border: none; border-radius: {RADIUS}px; }}
QFrame[surface="rule"] {{ background: {c.border}; border: none; }}
QScrollArea, QScrollArea > QWidget > QWidget[surface="plain"] {{ background: transparent; border: none; }}
QToolTip {{
    background: {c.text}; color: {c.raised}; border: none; padding: 4px 6px; font-size: {scale.small}pt;
}}
QSplitter::handle {{ background: {c.border}; }}
QSplitter::handle:horizontal {{ width: 1px; }}
QSplitter::handle:vertical {{ height: 1px; }}
QSplitter::handle:hover {{ background: {c.accent}; }}
QStatusBar {{ background: {c.surface}; color: {c.text_muted}; border-top: 1px solid {c.border}; }}
QStatusBar::item {{ border: none; }}
QGroupBox {{ border: none; margin-top: 20px; font-weight: 600; }}
QGroupBox::title {{ subcontrol-origin: margin; left: 0; top: 0; color: {c.text}; }}
"""
