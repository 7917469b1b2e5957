// Takes the waveform stream apart; WaveformStream.cs documents the format. Chunks end anywhere, so what is left waits for the next.

const HEADER_BYTES = 16;
const RECORD_BYTES = 24;
const COLUMN_BYTES = 8;
const KEEP_ALIVE = 65535;
const MAGIC = 0x31575445; // "ETW1"

export interface StreamHeader {
  channels: number;
  columns: number;
  columnNs: number;
}

export interface WaveformRecord {
  channel: number;
  /** NaN when the newest sample is missing. */
  last: number;
  firstColumn: number;
  lastSampleMs: number;
  /** Minimum and maximum in turn. NaN: a gap. +Infinity, -Infinity: no sample falls into the column. */
  columns: Float32Array;
}

export class WaveformDecoder {
  private rest = new Uint8Array(0);
  header: StreamHeader | null = null;

  /** The records that are complete with this chunk. Throws when the stream is not a waveform. */
  push(chunk: Uint8Array): WaveformRecord[] {
    const bytes = joined(this.rest, chunk);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const records: WaveformRecord[] = [];
    let at = 0;
    if (!this.header) {
      if (bytes.length < HEADER_BYTES) {
        this.rest = bytes;
        return records;
      }
      this.header = readHeader(view);
      at = HEADER_BYTES;
    }
    while (bytes.length - at >= RECORD_BYTES) {
      const count = view.getUint16(at + 2, true);
      if (bytes.length - at < RECORD_BYTES + count * COLUMN_BYTES) break;
      if (view.getUint16(at, true) !== KEEP_ALIVE) records.push(readRecord(view, at, count));
      at += RECORD_BYTES + count * COLUMN_BYTES;
    }
    this.rest = bytes.slice(at);
    return records;
  }
}

function readHeader(view: DataView): StreamHeader {
  if (view.getUint32(0, true) !== MAGIC) throw new Error("This is not a waveform stream.");
  return { channels: view.getUint16(4, true), columns: view.getUint16(6, true), columnNs: view.getFloat64(8, true) };
}

function readRecord(view: DataView, at: number, count: number): WaveformRecord {
  const columns = new Float32Array(count * 2);
  for (let i = 0; i < columns.length; i++) columns[i] = view.getFloat32(at + RECORD_BYTES + i * 4, true);
  return {
    channel: view.getUint16(at, true),
    last: view.getFloat32(at + 4, true),
    firstColumn: view.getFloat64(at + 8, true),
    lastSampleMs: view.getFloat64(at + 16, true),
    columns,
  };
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
