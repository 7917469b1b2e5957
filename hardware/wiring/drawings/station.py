"""The reference station as a whole, its header, and lines that several chips share."""
from .canvas import CHIP, COLOURS, MARGIN, PI, PLAIN, WIDTH, Drawing
from .layouts import connect

HEADER = {
    1: ("3V3", "3V3"), 2: ("5V", "5V"), 3: ("SDA", "GPIO 2  SDA"), 4: ("5V", "5V"), 5: ("SCL", "GPIO 3  SCL"), 6: ("GND", "GND"),
    7: ("SIG", "GPIO 4  1-Wire*"), 8: ("", "GPIO 14  TXD (GNSS*)"), 9: ("GND", "GND"), 10: ("", "GPIO 15  RXD (GNSS*)"),
    11: ("CS", "GPIO 17  strain-3 CS"), 12: ("CS", "GPIO 18  strain-1 CS"), 13: ("CS", "GPIO 27  strain-2 CS"), 14: ("GND", "GND"),
    15: ("CS", "GPIO 22  acc-3 CS"), 16: ("CS", "GPIO 23  acc-4 CS"), 17: ("3V3", "3V3"), 18: ("CS", "GPIO 24  acc-5 CS"),
    19: ("MOSI", "GPIO 10  SPI0 MOSI"), 20: ("GND", "GND"), 21: ("MISO", "GPIO 9  SPI0 MISO"), 22: ("SIG", "GPIO 25  acc INT1*"),
    23: ("SCLK", "GPIO 11  SPI0 SCLK"), 24: ("CS", "GPIO 8  acc-1 CS"), 25: ("GND", "GND"), 26: ("CS", "GPIO 7  acc-2 CS"),
    27: ("", "EEPROM: leave open"), 28: ("", "EEPROM: leave open"), 29: ("SIG", "GPIO 5  NAU7802*"), 30: ("GND", "GND"),
    31: ("SIG", "GPIO 6  ADS1115 RDY*"), 32: ("SIG", "GPIO 12  strain DRDY*"), 33: ("SIG", "GPIO 13  SDA recovery*"), 34: ("GND", "GND"),
    35: ("MISO", "GPIO 19  SPI6 MISO"), 36: ("CS", "GPIO 16  strain-4 CS"), 37: ("SIG", "GPIO 26  SCL recovery*"), 38: ("MOSI", "GPIO 20  SPI6 MOSI"),
    39: ("GND", "GND"), 40: ("SCLK", "GPIO 21  SPI6 SCLK"),
}


def header():
    """The pins as they lie on the board, seen from above with the USB sockets at the bottom."""
    d = Drawing("Header of the reference station, Raspberry Pi 4")
    top = d.bottom
    d.rect(234, top, 112, 20 * 28 + 16, "#eceff1", radius=8)
    for number, (kind, text) in HEADER.items():
        row, is_left = (number - 1) // 2, number % 2 == 1
        y, x = top + 22 + 28 * row, 266 if is_left else 314
        d.add(f'<circle cx="{x}" cy="{y}" r="13" fill="{COLOURS.get(kind, "#cfd8dc")}" stroke="#37474f" stroke-width="1.5"/>')
        d.text(x, y + 5, str(number), 14, "middle", "700", "#fff" if kind else "#37474f")
        d.text(226 if is_left else 354, y + 6, text, 16, "end" if is_left else "start", colour="#212121" if kind else "#616161")
    d.bottom = top + 20 * 28 + 16
    d.notes(["With an asterisk: optional, free in the plain station.", "Seen from above, USB sockets at the bottom; pin 1 is at the corner of the board."])
    return d


