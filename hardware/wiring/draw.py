"""Draws the wiring diagrams of this folder: python3 draw.py. One table of rows per drawing; every row is one wire."""
import html
import pathlib

FOLDER = pathlib.Path(__file__).resolve().parent
ROW = 34
TOP = 96
COLOURS = {
    "3V3": "#c62828", "5V": "#ad1457", "GND": "#212121", "SDA": "#1565c0", "SCL": "#ef6c00",
    "SCLK": "#ef6c00", "MOSI": "#1565c0", "MISO": "#2e7d32", "CS": "#6a1b9a", "SIG": "#00838f", "SHIELD": "#757575",
}


class Drawing:
    def __init__(self, title, width=1100):
        self.title, self.width, self.parts, self.bottom = title, width, [], TOP

    def add(self, text):
        self.parts.append(text)

    def text(self, x, y, text, size=15, anchor="start", weight="400", colour="#212121"):
        self.add(f'<text x="{x}" y="{y}" font-size="{size}" text-anchor="{anchor}" font-weight="{weight}" '
                 f'fill="{colour}">{html.escape(text)}</text>')

    def box(self, x, y, width, height, title, fill, subtitle=""):
        self.add(f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="8" fill="{fill}" stroke="#37474f" stroke-width="2"/>')
        self.text(x + width / 2, y + 24, title, 17, "middle", "700")
        if subtitle:
            self.text(x + width / 2, y + 43, subtitle, 12.5, "middle", colour="#455a64")
        self.bottom = max(self.bottom, y + height)

    def wire(self, points, kind, dashed=False):
        path = " ".join(f"{x},{y}" for x, y in points)
        dash = ' stroke-dasharray="7 5"' if dashed else ""
        self.add(f'<polyline points="{path}" fill="none" stroke="{COLOURS[kind]}" stroke-width="3"{dash}/>')

    def dot(self, x, y, kind):
        self.add(f'<circle cx="{x}" cy="{y}" r="5" fill="{COLOURS[kind]}"/>')

    def pin(self, x, y, text, side):
        self.add(f'<rect x="{x - 6}" y="{y - 6}" width="12" height="12" fill="#fff" stroke="#37474f" stroke-width="2"/>')
        self.text(x + (-14 if side == "left" else 14), y + 5, text, 14, "end" if side == "left" else "start")

    def resistor(self, x, y, label, vertical=False):
        width, height = (14, 34) if vertical else (40, 14)
        self.add(f'<rect x="{x - width / 2}" y="{y - height / 2}" width="{width}" height="{height}" fill="#fff" '
                 'stroke="#212121" stroke-width="2"/>')
        if vertical:
            self.text(x + 13, y + 5, label, 13)
        else:
            self.text(x, y - 12, label, 13, "middle")

    def shield(self, x, top, bottom, ground_y, text):
        """A cable's shield round the wires, joined to ground at the Raspberry Pi's end only."""
        middle, radius = (top + bottom) / 2, (bottom - top) / 2 + 16
        self.add(f'<ellipse cx="{x}" cy="{middle}" rx="15" ry="{radius}" fill="none" stroke="{COLOURS["SHIELD"]}" '
                 'stroke-width="2.5" stroke-dasharray="6 4"/>')
        self.wire([(x - 14, ground_y + 12), (x - 34, ground_y + 12), (x - 34, ground_y)], "SHIELD", dashed=True)
        self.text(x, middle - radius - 8, text, 12.5, "middle", colour="#616161")

    def notes(self, lines):
        y = self.bottom + 34
        for line in lines:
            self.text(30, y, "•", 15, weight="700")
            self.text(46, y, line, 14.5)
            y += 23
        self.bottom = y

    def save(self, name):
        height = self.bottom + 10
        (FOLDER / name).write_text(
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width} {height:.0f}" width="{self.width}" height="{height:.0f}" '
            f'font-family="Helvetica, Arial, sans-serif" role="img" aria-label="{html.escape(self.title)}">\n'
            f'<rect width="100%" height="100%" fill="#fff"/>\n'
            f'<text x="30" y="42" font-size="23" font-weight="700" fill="#212121">{html.escape(self.title)}</text>\n'
            + "\n".join(self.parts) + "\n</svg>\n")


