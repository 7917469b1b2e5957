// A Sparkplug B host for the end-to-end tests: decodes every message of every edge node with npm's sparkplug-payload
// and prints one JSON line each: {"topic", "type", "device", "payload"}. usage: node sparkplug-host.mjs PORT
import mqtt from "mqtt";
import sparkplug from "sparkplug-payload";

const codec = sparkplug.get("spBv1.0");
// 64-bit integers come as Long objects.
const plainNumber = (value) =>
  value !== null && typeof value === "object" && "low" in value && "high" in value ? value.high * 2 ** 32 + (value.low >>> 0) : value;

const client = mqtt.connect(`mqtt://127.0.0.1:${process.argv[2]}`, { protocolVersion: 5, reconnectPeriod: 500 });
client.on("connect", () => client.subscribe("spBv1.0/#", { qos: 1 }));
client.on("message", (topic, bytes) => {
  const [, , type, , device = ""] = topic.split("/");
  if (type === "STATE" || type.endsWith("CMD")) return;
  const payload = codec.decodePayload(bytes);
  console.log(JSON.stringify({ topic, type, device, payload }, (_, value) => plainNumber(value)));
});
