"""Style sheet: what is pressed, typed into, chosen from and scrolled."""

from ui.theme.icons import FOLDER
from ui.theme.metrics import RADIUS, TARGET, TypeScale
from ui.theme.palette import Palette


def buttons(c: Palette, scale: TypeScale) -> str:  # noqa: ARG001
    """Push buttons, plain or of kind primary, quiet, danger, link; tool buttons, plain or bordered."""
    return f"""
QPushButton, QToolButton[kind="bordered"] {{
    background: {c.raised}; color: {c.text}; border: 1px solid {c.border_strong};
    border-radius: {RADIUS}px; padding: 4px 12px; min-height: {TARGET - 10}px;
}}
QToolButton[kind="bordered"] {{ padding: 2px 4px; }}
QPushButton:hover, QToolButton[kind="bordered"]:hover {{ background: {c.hover}; }}
QPushButton:pressed, QToolButton[kind="bordered"]:pressed {{ background: {c.sunken}; }}
QPushButton:focus, QToolButton[kind="bordered"]:focus {{
    border: 2px solid {c.focus}; padding: 3px 11px;
}}
QToolButton[kind="bordered"]:focus {{ padding: 1px 3px; }}
QPushButton:checked, QToolButton[kind="bordered"]:checked {{
    background: {c.accent_soft}; border-color: {c.accent}; color: {c.text};
}}
QPushButton:disabled {{ background: {c.surface}; color: {c.border_strong}; border-color: {c.border}; }}
QPushButton[kind="primary"] {{
    background: {c.accent}; color: {c.on_accent}; border: 1px solid {c.accent}; font-weight: 600;
}}
QPushButton[kind="primary"]:hover {{ background: {c.accent_hover}; border-color: {c.accent_hover}; }}
QPushButton[kind="primary"]:focus {{ border: 2px solid {c.text}; }}
QPushButton[kind="primary"]:disabled {{
    background: {c.sunken}; color: {c.text_muted}; border-color: {c.border};
}}
QPushButton[kind="danger"] {{ color: {c.danger}; border-color: {c.danger}; }}
QPushButton[kind="danger"]:hover {{ background: {c.danger_soft}; }}
QPushButton[kind="danger"]:focus {{ border-color: {c.focus}; }}
QPushButton[kind="quiet"], QPushButton[kind="link"] {{ background: transparent; border-color: transparent; }}
QPushButton[kind="quiet"]:hover {{ background: {c.sunken}; }}
QPushButton[kind="link"] {{ color: {c.accent}; padding: 4px 4px; text-decoration: underline; }}
QPushButton[kind="link"]:hover {{ color: {c.accent_hover}; }}
QPushButton[kind="link"]:focus {{ padding: 3px 3px; }}
QPushButton[kind="quiet"]:focus, QPushButton[kind="link"]:focus {{ border-color: {c.focus}; }}
QPushButton::menu-indicator, QToolButton::menu-indicator {{
    image: url("{_mark("down", c)}"); width: 16px; height: 16px;
    subcontrol-origin: padding; subcontrol-position: right center; right: 4px;
}}
QPushButton[menu="true"] {{ padding-right: 26px; }}
QPushButton[kind="primary"]::menu-indicator {{ image: url("{_mark("down", c, on_accent=True)}"); }}
QToolButton {{
    background: transparent; color: {c.text}; border: 2px solid transparent;
    border-radius: {RADIUS}px; padding: 3px;
}}
QToolButton:hover {{ background: {c.sunken}; }}
QToolButton:pressed {{ background: {c.border}; }}
QToolButton:checked {{ background: {c.accent_soft}; border-color: {c.accent}; }}
QToolButton:focus {{ border-color: {c.focus}; }}
"""