def station(drawing, rows, chip, chip_subtitle, cable, chip_x=600, chip_width=170, extra=0):
    """Raspberry Pi on the left, chip on the right, one straight wire per row. Returns the y of each chip pin by name."""
    height = 60 + ROW * (len(rows) + extra) + 8
    drawing.box(40, TOP, 220, height, "Raspberry Pi 4", "#e8f5e9", "40-pin header: pin, signal")
    drawing.box(chip_x, TOP, chip_width, height, chip, "#e3f2fd", chip_subtitle)
    pins, ground_y, ys = {}, None, []
    for index, (left, kind, right) in enumerate(rows):
        y = TOP + 74 + ROW * index
        pins[right] = y
        if left:
            drawing.wire([(260, y), (chip_x, y)], kind)
            drawing.pin(260, y, left, "left")
            ys.append(y)
            if kind == "GND":
                ground_y = y
        drawing.pin(chip_x, y, right, "right")
    if cable:
        drawing.shield(430, ys[0], ys[-1], ground_y, cable)
    return pins


def adxl355():
    d = Drawing("ADXL355 on SPI0, chip select 0 (/dev/spidev0.0, mode 0)")
    station(d, [
        ("17  3V3", "3V3", "VSUPPLY + VDDIO"), ("20  GND", "GND", "VSS + VSSIO"), ("23  SPI0 SCLK (GPIO11)", "SCLK", "SCLK"),
        ("19  SPI0 MOSI (GPIO10)", "MOSI", "MOSI"), ("21  SPI0 MISO (GPIO9)", "MISO", "MISO"), ("24  CS0 (GPIO8)", "CS", "CS"),
        ("", "SIG", "INT1, INT2: open"), ("", "SIG", "DRDY: open"),
    ], "ADXL355", "breakout board", "shielded; shield to GND at the Pi", chip_width=180)
    d.box(840, TOP, 220, 300, "Other four", "#f3e5f5", "same SCLK, MOSI, MISO")
    for index, text in enumerate(["acc-2  CS1  pin 26 (GPIO7)", "acc-3  CS2  pin 15 (GPIO22)", "acc-4  CS3  pin 16 (GPIO23)",
                                  "acc-5  CS4  pin 18 (GPIO24)"]):
        d.text(858, TOP + 80 + 34 * index, text, 14)
    d.text(858, TOP + 230, "one chip select wire each,", 13.5, colour="#455a64")
    d.text(858, TOP + 250, "and a GND wire beside", 13.5, colour="#455a64")
    d.text(858, TOP + 270, "every SCLK wire", 13.5, colour="#455a64")
    d.notes(["2.25 to 3.6 V only. Both supplies from the same 3.3 V; capacitors are on the breakout board.",
             "5 MHz needs a cable of 0.3 m or less. Longer: a lower clockHz, or differential transceivers (README).",
             "The arrow on the chip is +x. Write down how it points on the bridge before the lid is closed."])
    d.save("adxl355.svg")


