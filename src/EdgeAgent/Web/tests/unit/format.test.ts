import { describe, expect, it } from "vitest";
import { bytes, clockTime, dateTime, duration, fixed, MISSING, percent, uncertainty, value, withUnit } from "../../src/format";

const plain = (text: string) => text.replaceAll("\u202f", " ");

describe("value", () => {
  it("shows a missing number as a dash, never as zero", () => {
    for (const missing of [null, undefined, NaN, Infinity]) expect(value(missing, "m/s2")).toBe(MISSING);
    expect(withUnit(null, "degC")).toBe(MISSING);
  });

  it("keeps the decimals of the unit", () => {
    expect(value(0.00004, "m/s2")).toBe("0.0000");
    expect(value(-9.80668, "m/s2")).toBe("−9.8067");
    expect(value(12.3456, "degC")).toBe("12.3");
    expect(plain(withUnit(42.04, "ue"))).toBe("42.0 µε");
  });

  it("never shows minus zero", () => {
    expect(value(-0.00001, "m/s2")).toBe("0.0000");
  });

  it("uses powers of ten where the unit has no scale of its own", () => {
    expect(value(3.784e-6, "(m/s2)2")).toBe("3.78·10⁻⁶");
    expect(value(-12345678, "")).toBe("−1.23·10⁷");
  });

  it("groups thousands from five digits on", () => {
    expect(fixed(1000, 0)).toBe("1000");
    expect(plain(fixed(1234567.25, 1))).toBe("1 234 567.3");
    expect(plain(fixed(-48211, 0))).toBe("−48 211");
  });
});

describe("percent", () => {
  it("carries its sign", () => {
    expect(plain(percent(0.31))).toBe("+0.31 %");
    expect(plain(percent(-6.1))).toBe("−6.1 %");
    expect(plain(percent(0.001))).toBe("0 %");
    expect(percent(null)).toBe(MISSING);
  });
});

describe("bytes, durations, clocks", () => {
  it("reads as a person says it", () => {
    expect(plain(bytes(999))).toBe("999 B");
    expect(plain(bytes(31457280))).toBe("31.5 MB");
    expect(plain(duration(3725))).toBe("1 h 2 min");
    expect(plain(duration(0))).toBe("0 s");
    expect(plain(duration(90061))).toBe("1 d 1 h");
    expect(plain(uncertainty(0.0042))).toBe("±4 µs");
    expect(plain(uncertainty(1.84))).toBe("±2 ms");
    expect(uncertainty(null)).toBe("");
  });

  it("shows station time in UTC whatever the phone's zone", () => {
    expect(clockTime(1767225600123)).toBe("00:00:00");
    expect(dateTime(1767225600123)).toBe("2026-01-01 00:00:00");
  });
});
