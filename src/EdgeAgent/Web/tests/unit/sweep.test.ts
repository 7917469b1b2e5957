import { describe, expect, it } from "vitest";
import { SweepBuffer } from "../../src/live/sweep-buffer";
import { nextScale, niceStep, tickDecimals, ticks } from "../../src/live/scale";
import { Playout } from "../../src/live/playout";

const record = (firstColumn: number, pairs: [number, number][], last = 0) =>
  ({ channel: 0, last, firstColumn, lastSampleMs: 0, columns: new Float32Array(pairs.flat()) });

describe("SweepBuffer", () => {
  it("tells values, gaps, empty and absent columns apart", () => {
    const buffer = new SweepBuffer(10);
    buffer.apply(record(100, [[1, 2], [NaN, NaN], [Infinity, -Infinity]]));
    expect([100, 101, 102, 103].map((column) => buffer.kind(column))).toEqual(["value", "gap", "empty", "absent"]);
  });

  it("replaces an unfinished column and forgets what is a sweep old", () => {
    const buffer = new SweepBuffer(10);
    buffer.apply(record(100, [[1, 2]]));
    buffer.apply(record(100, [[-1, 3], [0, 0]]));
    expect(buffer.extent(101)).toEqual({ low: -1, high: 3 });
    expect(buffer.extent(110)).toEqual({ low: 0, high: 0 });
    expect(buffer.kind(110)).toBe("absent");
  });

  it("joins across empty columns, never across a gap", () => {
    const buffer = new SweepBuffer(10);
    buffer.apply(record(100, [[5, 5], [Infinity, -Infinity], [6, 6], [NaN, NaN], [7, 7]]));
    expect(buffer.previousValue(102)).toBe(100);
    expect(buffer.previousValue(104)).toBeNull();
    expect(buffer.previousValue(100)).toBeNull();
  });

  it("starts anew when the station's clock was set back", () => {
    const buffer = new SweepBuffer(10);
    buffer.apply(record(1000, [[1, 1]]));
    buffer.apply(record(100, [[2, 2]]));
    expect(buffer.newest).toBe(100);
    expect(buffer.extent(100)).toEqual({ low: 2, high: 2 });
  });
});

describe("scale", () => {
  it("has round steps", () => {
    expect([0.07, 0.13, 0.3, 0.6].map(niceStep)).toEqual([0.1, 0.2, 0.5, 1]);
  });

  it("grows at once, keeps while the signal fills it, shrinks when it fills little", () => {
    const first = nextScale(null, { low: -1, high: 1 })!;
    expect(first.low).toBeLessThanOrEqual(-1);
    expect(nextScale(first, { low: -0.6, high: 0.6 })).toBe(first);
    expect(nextScale(first, null)).toBe(first);
    expect(nextScale(first, { low: -3, high: 1 })!.low).toBeLessThanOrEqual(-3);
    expect(nextScale(first, { low: -0.01, high: 0.01 })!.high).toBeLessThan(0.1);
  });

  it("rests on a constant with a little noise", () => {
    let scale = nextScale(null, { low: 9.80664, high: 9.80666 });
    const first = scale;
    for (const shift of [1e-6, -2e-6, 5e-6]) scale = nextScale(scale, { low: 9.80664 + shift, high: 9.80666 + shift });
    expect(scale).toBe(first);
  });

  it("gives a constant a height and its ticks enough decimals", () => {
    const scale = nextScale(null, { low: 12.61, high: 12.61 })!;
    expect(scale.high).toBeGreaterThan(scale.low);
    expect(new Set(ticks(scale).map((tick) => tick.toFixed(tickDecimals(scale)))).size).toBe(ticks(scale).length);
  });
});

describe("Playout", () => {
  it("moves evenly between frames, never ahead of the data, and follows a station sixty times as fast", () => {
    for (const columnsPerMs of [0.06, 3.6]) {
      const playout = new Playout(600);
      let head = -Infinity;
      for (let ms = 0; ms < 4000; ms += 10) {
        const newest = 1000 + Math.floor(ms / 50) * 50 * columnsPerMs;
        if (ms % 50 === 0) playout.arrived(newest, ms);
        const next = playout.advance(10);
        expect(next).toBeGreaterThanOrEqual(head);
        expect(next).toBeLessThanOrEqual(newest);
        if (ms > 2000) expect(newest - next).toBeLessThan(200 * columnsPerMs + 2);
        head = next;
      }
    }
  });
});