def fields(c: Palette, scale: TypeScale) -> str:  # noqa: ARG001
    """Where a person types."""
    typed = "QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDoubleSpinBox, QDateEdit, QTimeEdit, QComboBox"
    focused = ", ".join(f"{name}:focus" for name in typed.split(", "))
    dead = ", ".join(f"{name}:disabled" for name in typed.split(", "))
    return f"""
{typed} {{
    background: {c.raised}; color: {c.text}; border: 1px solid {c.border_strong};
    border-radius: {RADIUS}px; padding: 4px 7px;
    selection-background-color: {c.accent}; selection-color: {c.on_accent};
    placeholder-text-color: {c.text_muted};
}}
QLineEdit, QSpinBox, QDoubleSpinBox, QDateEdit, QTimeEdit, QComboBox {{ min-height: {TARGET - 10}px; }}
{focused} {{ border: 2px solid {c.focus}; padding: 3px 6px; }}
{dead} {{ background: {c.surface}; color: {c.border_strong}; border-color: {c.border}; }}
QLineEdit[wrong="true"] {{ border-color: {c.danger}; background: {c.danger_soft}; }}
QLineEdit:read-only, QPlainTextEdit:read-only {{ background: {c.surface}; border-color: {c.border}; }}
QComboBox > QLineEdit, QComboBox > QLineEdit:focus {{
    background: transparent; border: none; padding: 0; min-height: 0;
}}
QSpinBox, QDoubleSpinBox, QDateEdit, QTimeEdit {{
    qproperty-alignment: AlignCenter; padding: 3px 7px 2px;
}}
QSpinBox:focus, QDoubleSpinBox:focus, QDateEdit:focus, QTimeEdit:focus {{ padding: 2px 6px 1px; }}
QComboBox {{ padding-right: 24px; }}
QComboBox:focus {{ padding-right: 23px; }}
QComboBox::drop-down {{ border: none; width: 22px; }}
QComboBox::down-arrow {{ image: url("{_mark("down", c)}"); width: 16px; height: 16px; }}
QComboBox QAbstractItemView {{
    background: {c.raised}; color: {c.text}; border: 1px solid {c.border_strong}; padding: 2px;
    selection-background-color: {c.accent_soft}; selection-color: {c.text};
}}
QSpinBox::up-button, QDoubleSpinBox::up-button, QDateEdit::up-button, QTimeEdit::up-button,
QSpinBox::down-button, QDoubleSpinBox::down-button, QDateEdit::down-button, QTimeEdit::down-button {{
    border: none; background: transparent; width: 18px;
}}
QSpinBox::up-arrow, QDoubleSpinBox::up-arrow, QDateEdit::up-arrow, QTimeEdit::up-arrow {{
    image: url("{_mark("up", c)}"); width: 12px; height: 12px;
}}
QSpinBox::down-arrow, QDoubleSpinBox::down-arrow, QDateEdit::down-arrow, QTimeEdit::down-arrow {{
    image: url("{_mark("down", c)}"); width: 12px; height: 12px;
}}
"""


def choices(c: Palette, scale: TypeScale) -> str:  # noqa: ARG001
    """Check boxes and radio buttons."""
    box = "QCheckBox::indicator, QAbstractItemView::indicator, QGroupBox::indicator"
    return f"""
QCheckBox, QRadioButton {{
    color: {c.text}; background: transparent; spacing: 8px; padding: 3px;
    border: 2px solid transparent; border-radius: {RADIUS}px;
}}
QCheckBox:focus, QRadioButton:focus {{ border-color: {c.focus}; }}
QCheckBox:disabled, QRadioButton:disabled {{ color: {c.border_strong}; }}
{box}, QRadioButton::indicator {{
    width: 14px; height: 14px; border: 1px solid {c.border_strong}; border-radius: 3px;
    background: {c.raised};
}}
QRadioButton::indicator {{ border-radius: 8px; }}
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked {{
    background: {c.accent}; border-color: {c.accent}; image: url("{_mark("tick", c)}");
}}
QCheckBox::indicator:indeterminate, QAbstractItemView::indicator:indeterminate {{
    background: {c.accent}; border-color: {c.accent}; image: url("{_mark("part", c)}");
}}
QRadioButton::indicator:checked {{
    background: {c.accent}; border-color: {c.accent}; image: url("{_mark("dot", c)}");
}}
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {{
    background: {c.surface}; border-color: {c.border};
}}
"""