def ads1220():
    d = Drawing("ADS1220 with a strain gauge bridge on SPI6, chip select 0 (/dev/spidev6.0, mode 1)")
    station(d, [
        ("1  3V3", "3V3", "AVDD + DVDD"), ("39  GND", "GND", "AVSS + DGND + CLK"), ("40  SPI6 SCLK (GPIO21)", "SCLK", "SCLK"),
        ("38  SPI6 MOSI (GPIO20)", "MOSI", "DIN"), ("35  SPI6 MISO (GPIO19)", "MISO", "DOUT/DRDY"), ("12  CS0 (GPIO18)", "CS", "CS"),
        ("", "SIG", "DRDY: open"),
    ], "ADS1220", "beside the Raspberry Pi", "", chip_x=500, chip_width=250, extra=1)
    right, cx, cy, r = 750, 970, TOP + 190, 74
    for name, y in (("REFP0", TOP + 74), ("AIN0", TOP + 152), ("AIN1", TOP + 228), ("REFN0", TOP + 306)):
        d.add(f'<rect x="{right - 6}" y="{y - 6}" width="12" height="12" fill="#fff" stroke="#37474f" stroke-width="2"/>')
        d.text(right - 14, y + 5, name, 14, "end")
    top, bottom, left_, right_ = (cx, cy - r), (cx, cy + r), (cx - r, cy), (cx + r, cy)
    for a, b in ((top, right_), (right_, bottom), (bottom, left_), (left_, top)):
        d.wire([a, b], "GND")
        mx, my = (a[0] + b[0]) / 2, (a[1] + b[1]) / 2
        d.add(f'<rect x="{mx - 9}" y="{my - 19}" width="18" height="38" fill="#fff" stroke="#212121" stroke-width="2" '
              f'transform="rotate({45 if (b[0] - a[0]) * (b[1] - a[1]) < 0 else -45} {mx} {my})"/>')
    d.text(cx, cy + 5, "350 Ω", 14, "middle")
    d.wire([(right, TOP + 74), (cx, TOP + 74), top], "3V3")
    d.wire([(right, TOP + 306), (cx, TOP + 306), bottom], "GND")
    d.wire([(right, TOP + 152), (820, TOP + 152), (820, cy), left_], "SIG")
    d.wire([(right, TOP + 228), (850, TOP + 228), (850, cy + r + 14), (cx + r + 22, cy + r + 14), (cx + r + 22, cy), right_], "SIG")
    d.wire([(right, TOP + 50), (cx + 34, TOP + 50), (cx + 34, cy - r), top], "3V3", dashed=True)
    d.text(right + 8, TOP + 44, "EXC+ from 3.3 V", 13)
    d.wire([(right, TOP + 330), (cx + 34, TOP + 330), (cx + 34, cy + r), bottom], "GND", dashed=True)
    d.text(right + 8, TOP + 348, "EXC− to GND", 13)
    d.text(right + 8, TOP + 68, "SENSE+", 12.5, colour="#455a64")
    d.text(right + 8, TOP + 301, "SENSE−", 12.5, colour="#455a64")
    for point, kind in ((top, "3V3"), (bottom, "GND"), (left_, "SIG"), (right_, "SIG")):
        d.dot(*point, kind)
    d.bottom = TOP + 360
    d.notes(["Six wires: the reference is taken at the bridge (SENSE), so neither cable resistance nor the supply's drift enters the result.",
             "Cable: three twisted pairs (EXC, SENSE, signal) in one shield; shield to GND at the ADS1220 only.",
             "At each of AIN0 and AIN1: 1 kΩ in series and 10 nF to GND, and 100 nF between the two, close to the chip.",
             "CS1 pin 13 (GPIO27), CS2 pin 11 (GPIO17), CS3 pin 36 (GPIO16) for the other three. SPI1 cannot do mode 1 and cannot be used."])
    d.save("ads1220.svg")


def i2c_rows(supply, extra_rows):
    return [("1  3V3", "3V3", supply), ("9  GND", "GND", "GND"), ("3  SDA (GPIO2)", "SDA", "SDA"), ("5  SCL (GPIO3)", "SCL", "SCL"), *extra_rows]


def pull_ups(d, x=330):
    """The two pull-ups that the Raspberry Pi carries on its I2C lines."""
    d.text(x - 56, TOP + 54, "1.8 kΩ, on the Pi", 12.5, colour="#455a64")
    for offset, y in ((0, TOP + 74 + 2 * ROW), (24, TOP + 74 + 3 * ROW)):
        kind = "SDA" if offset == 0 else "SCL"
        d.wire([(x + offset, TOP + 74), (x + offset, y)], kind)
        d.dot(x + offset, y, kind)
        d.dot(x + offset, TOP + 74, "3V3")
        d.add(f'<rect x="{x + offset - 7}" y="{TOP + 80}" width="14" height="22" fill="#fff" stroke="#212121" stroke-width="2"/>')


def sht4x():
    d = Drawing("SHT4x on I2C bus 1 (/dev/i2c-1)")
    station(d, i2c_rows("VDD", []), "SHT4x", "0x44 (…-AD1B) or 0x45 (…-BD1B)", "shielded, up to 3 m", chip_width=250)
    pull_ups(d)
    d.notes(["1.08 to 3.6 V: 5 V destroys the chip. 100 nF between VDD and GND at the sensor (on breakout boards).",
             "The address is in the part number and has no strap: order one …-AD1B (0x44) and one …-BD1B (0x45) for two on one bus.",
             "Twist SDA with GND and SCL with 3V3, never SDA with SCL. Shield to GND at the Raspberry Pi only."])
    d.save("sht4x.svg")


