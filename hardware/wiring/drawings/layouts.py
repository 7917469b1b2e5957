"""Layouts that several chips share: header beside chip, and a bridge beside its converter."""
from .canvas import CHIP, MARGIN, PI, WIDTH, Drawing

ROW = 38
PI_WIDTH, CHIP_LEFT = 214, 380


def connect(title, chip, subtitle, rows, pull_ups=False):
    """Raspberry Pi on the left, chip on the right, one straight wire per row: (header pin, kind, chip pin). No header pin: no wire."""
    drawing = Drawing(title)
    top = drawing.bottom
    height = 66 + ROW * len(rows)
    drawing.box(MARGIN, top, PI_WIDTH, height, "Raspberry Pi", PI, "header pin, signal")
    drawing.box(CHIP_LEFT, top, WIDTH - MARGIN - CHIP_LEFT, height, chip, CHIP, subtitle)
    for index, (left, kind, right) in enumerate(rows):
        y = top + 76 + ROW * index
        if left:
            drawing.wire([(MARGIN + PI_WIDTH, y), (CHIP_LEFT, y)], kind)
            drawing.pin(MARGIN + PI_WIDTH, y, left, "left")
        drawing.pin(CHIP_LEFT, y, right, "right")
    if pull_ups:
        _pull_ups(drawing, top + 76)
    return drawing


def i2c(title, chip, subtitle, supply, others=()):
    """The four wires of I2C bus 1 in the order of the header, with the pull-ups that the Raspberry Pi carries."""
    rows = [("1  3V3", "3V3", supply), ("3  SDA  GPIO 2", "SDA", "SDA"), ("5  SCL  GPIO 3", "SCL", "SCL"), ("9  GND", "GND", "GND"), *others]
    return connect(title, chip, subtitle, rows, pull_ups=True)


def spi0(title, chip, subtitle, names, others=()):
    """SPI0 with chip select 0; `names` are the chip's names of supply, ground, clock, data in, data out and chip select."""
    supply, ground, clock, data_in, data_out, select = names
    rows = [("17  3V3", "3V3", supply), ("20  GND", "GND", ground), ("23  SCLK  GPIO 11", "SCLK", clock), ("19  MOSI  GPIO 10", "MOSI", data_in),
            ("21  MISO  GPIO 9", "MISO", data_out), ("24  CS0  GPIO 8", "CS", select), *others]
    return connect(title, chip, subtitle, rows)


def bridge(drawing, converter, pins, arm="350 Ω"):
    """
    A full bridge below the drawing. `pins` are the converter's names for signal −, excitation +, sense +, signal +, sense −, excitation −;
    None leaves a sense wire out.
    """
    middle, left = drawing.bottom + 216, 178
    drawing.box(MARGIN, middle - 196, left - MARGIN, 346, converter, CHIP)
    x, radius = 400, 88
    top, bottom, near, far = (x, middle - radius), (x, middle + radius), (x - radius, middle), (x + radius, middle)
    for start, end in ((top, far), (far, bottom), (bottom, near), (near, top)):
        drawing.wire([start, end], "GND")
        cx, cy = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
        drawing.rect(cx - 9, cy - 20, 18, 40, stroke="#212121", turned=45 if (end[0] - start[0]) * (end[1] - start[1]) < 0 else -45)
    drawing.text(x, middle + 6, arm, 16, "middle")
    routes = [(-150, "SIG2", [(x + 130, middle - 150), (x + 130, middle), far]), (-112, "3V3", [(x, middle - 112), top]),
              (-70, "3V3", [(x - 84, middle - 70), top]), (0, "SIG", [near]),
              (70, "GND", [(x - 84, middle + 70), bottom]), (112, "GND", [(x, middle + 112), bottom])]
    for index, (offset, kind, points) in enumerate(routes):
        if pins[index] is None:
            continue
        drawing.wire([(left, middle + offset), *points], kind, dashed=index in (2, 4))
        drawing.pin(left, middle + offset, pins[index], "left")
    for (cx, cy), kind in ((top, "3V3"), (bottom, "GND"), (near, "SIG"), (far, "SIG2")):
        drawing.dot(cx, cy, kind)
    for offset, text in ((-157, "signal −"), (-119, "EXC +"), (-77, "SENSE +"), (-7, "signal +"), (88, "SENSE −"), (130, "EXC −")):
        if (text == "SENSE +" and pins[2] is None) or (text == "SENSE −" and pins[4] is None):
            continue
        drawing.text(left + 14, middle + offset, text, 14, colour="#455a64")
    drawing.bottom = middle + 150


def _pull_ups(drawing, y):
    drawing.text(MARGIN + PI_WIDTH + 12, y - 10, "1.8 kΩ on the Pi", 14, colour="#455a64")
    for x, rows, kind in ((MARGIN + PI_WIDTH + 40, 1, "SDA"), (MARGIN + PI_WIDTH + 76, 2, "SCL")):
        drawing.wire([(x, y), (x, y + rows * ROW)], kind)
        drawing.dot(x, y, "3V3")
        drawing.dot(x, y + rows * ROW, kind)
        drawing.rect(x - 7, y + 8, 14, 22, stroke="#212121")
