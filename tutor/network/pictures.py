"""Draws a screen of a device's settings with a finger on the line to touch, in the drawing's own words."""

from html import escape

from tutor.network.devices import Screen

_WIDE = 300
_ROW = 38
_TOP = 56
_HAND = "M0 26V6a5 5 0 0 1 10 0v10l14 4q6 2 5 8l-3 12H6L-4 26q-2-5 4 0Z"


def screen_svg(screen: Screen) -> str:
    """An SVG element; its words are in the step beside it, so it is hidden from screen readers."""
    high = _TOP + _ROW * len(screen.lignes) + 26
    rows = "".join(
        _row(text, place, place + 1 == screen.touched, screen.coche is not None)
        for place, text in enumerate(screen.lignes)
    )
    return (
        f'<svg class="ecran" viewBox="0 0 {_WIDE} {high}" aria-hidden="true" focusable="false">'
        f'<rect class="coque" x="2" y="2" width="{_WIDE - 4}" height="{high - 4}" rx="16"/>'
        f'<rect class="verre" x="12" y="12" width="{_WIDE - 24}" height="{high - 24}" rx="7"/>'
        f'<path class="retour" d="M30 26l-7 7 7 7"/>'
        f'<text class="titre" x="40" y="38">{escape(screen.titre)}</text>'
        f"{rows}</svg>"
    )


def _row(text: str, place: int, touched: bool, switch: bool) -> str:
    top = _TOP + _ROW * place
    lit = " touchee" if touched else ""
    drawn = (
        f'<rect class="ligne{lit}" x="20" y="{top}" width="{_WIDE - 40}" height="{_ROW - 6}" rx="8"/>'
        f'<text class="mot" x="32" y="{top + 21}">{escape(text)}</text>'
    )
    if not touched:
        return drawn
    right = _WIDE - 62
    if switch:
        drawn += (
            f'<rect class="interrupteur" x="{right - 6}" y="{top + 6}" width="36" height="20" rx="10"/>'
            f'<circle class="bouton" cx="{right + 20}" cy="{top + 16}" r="8"/>'
        )
    return (
        drawn
        + f'<circle class="rond" cx="{right + 18}" cy="{top + 18}" r="13"/>'
        + f'<path class="main" transform="translate({right + 14} {top + 18})" d="{_HAND}"/>'
    )
