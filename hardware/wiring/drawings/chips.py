"""One drawing per chip."""
from .canvas import COLOURS, MARGIN, PLAIN, WIDTH
from .layouts import bridge, connect, i2c, spi0


def adxl355():
    d = spi0("ADXL355 or ADXL357 on SPI0, mode 0 (/dev/spidev0.0)", "ADXL355", "breakout board",
             ("VSUPPLY, VDDIO", "VSS, VSSIO", "SCLK", "MOSI", "MISO", "CS"), [("22  GPIO 25", "SIG", "INT1 (or open)"), ("", "SIG", "INT2, DRDY: open")])
    d.panel("Chip selects of the five (SCLK, MOSI, MISO shared)", [
        ("acc-1", "pin 24", "GPIO 8", "spidev0.0"), ("acc-2", "pin 26", "GPIO 7", "spidev0.1"), ("acc-3", "pin 15", "GPIO 22", "spidev0.2"),
        ("acc-4", "pin 16", "GPIO 23", "spidev0.3"), ("acc-5", "pin 18", "GPIO 24", "spidev0.4")], (0, 110, 230, 360))
    d.notes(["2.25 to 3.6 V, never 5 V. No pull-ups.", "5 MHz: at most 0.3 m of cable, one GND wire beside SCLK.",
             "Shield to GND at the Pi's end only.", "The arrow on the chip is +x: write down where it points."])
    return d


def adxl345():
    d = spi0("ADXL345 on SPI0, mode 3 (/dev/spidev0.0)", "ADXL345", "breakout board",
             ("VS, VDD I/O", "GND", "SCL / SCLK", "SDA / SDI", "SDO", "CS"), [("", "SIG", "INT1, INT2: open")])
    d.panel("The same chip on I2C bus 1 instead", [
        ("CS", "to 3V3: this selects I2C"), ("SDA, SCL", "to pins 3 and 5"), ("SDO", "to GND: address 0x53"), ("SDO", "to 3V3: address 0x1D")], (0, 130))
    d.notes(["2.0 to 3.6 V, never 5 V at the chip.", "SPI at most 5 MHz. Direct cable: 0.3 m at 5 MHz, 1 m at 1 MHz.",
             "Shield to GND at the Pi's end only."])
    return d


def iis3dhhc():
    d = spi0("IIS3DHHC on SPI0, mode 3 (/dev/spidev0.0)", "IIS3DHHC", "breakout board",
             ("VDD, VDD_IO", "GND", "SPC", "SDI", "SDO", "CS"), [("", "SIG", "INT1, INT2: open")])
    d.notes(["1.71 to 3.6 V. SPI only, four wires, at most 10 MHz; no I2C.", "±2.5 g: 1 g of gravity leaves 1.5 g upwards.",
             "Shield to GND at the Pi's end only."])
    return d


def ads1220():
    d = connect("ADS1220 with a strain gauge bridge on SPI6, mode 1 (/dev/spidev6.0)", "ADS1220", "in the station's box", [
        ("1  3V3", "3V3", "AVDD, DVDD"), ("39  GND", "GND", "AVSS, DGND, CLK"), ("40  SCLK  GPIO 21", "SCLK", "SCLK"),
        ("38  MOSI  GPIO 20", "MOSI", "DIN"), ("35  MISO  GPIO 19", "MISO", "DOUT/DRDY"), ("12  CS0  GPIO 18", "CS", "CS"),
        ("32  GPIO 12", "SIG", "DRDY (or open)")])
    bridge(d, "ADS1220", ("AIN1", "3V3, AVDD", "REFP0", "AIN0", "REFN0", "GND, AVSS"))
    d.panel("Chip selects of the four", [("strain-1", "pin 12", "GPIO 18", "spidev6.0"), ("strain-2", "pin 13", "GPIO 27", "spidev6.1"),
                                         ("strain-3", "pin 11", "GPIO 17", "spidev6.2"), ("strain-4", "pin 36", "GPIO 16", "spidev6.3")], (0, 110, 230, 360))
    d.notes(["Six wires in three twisted pairs: EXC, SENSE, signal. Shield to GND at the ADS1220 only.",
             "At AIN0 and AIN1: 1 kΩ in series and 10 nF to GND each, 100 nF between the two.",
             "Never SPI1: its controller has no mode 1."])
    return d