def ads1115():
    d = Drawing("ADS1115 with two capacitive moisture probes, I2C bus 1 address 0x48")
    station(d, i2c_rows("VDD", [("", "GND", "ADDR to GND"), ("", "SIG", "ALERT/RDY: open")]), "ADS1115", "beside the Raspberry Pi", "",
                   chip_x=520, chip_width=230)
    pull_ups(d)
    for index, (channel, y) in enumerate((("AIN0", TOP + 100), ("AIN1", TOP + 220))):
        d.add(f'<rect x="744" y="{y - 6}" width="12" height="12" fill="#fff" stroke="#37474f" stroke-width="2"/>')
        d.text(736, y + 5, channel, 14, "end")
        d.box(900, y - 44, 170, 96, f"Probe {index + 1}", "#fff8e1")
        d.wire([(750, y), (900, y)], "SIG")
        d.pin(900, y, "AOUT", "right")
        d.wire([(830, y + 20), (900, y + 20)], "3V3")
        d.text(824, y + 25, "3V3", 13, "end", colour=COLOURS["3V3"])
        d.pin(900, y + 20, "VCC", "right")
        d.wire([(830, y + 40), (900, y + 40)], "GND")
        d.text(824, y + 45, "GND", 13, "end")
        d.pin(900, y + 40, "GND", "right")
    d.notes(["Probes run from 3.3 V, so that AOUT stays below the ADS1115's supply. An input must never be above VDD + 0.3 V.",
             "Probe cable up to 1 m, shielded, AOUT twisted with GND; 100 nF from AIN to GND at the ADS1115.",
             "Address: ADDR to GND 0x48, VDD 0x49, SDA 0x4A, SCL 0x4B. 0x49 and 0x4A are taken by the TMP117 of the reference station.",
             "Seal the probe's electronics and its cut edges: water under the lacquer reads as wet for ever."])
    d.save("ads1115.svg")


def tmp117():
    d = Drawing("TMP117 on I2C bus 1, address 0x49 (second sensor 0x4A)")
    station(d, i2c_rows("V+", [("", "3V3", "ADD0: strap, see right"), ("", "SIG", "ALERT: open")]), "TMP117", "on the concrete or steel", "shielded, up to 3 m",
                   chip_width=210)
    pull_ups(d)
    for index, (strap, address) in enumerate((("GND", "0x48"), ("V+", "0x49  temp-1"), ("SDA", "0x4A  temp-2"), ("SCL", "0x4B"))):
        d.text(850, TOP + 140 + 26 * index, f"ADD0 to {strap}", 14.5)
        d.text(960, TOP + 140 + 26 * index, address, 14.5, weight="700")
    d.text(850, TOP + 110, "Address strap", 16, weight="700")
    d.notes(["1.8 to 5.5 V (1.7 V up to 70 °C); from 3.3 V here. 100 nF at the chip (on breakout boards).",
             "0x48 belongs to the ADS1115 of the reference station: leave it free.",
             "Glue the chip's face to the structure with thermally conductive epoxy and cover it with 20 mm of foam against sun and wind."])
    d.save("tmp117.svg")


def ina226():
    d = Drawing("INA226 in the 12 V supply, I2C bus 1 address 0x40")
    station(d, i2c_rows("VS", [("", "GND", "A0, A1 to GND"), ("", "SIG", "ALERT: open")]), "INA226", "high side", "", chip_x=500, chip_width=210)
    pull_ups(d)
    right = 710
    ys = {"IN+": TOP + 90, "IN−": TOP + 150, "VBUS": TOP + 210}
    for name, y in ys.items():
        d.add(f'<rect x="{right - 6}" y="{y - 6}" width="12" height="12" fill="#fff" stroke="#37474f" stroke-width="2"/>')
        d.text(right - 14, y + 5, name, 14, "end")
    line = 860
    d.text(line, TOP + 6, "12 V battery or supply +", 14, "middle")
    d.wire([(line, TOP + 14), (line, TOP + 258)], "5V")
    d.resistor(line, TOP + 120, "10 mΩ, four-wire", vertical=True)
    d.wire([(right, ys["IN+"]), (line, ys["IN+"])], "SIG")
    d.wire([(right, ys["IN−"]), (line, ys["IN−"])], "SIG")
    d.wire([(right, ys["VBUS"]), (line, ys["VBUS"])], "SIG")
    for y in ys.values():
        d.dot(line, y, "5V")
    d.text(line, TOP + 278, "5 V converter of the Raspberry Pi +", 14, "middle")
    d.wire([(1040, TOP + 14), (1040, TOP + 258)], "GND")
    d.text(1040, TOP + 6, "supply −", 14, "middle")
    d.text(1040, TOP + 278, "GND, joined", 14, "middle")
    d.text(1040, TOP + 296, "to pin 9", 14, "middle")
    d.bottom = TOP + 300
    d.notes(["Inputs 0 to 36 V whatever VS is; VS from 3.3 V (2.7 to 5.5 V). The supply's minus and the Raspberry Pi's GND must be joined.",
             "10 mΩ gives ±8.19 A (±81.92 mV). Modules with a shunt marked R100 (0.1 Ω) end at 0.82 A: too little here.",
             "IN+ and IN− go to the shunt's own sense pads, not to the thick wires. Fuse the 12 V line in front of the shunt.",
             "Address: A1 = A0 = GND gives 0x40; keep off 0x44, 0x45, 0x48, 0x49 and 0x4A."])
    d.save("ina226.svg")


