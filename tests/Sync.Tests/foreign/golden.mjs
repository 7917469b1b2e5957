// Writes the golden payloads: the same content as SparkplugGoldenTests, encoded by sparkplug-payload instead of by us.
// Run: npm ci && node golden.mjs > ../golden/payloads.json
import sparkplug from "sparkplug-payload";

const { encodePayload } = sparkplug.get("spBv1.0");
const hex = (payload) => Buffer.from(encodePayload(payload)).toString("hex");
const quality = (value) => ({ type: "Int32", value });
const time = 1767225600000;

console.log(JSON.stringify({
  death: hex({ metrics: [{ name: "bdSeq", timestamp: time, type: "Int64", value: 255 }] }),
  nodeBirth: hex({
    timestamp: time, seq: 0,
    metrics: [
      { name: "Health/Backlog", timestamp: time - 1000, type: "Int64", value: 12, properties: { Quality: quality(192), engUnit: { type: "String", value: "records" } } },
      { name: "Health/Clock", timestamp: time - 1000, type: "String", value: "ntp", properties: { Quality: quality(192) } },
      { name: "bdSeq", timestamp: time, type: "Int64", value: 255 },
      { name: "Node Control/Rebirth", timestamp: time, type: "Boolean", value: false },
    ],
  }),
  deviceBirth: hex({
    timestamp: time, seq: 1,
    metrics: [{ name: "acc-1.z/rms", timestamp: time - 1000, type: "Double", value: 0.0123, properties: { Quality: quality(192), engUnit: { type: "String", value: "m/s2" } } }],
  }),
  deviceData: hex({ timestamp: time, seq: 2, metrics: [{ name: "acc-1.z/rms", timestamp: time, type: "Double", value: -1.5 }] }),
  history: hex({ timestamp: time, seq: 3, metrics: [{ name: "acc-1.z/rms", timestamp: time - 2000, type: "Double", value: 2.5, isHistorical: true }] }),
}, null, 2));
