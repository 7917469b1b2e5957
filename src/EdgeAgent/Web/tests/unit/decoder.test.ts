import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { WaveformDecoder, type WaveformRecord } from "../../src/live/decoder";

// The same file is compared with what the agent writes.
const golden = new Uint8Array(readFileSync(new URL("../golden/waveform.bin", import.meta.url)));
const FIRST_COLUMN = 176722560000;

function decode(chunks: Uint8Array[]): { decoder: WaveformDecoder; records: WaveformRecord[] } {
  const decoder = new WaveformDecoder();
  return { decoder, records: chunks.flatMap((chunk) => decoder.push(chunk)) };
}

describe("WaveformDecoder", () => {
  it("reads what the agent writes", () => {
    const { decoder, records } = decode([golden]);
    expect(decoder.header).toEqual({ channels: 2, columns: 600, columnNs: 10e6 });
    expect(records).toHaveLength(2); // the keep-alive is none
    expect(records[0]).toMatchObject({ channel: 0, last: 11, firstColumn: FIRST_COLUMN, lastSampleMs: 1767225600024 });
    expect([...records[0]!.columns]).toEqual([0, 9, NaN, NaN, 7, 11]);
    expect(records[1]).toMatchObject({ channel: 1, last: 13, firstColumn: FIRST_COLUMN });
    expect([...records[1]!.columns]).toEqual([12.5, 12.5, Infinity, -Infinity, 13, 13]);
  });

  it("gives the same for chunks of any size", () => {
    const whole = decode([golden]).records;
    for (const size of [1, 3, 16, 24, 25, 47]) {
      const chunks = Array.from({ length: Math.ceil(golden.length / size) }, (_, i) => golden.slice(i * size, (i + 1) * size));
      expect(decode(chunks).records).toEqual(whole);
    }
  });

  it("refuses what is no waveform", () => {
    expect(() => decode([new TextEncoder().encode("<!doctype html><html>")])).toThrow();
  });
});