def header():
    """The pins as they lie on the board, seen from above with the USB sockets at the bottom."""
    names = {1: ("3V3", "3V3"), 2: ("5V", "5V"), 3: ("SDA", "GPIO2  I2C1 SDA"), 4: ("5V", "5V"), 5: ("SCL", "GPIO3  I2C1 SCL"), 6: ("GND", "GND"),
             7: ("", "GPIO4  free"), 8: ("", "GPIO14  free (UART TXD)"), 9: ("GND", "GND"), 10: ("", "GPIO15  free (UART RXD)"),
             11: ("CS", "GPIO17  SPI6 CS2  strain-3"), 12: ("CS", "GPIO18  SPI6 CS0  strain-1"),
             13: ("CS", "GPIO27  SPI6 CS1  strain-2"), 14: ("GND", "GND"), 15: ("CS", "GPIO22  SPI0 CS2  acc-3"),
             16: ("CS", "GPIO23  SPI0 CS3  acc-4"), 17: ("3V3", "3V3"), 18: ("CS", "GPIO24  SPI0 CS4  acc-5"),
             19: ("MOSI", "GPIO10  SPI0 MOSI"), 20: ("GND", "GND"), 21: ("MISO", "GPIO9  SPI0 MISO"), 22: ("", "GPIO25  free"),
             23: ("SCLK", "GPIO11  SPI0 SCLK"), 24: ("CS", "GPIO8  SPI0 CS0  acc-1"), 25: ("GND", "GND"), 26: ("CS", "GPIO7  SPI0 CS1  acc-2"),
             27: ("", "ID EEPROM: leave open"), 28: ("", "ID EEPROM: leave open"), 29: ("", "GPIO5  free"), 30: ("GND", "GND"),
             31: ("", "GPIO6  free"), 32: ("", "GPIO12  free"), 33: ("", "GPIO13  free"), 34: ("GND", "GND"), 35: ("MISO", "GPIO19  SPI6 MISO"),
             36: ("CS", "GPIO16  SPI6 CS3  strain-4"), 37: ("", "GPIO26  free"), 38: ("MOSI", "GPIO20  SPI6 MOSI"), 39: ("GND", "GND"),
             40: ("SCLK", "GPIO21  SPI6 SCLK")}
    d = Drawing("Header of the reference station, Raspberry Pi 4", 900)
    top = 70
    d.add(f'<rect x="390" y="{top}" width="120" height="{20 * 28 + 16}" rx="8" fill="#eceff1" stroke="#37474f" stroke-width="2"/>')
    for number, (kind, text) in names.items():
        row, is_left = (number - 1) // 2, number % 2 == 1
        y, x = top + 22 + 28 * row, 425 if is_left else 475
        d.add(f'<circle cx="{x}" cy="{y}" r="11" fill="{COLOURS.get(kind, "#cfd8dc")}" stroke="#37474f" stroke-width="1.5"/>')
        d.text(x, y + 4, str(number), 11, "middle", "700", "#fff" if kind else "#37474f")
        d.text(374 if is_left else 526, y + 5, text, 14, "end" if is_left else "start", colour="#212121" if kind else "#78909c")
    d.bottom = top + 20 * 28 + 16
    d.save("header.svg")


for draw in (adxl355, ads1220, sht4x, ads1115, tmp117, ina226, header):
    draw()
