"""Where sensors sit on the structure and how they are fixed to it."""
from .canvas import CHIP, MARGIN, PLAIN, Drawing

CONCRETE, STEEL, GLUE, WOOD = "#cfd8dc", "#90a4ae", "#ffb300", "#d7b98e"


def axes():
    d = Drawing("Axis directions on a girder")
    top = d.bottom + 30
    d.rect(40, top, 500, 46, CONCRETE)
    for x in (60, 520):
        d.add(f'<polygon points="{x},{top + 46} {x - 18},{top + 82} {x + 18},{top + 82}" fill="#78909c" stroke="#37474f" stroke-width="2"/>')
    d.text(290, top - 12, "elevation, seen from the right-hand side", 15, "middle", colour="#455a64")
    for part, name in ((1 / 6, "acc-1"), (2 / 6, "acc-2"), (3 / 6, "acc-3"), (4 / 6, "acc-4"), (5 / 6, "acc-5")):
        x = 60 + 460 * part
        d.rect(x - 11, top + 46, 22, 14, CHIP)
        d.text(x, top + 80, name, 15, "middle", "700")
    d.dimension(60, 290, top + 116, "L/2")
    d.dimension(60, 60 + 460 / 6, top + 146, "L/6")
    origin = (400, top + 200)
    d.arrow(origin, (500, top + 200), "MOSI", "x longitudinal", (420, top + 224))
    d.arrow(origin, (400, top + 116), "12V", "z vertical, up", (412, top + 132))
    d.dot(*origin, "MISO", 8)
    d.text(388, top + 206, "y transverse", 16, "end", "700", "#2e7d32")
    d.text(388, top + 226, "away from you", 14, "end", colour="#455a64")
    d.bottom = top + 246
    top = d.bottom + 24
    d.text(MARGIN, top, "Cross-section, looking along the chainage", 17, weight="700")
    d.add(f'<polygon points="60,{top + 24} 520,{top + 24} 520,{top + 50} 350,{top + 50} 330,{top + 66} 330,{top + 170} 250,{top + 170} 250,{top + 66} '
          f'230,{top + 50} 60,{top + 50}" fill="{CONCRETE}" stroke="#37474f" stroke-width="2"/>')
    d.rect(276, top + 170, 28, 14, CHIP)
    d.text(340, top + 182, "accelerometer: on", 15)
    d.text(340, top + 202, "the web's axis", 15)
    d.rect(240, top + 130, 10, 26, GLUE)
    d.text(232, top + 162, "strain: low, on the web", 15, "end")
    d.arrow((150, top + 104), (150, top + 62), "12V", "z", (160, top + 78))
    d.arrow((150, top + 104), (92, top + 104), "MISO", "y, to the left", (50, top + 126))
    d.bottom = top + 206
    d.notes(["x along the chainage, y to the left when looking along it, z up: a right-handed set.",
             "An axis that points the other way is entered as \"-vertical\" and so on; nothing has to be turned.",
             "A chip that hangs upside down, turned about x: \"y\": \"-transverse\", \"z\": \"-vertical\"."])
    return d


def accelerometer_mount():
    d = Drawing("Accelerometer under a girder")
    top = d.bottom + 8
    d.rect(30, top, 520, 70, CONCRETE)
    d.text(44, top + 30, "clean concrete or bare steel", 16)
    d.rect(120, top + 70, 300, 8, GLUE)
    d.rect(120, top + 78, 300, 26, STEEL)
    d.text(270, top + 97, "plate 10 mm", 16, "middle")
    d.text(112, top + 90, "epoxy 1 mm", 15, "end")
    d.rect(140, top + 104, 260, 120, "#fff")
    d.rect(190, top + 118, 160, 14, "#66bb6a")
    for x in (200, 340):
        d.rect(x - 6, top + 104, 12, 14, STEEL)
    d.text(270, top + 152, "board on 4 short", 15, "middle")
    d.text(270, top + 170, "metal spacers", 15, "middle")
    d.text(270, top + 206, "aluminium box IP66", 15, "middle")
    for x in (155, 385):
        d.rect(x - 5, top + 92, 10, 28, "#546e7a")
    d.text(132, top + 126, "4 screws", 15, "end")
    d.rect(400, top + 180, 22, 24, "#546e7a")
    d.wire([(422, top + 192), (450, top + 192), (466, top + 244), (486, top + 250), (502, top + 238), (506, top + 84), (550, top + 84)], "LINE", width=5)
    d.text(470, top + 274, "drip loop", 15, "middle")
    d.text(440, top + 172, "gland", 15)
    d.text(446, top + 100, "clip", 15)
    d.rect(516, top + 71, 18, 20, STEEL)
    d.bottom = top + 280
    d.notes(["Grind off paint, rust and cement skin; degrease; epoxy under the whole plate, not at its corners.",
             "Clip the cable within 100 mm of the gland, or it becomes a part of the measurement.",
             "Knock on the plate: no ringing may remain below five times the highest frequency of interest (rule of thumb)."])
    return d


