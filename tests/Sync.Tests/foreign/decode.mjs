// Reads base64 payloads, one per line, and prints what sparkplug-payload makes of each, one JSON per line.
import { createInterface } from "node:readline";
import sparkplug from "sparkplug-payload";

const { decodePayload } = sparkplug.get("spBv1.0");
const plain = (_, value) => (value !== null && typeof value === "object" && typeof value.toNumber === "function" ? value.toNumber() : value);

for await (const line of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(decodePayload(Buffer.from(line, "base64")), plain));
}
