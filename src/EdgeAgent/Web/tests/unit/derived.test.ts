import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { alarmedMembers, deviationPercent, groupBySensor, nextStep, spanIsAlarmed } from "../../src/station/derived";
import type { Feature, Snapshot } from "../../src/station/snapshot";
import { placeSensors, wrapName } from "../../src/parts/bridge-layout";
import { snapshotOf } from "../fixture/station.mjs";

// What the agent really sends; its own tests compare with the same file.
const golden = JSON.parse(readFileSync(new URL("../golden/snapshot.json", import.meta.url), "utf8")) as Snapshot;
const fixture = (scenario: string) => snapshotOf(scenario, Date.now(), { damage: [{ member: "midspan", severity: 0.2 }], faults: [{ sensorId: "acc-1", fault: "Frozen" }] }) as Snapshot;

/** Every property with its kind; the first element stands for a list. Explanations are free. */
function shape(json: unknown, path = ""): string[] {
  if (path.endsWith(".explanation")) return [path];
  if (Array.isArray(json)) return json.length > 0 ? shape(json[0], `${path}[]`) : [];
  if (typeof json === "object" && json !== null) return Object.entries(json).flatMap(([key, value]) => shape(value, `${path}.${key}`));
  return [path];
}

describe("the synthetic station", () => {
  it("has the shape of the agent's snapshot", () => {
    expect(new Set(shape(fixture("alarm")))).toEqual(new Set(shape(golden)));
  });
});

describe("nextStep", () => {
  it("puts an alarm before everything and waits when all is well", () => {
    expect(nextStep(golden).kind).toBe("readAlarm");
    expect(nextStep({ ...golden, alarms: [] })).toMatchObject({ kind: "checkSensor", sensor: "acc-3" });
    expect(nextStep({ ...fixture("normal"), clock: { source: "None", uncertaintyMs: null } }).kind).toBe("setClock");
    expect(nextStep(fixture("learning"))).toMatchObject({ kind: "wait", learnt: 62, needed: 240 });
    expect(nextStep(fixture("normal")).kind).toBe("nothing");
    expect(nextStep(fixture("empty")).kind).toBe("addSensors");
    const waiting = { state: "Fault" as const, sentence: "Nothing is measured.", items: [{ area: "Station file", state: "Fault" as const, sentence: "Nothing is measured." }] };
    expect(nextStep({ ...fixture("empty"), health: waiting }).kind).toBe("fixStationFile");
  });
});

describe("alarms on the drawing", () => {
  it("marks the member a structural alarm is about, not the one a broken sensor sits on", () => {
    const alarmed = fixture("alarm");
    expect([...alarmedMembers(alarmed.spans[0]!, alarmed.alarms)]).toEqual(["midspan"]);
    const broken = fixture("fault");
    expect(alarmedMembers(broken.spans[0]!, broken.alarms).size).toBe(0);
    expect(spanIsAlarmed(broken.spans[0]!, broken.alarms)).toBe(false);
  });

  it("finds the member of a channel's feature, and the span of a mode", () => {
    const station = fixture("alarm");
    const about = (subject: string) => station.alarms.slice(0, 1).map((alarm) => ({ ...alarm, subject }));
    expect([...alarmedMembers(station.spans[0]!, about("strain-2.strain/range"))]).toEqual(["midspan"]);
    expect(spanIsAlarmed(station.spans[0]!, about("span-1/mode-1-frequency"))).toBe(true);
    expect(spanIsAlarmed(station.spans[0]!, about("span-1/midspan"))).toBe(false);
  });
});

describe("channels and features", () => {
  it("gives a sensor the worst state of its channels", () => {
    expect(groupBySensor(fixture("fault").channels).filter((sensor) => sensor.state !== "Ok").map((sensor) => [sensor.id, sensor.state]))
      .toEqual([["acc-3", "Fault"], ["strain-4", "Attention"]]);
  });

  it("gives no percentage where it would mislead", () => {
    const feature = (quantity: string, value: number | null, expected: number | null) =>
      ({ definition: { quantity }, value, expected, completeness: 1 }) as Feature;
    expect(deviationPercent(feature("rms", 1.1, 1))).toBeCloseTo(10);
    expect(deviationPercent(feature("mean", 0.002, 0.0001))).toBeNull();
    expect(deviationPercent(feature("rms", null, 1))).toBeNull();
    expect(deviationPercent(feature("rms", 1, null))).toBeNull();
    expect(deviationPercent(feature("rms", 1, 0))).toBeNull();
  });
});

describe("the drawing's layout", () => {
  it("lets no two names of a row touch and keeps every name on the drawing", () => {
    const { sensors } = fixture("normal").spans[0]!;
    for (const width of [290, 340, 700]) {
      const placed = placeSensors(sensors, (positionM) => 18 + (positionM / 30) * (width - 36), width).sensors;
      for (const sensor of placed) {
        const half = (sensor.id.length * 6.6 + 10) / 2;
        expect(sensor.x - half).toBeGreaterThanOrEqual(-0.01);
        expect(sensor.x + half).toBeLessThanOrEqual(width + 0.01);
        for (const other of placed) {
          if (other === sensor || other.row !== sensor.row) continue;
          expect(Math.abs(other.x - sensor.x)).toBeGreaterThanOrEqual(half + (other.id.length * 6.6 + 10) / 2 - 0.01);
        }
      }
    }
  });

  it("breaks a long name, then cuts it", () => {
    expect(wrapName("Midspan girder", 200)).toEqual(["Midspan girder"]);
    expect(wrapName("Midspan girder", 70)).toEqual(["Midspan", "girder"]);
    expect(wrapName("Superstructure", 60)[0]).toMatch(/…$/);
  });
});