def strain_placement():
    d = Drawing("Strain gauges: quarter, half and full bridge")
    for title, gauges, lines in (
        ("quarter, three wires: one active gauge", [("R1", 210, 0)], ["R1 along the stress. Bridge completed at the ADC.", "Output k ε / 4: 0.50 mV/V at 1000 µε"]),
        ("half-poisson: along and across", [("R1", 190, 0), ("R2", 270, 90)], ["R2 across sees −ν ε and the same temperature.", "Output k ε (1 + ν) / 4: 0.65 mV/V at 1000 µε on steel"]),
        ("full-poisson, tension: two along, two across", [("R1", 160, 0), ("R2", 236, 90), ("R3", 306, 0), ("R4", 382, 90)],
         ["R1, R3 in opposite arms; R2, R4 in the others.", "Output k ε (1 + ν) / 2: 1.30 mV/V at 1000 µε, steel"]),
    ):
        top = d.bottom + 34
        d.text(MARGIN, top, title, 17, weight="700")
        d.rect(MARGIN, top + 12, 548, 60, STEEL)
        for name, x, turn in gauges:
            d.rect(x - 24, top + 32, 48, 20, GLUE, turned=turn or None)
            d.text(x, top + 48, name, 14, "middle", "700")
        d.arrow((470, top + 42), (548, top + 42), "12V")
        d.text(462, top + 48, "stress", 15, "end")
        for index, line in enumerate(lines):
            d.text(MARGIN, top + 96 + 22 * index, line)
        d.bottom = top + 120
    top = d.bottom + 34
    d.text(MARGIN, top, "full, bending: two on top, two below", 17, weight="700")
    d.rect(MARGIN, top + 40, 548, 22, STEEL)
    d.rect(MARGIN, top + 62, 548, 46, "#b0bec5")
    d.rect(MARGIN, top + 108, 548, 22, STEEL)
    for names, y in (("R2  R4", top + 30), ("R1  R3", top + 130)):
        for x, name in zip((190, 330), names.split()):
            d.rect(x - 28, y, 56, 11, GLUE)
            d.text(x + 36, y + (8 if y < top + 60 else 14), name, 15, weight="700")
    d.text(MARGIN, top + 166, "Output k ε: 2.00 mV/V at 1000 µε. Axial force cancels.")
    d.bottom = top + 166
    d.panel("Place", [("Distance", "to welds and bolts: 3 plate thicknesses*"), ("Concrete", "grid 3 to 5 times the largest stone, off cracks"), ("", "* rule of thumb")], (0, 90))
    return d


def shunt():
    d = Drawing("Shunt calibration: where the resistor goes")
    cx, cy, r = 250, d.bottom + 130, 92
    corners = {"top": (cx, cy - r), "far": (cx + r, cy), "low": (cx, cy + r), "near": (cx - r, cy)}
    order = ["top", "far", "low", "near", "top"]
    for (a, b), label, spot in zip(zip(order, order[1:]), ("R2", "R3", "R4", "R1"), ((72, -56), (72, 66), (-72, 66), (-28, -26))):
        (x1, y1), (x2, y2) = corners[a], corners[b]
        d.wire([(x1, y1), (x2, y2)], "GND")
        mx, my = (x1 + x2) / 2, (y1 + y2) / 2
        d.rect(mx - 9, my - 20, 18, 40, "#ffb300" if label == "R1" else "#fff", turned=45 if (x2 - x1) * (y2 - y1) < 0 else -45)
        d.text(cx + spot[0], cy + spot[1], label, 16, "middle", "700")
    d.wire([corners["near"], (70, cy), (70, cy - r - 10), (90, cy - r - 10)], "SIG")
    d.resistor(112, cy - r - 10, "Rshunt 100 kΩ")
    d.wire([(134, cy - r - 10), (160, cy - r - 10), (188, cy - r - 28)], "SIG")
    d.wire([(192, cy - r - 10), (cx, cy - r - 10), corners["top"]], "SIG")
    d.dot(160, cy - r - 10, "SIG", 4)
    d.dot(192, cy - r - 10, "SIG", 4)
    for name, kind, text, anchor, dx, dy in (("top", "3V3", "EXC +", "start", 12, -6), ("low", "GND", "EXC −", "start", 12, 16), ("near", "SIG", "signal", "end", -10, 26),
                                             ("far", "SIG2", "signal", "start", 12, 6)):
        d.dot(*corners[name], kind)
        d.text(corners[name][0] + dx, corners[name][1] + dy, text, 15, anchor)
    d.text(400, cy - 96, "switch or", 15)
    d.text(400, cy - 76, "reed relay", 15)
    d.wire([(394, cy - 98), (196, cy - r - 30)], "LINE", width=1.5)
    d.bottom = cy + r + 16
    d.panel("Simulated strain = Rg / (k × (Rg + Rshunt)), k = 2.00", [
        ("Rg", "Rshunt", "one arm", "full bridge, 4 active"), ("120 Ω", "59 880 Ω", "1000 µε", "250 µε"), ("120 Ω", "100 kΩ", "599 µε", "150 µε"),
        ("350 Ω", "174.65 kΩ", "1000 µε", "250 µε"), ("350 Ω", "100 kΩ", "1744 µε", "436 µε"), ("1000 Ω", "499 kΩ", "1000 µε", "250 µε")], (0, 100, 230, 350))
    d.notes(["A shunt lowers the resistance: it looks like compression of that gauge.", "Connect it at the gauge's own solder tabs, with wires of its own.",
             "0.1 % resistor, 25 ppm/K or better."])
    return d


