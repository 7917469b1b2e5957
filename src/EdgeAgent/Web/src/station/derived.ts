// What the page concludes from a snapshot; pure, so that it can be tested without a browser.
import type { Alarm, Channel, ChannelStatus, Feature, HealthState, Snapshot, Span } from "./snapshot";

export interface SensorGroup {
  id: string;
  kind: string;
  span: string;
  member: string;
  positionM: number | null;
  state: HealthState;
  channels: Channel[];
}

const STATE_RANK: Record<HealthState, number> = { Ok: 0, Attention: 1, Fault: 2 };
const STATUS_STATE: Record<ChannelStatus, HealthState> = { Ok: "Ok", Gap: "Attention", Saturated: "Attention", Fault: "Fault" };

export const channelState = (status: ChannelStatus): HealthState => STATUS_STATE[status] ?? "Fault";

export const worst = (states: HealthState[]): HealthState =>
  states.reduce<HealthState>((sum, state) => (STATE_RANK[state] > STATE_RANK[sum] ? state : sum), "Ok");

export function groupBySensor(channels: Channel[]): SensorGroup[] {
  const groups = new Map<string, SensorGroup>();
  for (const channel of channels) {
    let group = groups.get(channel.sensorId);
    if (!group) {
      const { kind, span, member, positionM } = channel;
      group = { id: channel.sensorId, kind, span, member, positionM, state: "Ok", channels: [] };
      groups.set(channel.sensorId, group);
    }
    group.channels.push(channel);
    group.state = worst([group.state, channelState(channel.status)]);
  }
  return [...groups.values()];
}

export const needsAcknowledging = (alarm: Alarm): boolean =>
  alarm.state === "UnacknowledgedActive" || alarm.state === "UnacknowledgedReturned";

export const isActive = (alarm: Alarm): boolean => alarm.state === "UnacknowledgedActive" || alarm.state === "AcknowledgedActive";

/** Members that an active structural or attention alarm is about; a sensor's alarm says nothing about the structure. */
export function alarmedMembers(span: Span, alarms: Alarm[]): Set<string> {
  const members = new Set<string>();
  for (const alarm of alarms) {
    if (!isActive(alarm) || !isOfStructure(alarm)) continue;
    const member = memberOf(span, alarm.subject);
    if (member) members.add(member);
  }
  return members;
}

export const spanIsAlarmed = (span: Span, alarms: Alarm[]): boolean =>
  alarms.some((alarm) => isActive(alarm) && isOfStructure(alarm) && subjectIn(alarm.subject, span.id) && !memberOf(span, alarm.subject));

const isOfStructure = (alarm: Alarm): boolean => alarm.class === "Structural" || alarm.class === "Attention";

function memberOf(span: Span, subject: string): string | undefined {
  const named = span.members.find((member) => subjectIn(subject, member.id));
  if (named) return named.id;
  const sensor = subject.split("/")[0]!.split(".")[0];
  return span.sensors.find((place) => place.sensorId === sensor)?.member;
}

const subjectIn = (subject: string, id: string): boolean => subject === id || subject.startsWith(`${id}/`) || subject.endsWith(`/${id}`);

/** Measured rate against nominal in percent; null when it is not known. */
export const rateErrorPercent = (channel: Channel): number | null =>
  channel.measuredRateHz === null || !channel.nominalRateHz ? null : (channel.measuredRateHz / channel.nominalRateHz - 1) * 100;

export function missingShare(channel: Channel): number {
  const all = channel.samplesReceived + channel.samplesMissing;
  return all > 0 ? channel.samplesMissing / all : 0;
}

/** Difference from what the baseline expects, in the feature's unit; null without a value or a baseline. */
export const deviation = (feature: Feature): number | null =>
  feature.value === null || feature.expected === null ? null : feature.value - feature.expected;

/** Quantities that lie on both sides of zero: a percentage of one near zero is a large number that says nothing. */
const SIGNED_QUANTITIES = new Set(["mean", "min", "max"]);

/** The same in percent of what is expected; null also where a percentage would mislead. */
export function deviationPercent(feature: Feature): number | null {
  if (SIGNED_QUANTITIES.has(feature.definition.quantity) || feature.value === null || feature.expected === null) return null;
  return feature.expected > 1e-12 ? (feature.value / feature.expected - 1) * 100 : null;
}

/** The agent's name for the area of health that is in fault while it waits for a valid station file. */
const STATION_FILE = "Station file";

export type NextStep =
  | { kind: "readAlarm"; alarm: Alarm; more: number }
  | { kind: "checkSensor"; sensor: string; message: string }
  | { kind: "fixStationFile" }
  | { kind: "addSensors" }
  | { kind: "setClock" }
  | { kind: "checkUplink"; message: string }
  | { kind: "wait"; learnt: number; needed: number }
  | { kind: "nothing" };

/** The one thing to do now, most pressing first. */
export function nextStep(station: Snapshot): NextStep {
  const open = station.alarms.filter(needsAcknowledging);
  if (open.length > 0) return { kind: "readAlarm", alarm: open[0]!, more: open.length - 1 };
  if (station.health.items.some((item) => item.area === STATION_FILE && item.state === "Fault")) return { kind: "fixStationFile" };
  if (station.channels.length === 0) return { kind: "addSensors" };
  const broken = station.channels.find((channel) => channel.status === "Fault");
  if (broken) return { kind: "checkSensor", sensor: broken.sensorId, message: broken.message };
  if (station.clock.source === "None") return { kind: "setClock" };
  const offline = station.lanes.find((lane) => !lane.connected);
  if (offline) return { kind: "checkUplink", message: offline.message };
  if (station.model.state === "Learning") return { kind: "wait", learnt: station.model.windowsLearnt, needed: station.model.windowsNeeded };
  return { kind: "nothing" };
}