def nau7802():
    d = i2c("NAU7802 with a strain gauge bridge, I2C bus 1 address 0x2A", "NAU7802", "breakout board", "DVDD (VIN)",
            [("29  GPIO 5", "SIG", "DRDY (or open)")])
    bridge(d, "NAU7802", ("A− (VIN1N)", "E+ (AVDD)", None, "A+ (VIN1P)", None, "E− (GND)"))
    d.notes(["The address is fixed: one NAU7802 per bus. A second needs a second bus or a multiplexer.",
             "AVDD comes from the chip's own regulator: at most 3.0 V from a 3.3 V supply.",
             "No sense wires: keep the bridge's cable short, or calibrate with a shunt at the gauge.",
             "Two twisted pairs (E+ with E−, A+ with A−), shield to GND at the NAU7802 only."])
    return d


def hx711():
    d = connect("HX711 with a strain gauge bridge on two GPIO lines", "HX711", "module", [
        ("1  3V3", "3V3", "VCC (and VDD)"), ("9  GND", "GND", "GND"), ("29  GPIO 5", "MISO", "DOUT (DT)"), ("31  GPIO 6", "SCLK", "PD_SCK (SCK)")])
    bridge(d, "HX711", ("A−", "E+ (AVDD)", None, "A+", None, "E− (GND)"))
    d.notes(["Supply the digital side from 3.3 V: with 5 V, DOUT puts 5 V on the Pi's pin and destroys it.",
             "Clock cable at most 0.3 m (rule of thumb). It is not a bus: two lines per HX711.",
             "GPIO 5 is pulled up at power-on, so a missing module reads \"not ready\".",
             "RATE to GND: 10 samples a second; to VDD: 80."])
    return d


def sht4x():
    d = i2c("SHT4x on I2C bus 1", "SHT4x", "0x44 or 0x45", "VDD")
    d.panel("Address: in the part number, no strap", [("…-AD1B", "0x44", "air-1"), ("…-BD1B", "0x45", "air-2")], (0, 130, 230))
    d.notes(["1.08 to 3.6 V: 5 V destroys the chip.", "Cable to 3 m. Twist SDA with GND and SCL with 3V3, never SDA with SCL.",
             "Shield to GND at the Pi's end only."])
    return d


def sht3x():
    d = i2c("SHT3x on I2C bus 1", "SHT3x", "0x44 or 0x45", "VDD", [("", "GND", "ADDR: see below"), ("", "SIG", "ALERT: open"), ("", "SIG", "nRESET: open")])
    d.panel("Address strap", [("ADDR to GND", "0x44"), ("ADDR to VDD", "0x45"), ("ADDR open", "wanders: never")], (0, 180))
    d.notes(["2.15 to 5.5 V, here 3.3 V.", "Cable to 3 m. Twist SDA with GND and SCL with 3V3.", "Shield to GND at the Pi's end only."])
    return d


def seesaw_soil():
    d = i2c("Soil moisture sensor 4026 (seesaw) on I2C bus 1", "4026", "JST PH, 2.0 mm", "VIN (red)")
    for index, text in enumerate(("(white)", "(green)", "(black)")):
        d.text(438, d.bottom - 98 + 38 * index, text)
    d.panel("Address: solder jumpers on the board", [("none", "0x36"), ("AD0", "0x37"), ("AD1", "0x38"), ("AD0 and AD1", "0x39")], (0, 180))
    d.notes(["3 to 5 V; from 3.3 V here, because its 10 kΩ pull-ups go to VIN.", "Wire colours are those of the maker's cables; others differ: go by position.",
             "Cable to 1 m. Seal the electronics above the line on the board."])
    return d


def ads1115():
    d = i2c("ADS1115 with two moisture probes, I2C bus 1 address 0x48", "ADS1115", "in the station's box", "VDD",
            [("9  GND", "GND", "ADDR to GND"), ("31  GPIO 6", "SIG", "ALERT (or open)")])
    top = d.bottom + 24
    d.box(MARGIN, top, 190, 210, "ADS1115", "#e3f2fd")
    for index, channel in enumerate(("AIN0", "AIN1")):
        y = top + 60 + 100 * index
        d.box(370, y - 32, WIDTH - MARGIN - 370, 92, "", PLAIN)
        d.text(470, y + 20, f"probe {index + 1}", 17, weight="700")
        d.wire([(206, y), (370, y)], "SIG")
        d.pin(206, y, channel, "left")
        d.pin(370, y, "AOUT", "right")
        for offset, name, pin, kind in ((22, "3V3", "VCC", "3V3"), (44, "GND", "GND", "GND")):
            d.wire([(316, y + offset), (370, y + offset)], kind)
            d.text(310, y + offset + 6, name, 15, "end", colour=COLOURS[kind])
            d.pin(370, y + offset, pin, "right")
    d.panel("Address strap", [("ADDR to GND", "0x48"), ("ADDR to VDD", "0x49 (temp-1's)"), ("ADDR to SDA", "0x4A (temp-2's)"), ("ADDR to SCL", "0x4B")], (0, 180))
    d.notes(["Probes from 3.3 V: an input must stay below VDD + 0.3 V.", "Probe cable to 1 m, AOUT twisted with GND; 100 nF from AIN to GND at the ADS1115.",
             "ALERT is open drain: 10 kΩ to 3V3, on most boards already there."])
    return d