def ready_lines():
    d = connect("Data-ready lines: which line of which chip goes where", "chip's line", "one of each kind", [
        ("22  GPIO 25", "SIG", "ADXL355 INT1"), ("32  GPIO 12", "CS", "ADS1220 DRDY"), ("29  GPIO 5", "MISO", "NAU7802 DRDY"),
        ("31  GPIO 6", "MOSI", "ADS1115 RDY"), ("", "SIG", "INA226 ALERT: open")])
    d.panel("Level when ready, and pull-up", [
        ("ADXL355 INT1", "low", "none"), ("ADS1220 DRDY", "low", "none"), ("NAU7802 DRDY", "high", "none"),
        ("ADS1115 ALERT/RDY", "low, open drain", "10 kΩ to 3V3"), ("INA226 ALERT", "low, open drain", "10 kΩ to 3V3")], (0, 200, 380))
    d.notes(["100 Ω in series at the chip for a cable over 0.3 m. A GND wire beside the line.", "One line, one chip: lines of several chips are never tied together.",
             "3.3 V only. A chip that runs from 5 V with a push-pull line destroys the pin."])
    return d


def bus_recovery():
    d = Drawing("I2C bus recovery: lines that can pulse SCL")
    top = d.bottom
    d.box(MARGIN, top, 190, 270, "Raspberry Pi", PI, "header pin, signal")
    d.box(430, top, 134, 270, "I2C bus", CHIP, "to the chips")
    for y, name, kind, pin in ((top + 84, "3  SDA  GPIO 2", "SDA", "SDA"), (top + 134, "5  SCL  GPIO 3", "SCL", "SCL")):
        d.wire([(206, y), (430, y)], kind)
        d.pin(206, y, name, "left")
        d.pin(430, y, pin, "right")
    for y, name, x, bus_y, kind in ((top + 194, "37  GPIO 26", 350, top + 134, "SCL"), (top + 244, "33  GPIO 13", 390, top + 84, "SDA")):
        d.wire([(206, y), (x, y), (x, bus_y)], "SIG")
        d.pin(206, y, name, "left")
        d.resistor(272, y, "330 Ω")
        d.dot(x, bus_y, kind)
    d.bottom = top + 270
    d.panel("What the lines do", [
        ("at rest", "inputs: the bus does not see them"), ("pulse", "SCL low for 5 µs or more, then released"), ("never", "output high: that would fight a chip"),
        ("low level", "3.3 × 330 / 2130 = 0.51 V (limit 0.99 V)"), ("at power-on", "pull-down ~50 kΩ: bus stays at 3.2 V")], (0, 110))
    d.notes(["Up to nine pulses, until SDA is high; then a stop condition (I2C specification, 3.1.16).",
             "Without these wires: pins 3 and 5 themselves can be switched to GPIO, and must be switched back (page).",
             "SCL held low cannot be cleared this way: find the chip, or cut its supply."])
    return d


