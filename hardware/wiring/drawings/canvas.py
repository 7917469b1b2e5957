"""What all drawings are made of. A drawing is 580 units wide so that its text can be read on a phone held upright."""
import html
import textwrap

WIDTH = 580
MARGIN = 16
LINE = 22
COLOURS = {
    "3V3": "#c62828", "5V": "#ad1457", "12V": "#ad1457", "GND": "#212121", "SDA": "#1565c0", "SCL": "#d84315",
    "SCLK": "#d84315", "MOSI": "#1565c0", "MISO": "#2e7d32", "CS": "#6a1b9a", "SIG": "#00838f", "SIG2": "#5d4037",
    "SHIELD": "#616161", "LINE": "#37474f",
}
PI, CHIP, PLAIN, PANEL = "#e8f5e9", "#e3f2fd", "#fff8e1", "#f5f5f5"


class Drawing:
    """Parts in the order of their drawing; `bottom` is the lowest thing so far, below which notes and panels go."""

    def __init__(self, title):
        self.title, self.parts, self.bottom = title, [], 12
        for line in textwrap.wrap(title, 40):
            self.bottom += 26
            self.text(MARGIN, self.bottom, line, 21, weight="700")
        self.bottom += 16

    def add(self, part):
        self.parts.append(part)

    def text(self, x, y, text, size=16, anchor="start", weight="400", colour="#212121"):
        """Two blanks part a text with a dot, since SVG would show them as one."""
        text = text.replace("  ", " · ")
        self.add(f'<text x="{x:g}" y="{y:g}" font-size="{size}" text-anchor="{anchor}" font-weight="{weight}" '
                 f'fill="{colour}">{html.escape(text)}</text>')

    def rect(self, x, y, width, height, fill="#fff", stroke="#37474f", radius=0, turned=None):
        turn = f' transform="rotate({turned} {x + width / 2:g} {y + height / 2:g})"' if turned else ""
        self.add(f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" rx="{radius}" fill="{fill}" '
                 f'stroke="{stroke}" stroke-width="2"{turn}/>')
        self.bottom = max(self.bottom, y + height)

    def box(self, x, y, width, height, title, fill, subtitle=""):
        self.rect(x, y, width, height, fill, radius=8)
        self.text(x + width / 2, y + 24, title, 18, "middle", "700")
        if subtitle:
            self.text(x + width / 2, y + 44, subtitle, 14, "middle", colour="#455a64")

    def wire(self, points, kind, dashed=False, width=3):
        path = " ".join(f"{x:g},{y:g}" for x, y in points)
        dash = ' stroke-dasharray="7 5"' if dashed else ""
        self.add(f'<polyline points="{path}" fill="none" stroke="{COLOURS[kind]}" stroke-width="{width}"{dash}/>')
        self.bottom = max(self.bottom, *(y for _, y in points))

    def dot(self, x, y, kind, radius=5):
        self.add(f'<circle cx="{x:g}" cy="{y:g}" r="{radius}" fill="{COLOURS[kind]}"/>')

    def pin(self, x, y, text, side):
        """A pin on the edge of a box; `side` is where its name stands."""
        self.rect(x - 6, y - 6, 12, 12)
        self.text(x + (-12 if side == "left" else 12), y + 6, text, 16, "end" if side == "left" else "start")

    def resistor(self, x, y, label="", vertical=False, side="right"):
        width, height = (16, 36) if vertical else (44, 16)
        self.rect(x - width / 2, y - height / 2, width, height, stroke="#212121")
        if vertical:
            self.text(x + (14 if side == "right" else -14), y + 6, label, 15, "start" if side == "right" else "end")
        elif label:
            self.text(x, y - 14, label, 15, "middle")

    def arrow(self, start, end, kind, label="", label_at=None):
        (x1, y1), (x2, y2) = start, end
        length = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5
        ux, uy = (x2 - x1) / length, (y2 - y1) / length
        self.wire([start, end], kind)
        head = [(x2, y2), (x2 - 13 * ux + 6 * uy, y2 - 13 * uy - 6 * ux), (x2 - 13 * ux - 6 * uy, y2 - 13 * uy + 6 * ux)]
        self.add('<polygon points="' + " ".join(f"{x:.1f},{y:.1f}" for x, y in head) + f'" fill="{COLOURS[kind]}"/>')
        if label:
            x, y = label_at or (x2 + 8, y2 + 6)
            self.text(x, y, label, 16, weight="700", colour=COLOURS[kind])

    def dimension(self, x1, x2, y, text):
        self.wire([(x1, y - 7), (x1, y + 7)], "LINE", width=1.5)
        self.wire([(x2, y - 7), (x2, y + 7)], "LINE", width=1.5)
        self.wire([(x1, y), (x2, y)], "LINE", width=1.5)
        self.text((x1 + x2) / 2, y - 6, text, 15, "middle")

    def panel(self, title, rows, columns=(0,)):
        """A table below everything else; every row has one text per column, columns are offsets from the left."""
        top = self.bottom + 16
        self.rect(MARGIN, top, WIDTH - 2 * MARGIN, 40 + LINE * len(rows), PANEL, radius=8)
        self.text(MARGIN + 14, top + 25, title, 16, weight="700")
        for index, row in enumerate(rows):
            for offset, text in zip(columns, row):
                self.text(MARGIN + 14 + offset, top + 50 + LINE * index - 2, text)

    def notes(self, lines):
        y = self.bottom + 30
        for line in lines:
            self.text(MARGIN + 2, y, "•", weight="700")
            for part in textwrap.wrap(line, 56):
                self.text(MARGIN + 18, y, part)
                y += LINE
            y += 3
        self.bottom = y - LINE

    def svg(self):
        height = self.bottom + 18
        return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:g}" width="{WIDTH}" height="{height:g}" '
                f'font-family="Helvetica, Arial, sans-serif" role="img" aria-label="{html.escape(self.title)}">\n'
                '<rect width="100%" height="100%" fill="#fff"/>\n' + "\n".join(self.parts) + "\n</svg>\n")