def tmp117():
    d = i2c("TMP117 on I2C bus 1", "TMP117", "on the structure", "V+", [("", "SIG", "ADD0: see below"), ("", "SIG", "ALERT: open")])
    d.panel("Address strap", [("ADD0 to GND", "0x48", "the ADS1115's: do not use"), ("ADD0 to V+", "0x49", "temp-1"), ("ADD0 to SDA", "0x4A", "temp-2"),
                              ("ADD0 to SCL", "0x4B", "free")], (0, 150, 220))
    d.notes(["1.8 to 5.5 V, here 3.3 V.", "Cable to 3 m; shield to GND at the Pi's end only.",
             "Face to the structure with heat-conducting epoxy, 20 mm of foam above."])
    return d


def ds18b20():
    d = connect("DS18B20 on 1-Wire, GPIO 4", "DS18B20", "three wires", [
        ("1  3V3", "3V3", "VDD (red)"), ("7  GPIO 4", "SIG", "DQ (yellow)"), ("9  GND", "GND", "GND (black)")])
    y = d.bottom - 66 - 38
    d.wire([(300, y), (300, y + 38)], "SIG")
    d.rect(293, y + 8, 14, 22, stroke="#212121")
    d.dot(300, y, "3V3")
    d.dot(300, y + 38, "SIG")
    d.text(314, y + 25, "4.7 kΩ", 15)
    d.panel("One bus, many sensors: a line, not a star", [
        ("In a row", "works: branches under 0.5 m"), ("A star", "does not: reflections, ghosts of sensors"), ("VDD to GND", "(parasite power): do not")], (0, 130))
    d.notes(["3.0 to 5.5 V; from 3.3 V here, for the Pi's pin bears no more.", "Twist DQ with GND. One pull-up for the whole bus, at the Pi. 20 m is safe in one line (rule of thumb); longer: 2.2 kΩ.",
             "Colours of moulded probes differ (DQ yellow, white or blue): measure before you trust."])
    return d


def ina226():
    d = i2c("INA226 in the 12 V supply, I2C bus 1 address 0x40", "INA226", "high side", "VS", [("9  GND", "GND", "A0, A1 to GND"), ("", "SIG", "ALERT: open")])
    top = d.bottom + 24
    d.box(MARGIN, top, 150, 210, "INA226", "#e3f2fd")
    line = 330
    d.wire([(line, top + 24), (line, top + 210)], "12V", width=5)
    d.text(line, top + 16, "12 V + after the fuse", 15, "middle")
    for name, y in (("IN+", top + 64), ("IN−", top + 128), ("VBUS", top + 176)):
        d.wire([(166, y), (line, y)], "SIG")
        d.pin(166, y, name, "left")
        d.dot(line, y, "12V")
    d.resistor(line, top + 96, "10 mΩ shunt", vertical=True)
    d.text(line, top + 232, "to the 5 V converter +", 15, "middle")
    d.wire([(510, top + 24), (510, top + 210)], "GND", width=5)
    d.text(510, top + 16, "12 V −", 15, "middle")
    d.text(510, top + 232, "joined to pin 9", 15, "middle")
    d.bottom = top + 240
    d.panel("Address strap (A1, A0)", [("GND, GND", "0x40"), ("GND, VS", "0x41"), ("keep off", "0x44 0x45 0x48 0x49 0x4A")], (0, 150))
    d.notes(["Inputs 0 to 36 V whatever VS is.", "IN+ and IN− on the shunt's own sense pads, not on the thick wires.",
             "A shunt marked R100 (0.1 Ω) ends at 0.82 A: too little here."])
    return d


DRAWINGS = {"adxl355": adxl355, "adxl345": adxl345, "iis3dhhc": iis3dhhc, "ads1220": ads1220, "nau7802": nau7802, "hx711": hx711, "sht4x": sht4x,
            "sht3x": sht3x, "seesaw-soil": seesaw_soil, "ads1115": ads1115, "tmp117": tmp117, "ds18b20": ds18b20, "ina226": ina226}