def lists(c: Palette, scale: TypeScale) -> str:
    """Tables, trees and lists."""
    return f"""
QAbstractItemView {{
    background: {c.raised}; color: {c.text}; border: none; outline: none;
    alternate-background-color: {c.hover};
    selection-background-color: {c.accent_soft}; selection-color: {c.text};
}}
QTableView, QListView, QTreeView {{ border: 1px solid {c.border}; border-radius: {RADIUS}px; }}
QTableView:focus, QListView:focus, QTreeView:focus {{ border: 1px solid {c.focus}; }}
QTableView {{ gridline-color: {c.border}; }}
QHeaderView {{ background: {c.raised}; border: none; }}
QHeaderView::section {{
    background: {c.raised}; color: {c.text_muted}; border: none; border-bottom: 1px solid {c.border_strong};
    padding: 4px 8px; font-size: {scale.small}pt; font-weight: 600;
}}
QHeaderView::section:horizontal {{ border-right: 1px solid {c.border}; }}
QHeaderView::section:vertical {{ border-bottom: 1px solid {c.border}; }}
QHeaderView::section:hover {{ color: {c.text}; background: {c.hover}; }}
QHeaderView::up-arrow {{ image: url("{_mark("up", c)}"); width: 12px; height: 12px; }}
QHeaderView::down-arrow {{ image: url("{_mark("down", c)}"); width: 12px; height: 12px; }}
QTableCornerButton::section {{ background: {c.raised}; border: none; }}
"""


def menus(c: Palette, scale: TypeScale) -> str:  # noqa: ARG001
    """The menu bar, menus and tabs."""
    return f"""
QMenuBar {{ background: {c.surface}; color: {c.text}; border-bottom: 1px solid {c.border}; }}
QMenuBar::item {{ padding: 4px 10px; background: transparent; border-radius: {RADIUS}px; }}
QMenuBar::item:selected {{ background: {c.accent_soft}; }}
QMenu {{ background: {c.raised}; color: {c.text}; border: 1px solid {c.border_strong}; padding: 4px; }}
QMenu::item {{ padding: 5px 24px 5px 10px; border-radius: {RADIUS}px; }}
QMenu::icon {{ padding-left: 8px; }}
QMenu::item:selected {{ background: {c.accent_soft}; color: {c.text}; }}
QMenu::item:disabled {{ color: {c.border_strong}; }}
QMenu::separator {{ height: 1px; background: {c.border}; margin: 4px 8px; }}
QTabWidget::pane {{ border: none; border-top: 1px solid {c.border}; }}
QTabBar {{ background: transparent; }}
QTabBar::tab {{
    background: transparent; color: {c.text_muted}; padding: 6px 12px; border: none;
    border-bottom: 2px solid transparent;
}}
QTabBar::tab:hover {{ color: {c.text}; }}
QTabBar::tab:selected {{ color: {c.text}; font-weight: 600; border-bottom: 3px solid {c.accent}; }}
QTabBar::tab:focus {{ color: {c.focus}; border-bottom: 3px solid {c.focus}; }}
"""


def bars(c: Palette, scale: TypeScale) -> str:  # noqa: ARG001
    """Scroll bars and progress bars."""
    return f"""
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
QScrollBar::handle {{ background: {c.border_strong}; border-radius: 3px; margin: 3px; }}
QScrollBar::handle:hover {{ background: {c.text_muted}; }}
QScrollBar::handle:vertical {{ min-height: 32px; }}
QScrollBar::handle:horizontal {{ min-width: 32px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QProgressBar {{
    background: {c.sunken}; border: 1px solid {c.border_strong}; border-radius: {RADIUS}px;
    text-align: center; color: {c.text}; min-height: 8px; max-height: 8px;
}}
QProgressBar::chunk {{ background: {c.accent}; border-radius: 3px; }}
"""


def _mark(name: str, c: Palette, *, on_accent: bool = False) -> str:
    """The path of a small mark, as style sheets write it; on the accent it is the other scheme's."""
    dark = c.dark != on_accent
    scheme = ("dark" if dark else "light") + ("-high" if c.high else "")
    return (FOLDER / "controls" / f"{name}-{scheme}.svg").as_posix()