def station():
    d = Drawing("Reference station: box, glands, cables, connectors")
    top = d.bottom
    d.rect(MARGIN, top, WIDTH - 2 * MARGIN, 268, "#fafafa", radius=10)
    d.text(MARGIN + 14, top + 26, "Box IP66, about 300 × 200 × 130 mm", 17, weight="700")
    for x, y, width, height, title, fill, lines in (
        (32, 42, 150, 88, "Pi 4", PI, ["overlay", "edgetwin-spi"]), (196, 42, 170, 88, "5 × RS-422", CHIP, ["one pair of boards", "per accelerometer"]),
        (380, 42, 168, 88, "4 × ADS1220", CHIP, ["SPI6, 0.2 m"]), (32, 146, 150, 96, "supply", PLAIN, ["fuse 2 A, arrester,", "INA226, 5.1 V"]),
        (196, 146, 170, 96, "arresters", PLAIN, ["every cable over", "3 m, to earth bar"]), (380, 146, 168, 96, "ADS1115", CHIP, ["I2C, 0.2 m", "clock at 0x68"])):
        d.box(x, top + y, width, height, title, fill)
        for index, line in enumerate(lines):
            d.text(x + width / 2, top + y + 50 + 20 * index, line, 15, "middle")
    cables = [("G1", "12V", "12 V in: 2 × 1.5 mm², fixed"), ("G2–G6", "CS", "acc-1 … 5: 6 × 2 × 0.25, M12 12-pin"),
              ("G7–G10", "SIG", "strain-1 … 4: 4 × 2 × 0.25, M12 8-pin"), ("G11, G12", "SDA", "I2C west, east: 4 × 2 × 0.25, M12 8-pin"),
              ("G13, G14", "MISO", "moisture: 2 × 2 × 0.25, fixed, 1 m"), ("G15", "SCL", "temp-2: 2 × 2 × 0.25, fixed, 1 m"), ("G16", "LINE", "Ethernet or antenna")]
    y = top + 268
    for index, (gland, kind, text) in enumerate(cables):
        x = 40 + 14 * index
        end = y + 44 + 34 * (len(cables) - 1 - index)
        d.rect(x - 5, y - 8, 10, 16, "#546e7a")
        d.wire([(x, y + 8), (x, end), (124, end)], kind)
        d.text(132, end + 6, gland, 15, weight="700")
        d.text(214, end + 6, text, 15)
    d.bottom = y + 44 + 34 * (len(cables) - 1) + 8
    _span(d)
    d.panel("Cable lengths, 3 m more than the distance", [
        ("acc-1 … 5", "13, 8, 3, 8, 13 m"), ("strain-1 … 4", "13, 6, 6, 13 m"), ("I2C west", "10 m to temp-1, 7 m on to air-1"), ("I2C east", "17 m to air-2"),
        ("12 V", "18 m from the abutment at 0 m")], (0, 130))
    d.panel("Colours (numbered as DIN 47100: pin n is wire n)", [
        ("1 white", "2 brown", "strain: EXC +, EXC −", "pair 1"), ("3 green", "4 yellow", "strain: SENSE +, SENSE −", "pair 2"),
        ("5 grey", "6 pink", "strain: signal +, signal −", "pair 3"), ("7 blue", "8 red", "shunt relay, or spare", "pair 4")], (0, 100, 200, 430))
    d.notes(["Glands point down, every cable has a drip loop, shields end at the earth bar in the box only.",
             "Both ends of every cable carry the sensor's name."])
    return d


def _span(d):
    top = d.bottom + 50
    d.text(MARGIN, top - 16, "The 30 m span: box at midspan", 17, weight="700")
    for metre, name in ((1, "air-1"), (8, "temp-1"), (15, "temp-2"), (29, "air-2")):
        d.text(40 + 500 * metre / 30, top + 16, name, 15, "middle")
        d.dot(40 + 500 * metre / 30, top + 28, "SDA", 7)
    d.rect(40, top + 34, 500, 34, "#cfd8dc")
    for x in (40, 540):
        d.add(f'<polygon points="{x},{top + 68} {x - 16},{top + 98} {x + 16},{top + 98}" fill="#78909c"/>')
    for metre, name in ((5, "strain-1"), (12, "-2"), (18, "-3"), (25, "strain-4")):
        x = 40 + 500 * metre / 30
        d.rect(x - 10, top + 52, 20, 10, COLOURS["SIG"], COLOURS["SIG"])
        d.text(x, top + 48, name, 14, "middle")
    for metre, name in ((5, "acc-1"), (10, "acc-2"), (15, "acc-3"), (20, "acc-4"), (25, "acc-5")):
        x = 40 + 500 * metre / 30
        d.dot(x, top + 68, "CS", 8)
        d.text(x, top + 94, name, 15, "middle")
        d.text(x, top + 114, f"{metre} m", 15, "middle", colour="#455a64")
    d.rect(260, top + 124, 60, 30, PLAIN)
    d.text(290, top + 144, "box", 15, "middle")
    d.bottom = top + 154


DRAWINGS = {"header": header, "ready-lines": ready_lines, "bus-recovery": bus_recovery, "station": station}