def wood_moisture():
    d = Drawing("Wood moisture by resistance: log amplifier into the ADS1115")
    top = d.bottom + 6
    d.rect(MARGIN, top, 200, 150, WOOD)
    for y in (top + 24, top + 46, top + 93, top + 136):
        d.wire([(MARGIN + 6, y), (208, y)], "SIG2", width=1)
    for y, name in ((top + 72, "E1"), (top + 114, "E2")):
        d.rect(130, y - 5, 96, 10, STEEL)
        d.rect(150, y - 8, 60, 16, "#eceff1")
        d.text(110, y + 6, name, 16, "end", "700")
    d.text(MARGIN, top + 172, "timber: pins insulated to the tip,", 15)
    d.text(MARGIN, top + 192, "in a line along the grain", 15)
    d.box(370, top - 6, 194, 168, "log amplifier", CHIP, "e.g. LOG200")
    d.wire([(226, top + 72), (370, top + 72)], "3V3")
    d.pin(370, top + 72, "excitation", "right")
    d.wire([(226, top + 114), (370, top + 114)], "SIG")
    d.pin(370, top + 114, "input I1", "right")
    d.text(236, top + 60, "1 V, reversed", 14)
    d.wire([(240, top + 126), (356, top + 126)], "SHIELD", dashed=True)
    d.text(236, top + 146, "driven guard", 14)
    d.box(370, top + 210, 194, 110, "ADS1115", CHIP)
    d.wire([(466, top + 162), (466, top + 210)], "SIG")
    d.text(476, top + 192, "0 to 3.3 V", 15)
    d.text(384, top + 270, "AIN2, beside the", 16)
    d.text(384, top + 292, "capacitive probes", 16)
    d.box(MARGIN, top + 210, 240, 110, "TMP117 or DS18B20", PLAIN)
    d.text(136, top + 264, "in the same timber:", 16, "middle")
    d.text(136, top + 286, "resistance needs its", 16, "middle")
    d.text(136, top + 308, "temperature", 16, "middle")
    d.bottom = top + 320
    d.notes(["One decade of resistance is one step of voltage (250 mV with a LOG200): 100 kΩ to 10 GΩ are five steps.",
             "Reverse the excitation between readings: direct current polarizes the pins.",
             "Cable to 2 m, PTFE insulation; at 10 GΩ a damp PVC cable is the measurement."])
    return d


def moisture_probe():
    d = Drawing("Capacitive moisture probe in timber and on concrete")
    d.text(MARGIN, d.bottom + 16, "In timber", 17, weight="700")
    d.text(300, d.bottom + 16, "On concrete", 17, weight="700")
    top = d.bottom + 26
    d.rect(MARGIN, top + 22, 250, 180, WOOD)
    d.rect(100, top + 22, 26, 130, "#37474f")
    d.rect(108, top + 30, 10, 118, "#66bb6a")
    d.rect(94, top + 14, 38, 16, PLAIN)
    d.wire([(113, top + 14), (113, top - 2), (190, top - 2), (200, top + 12)], "LINE", width=4)
    d.text(140, top + 62, "milled slot,", 15)
    d.text(140, top + 82, "both faces tight", 15)
    d.text(140, top + 116, "20 mm deep", 15)
    d.text(140, top + 136, "shaded side", 15)
    d.text(30, top + 192, "seal: neutral-cure silicone", 15)
    d.rect(300, top + 22, 70, 180, CONCRETE)
    d.rect(370, top + 52, 10, 110, "#66bb6a")
    d.rect(380, top + 34, 40, 146, "#eceff1")
    d.text(430, top + 84, "vapour-tight", 15)
    d.text(430, top + 104, "cover, foam", 15)
    d.text(430, top + 124, "inside", 15)
    d.text(430, top + 166, "gland down", 15)
    d.wire([(400, top + 180), (400, top + 200), (424, top + 206)], "LINE", width=4)
    d.bottom = top + 206
    d.notes(["Epoxy over the electronics and over all cut edges, twice: water creeps along the copper.",
             "A gap of air between probe and material reads as dry. Press it on while the sealant cures."])
    return d


DRAWINGS = {"axes": axes, "accelerometer-mount": accelerometer_mount, "strain-placement": strain_placement, "shunt": shunt, "wood-moisture": wood_moisture,
            "moisture-probe": moisture_probe}
