// Reads one miniSEED file in base64 per line of standard input, "2" or "3" before it, and prints a JSON line with its records.
// The package expects a browser's classes when it is loaded; its readers use none of them.
import { createInterface } from 'node:readline';

for (const name of ['HTMLElement', 'HTMLDivElement']) globalThis[name] ??= class {};
globalThis.customElements ??= { define() {}, get() {} };
globalThis.document ??= { createElement: () => ({}), head: { appendChild() {} }, querySelector: () => null };
globalThis.window ??= globalThis;
const { miniseed, mseed3 } = await import('seisplotjs');

const read2 = (bytes) => miniseed.parseDataRecords(bytes).map((record) => ({
  source: record.codes(),
  start: record.header.startTime.toISO(),
  rateHz: record.header.sampleRate,
  encoding: record.header.encoding,
  samples: [...record.decompress()],
}));

const read3 = (bytes) => mseed3.parseMSeed3Records(bytes).map((record) => ({
  source: record.header.identifier,
  start: record.header.startAsDateTime().toISO(),
  nanosecond: record.header.nanosecond,
  rateHz: record.header.sampleRate,
  encoding: record.header.encoding,
  crcAgrees: record.header.crc === crcOf(bytes, record),
  extra: record.extraHeaders,
  samples: [...record.decompress()],
}));

// The package's own CRC over the bytes as they came, with the field at 28 set to zero.
let at = 0;
function crcOf(bytes, record) {
  const copy = bytes.slice(at, at + record.getSize());
  at += record.getSize();
  new DataView(copy).setUint32(28, 0, true);
  return mseed3.calculateCRC32C(copy);
}

for await (const line of createInterface({ input: process.stdin })) {
  const [version, base64] = line.split(' ');
  const buffer = Buffer.from(base64, 'base64');
  const bytes = buffer.buffer.slice(buffer.byteOffset, buffer.byteOffset + buffer.length);
  at = 0;
  console.log(JSON.stringify(version === '2' ? read2(bytes) : read3(bytes)));
}
