// The JSON of the local API: StationSnapshot.cs as JavaScript sees it. A missing number is null, times are milliseconds since 1970.

export type HealthState = "Ok" | "Attention" | "Fault";
export type ChannelStatus = "Ok" | "Saturated" | "Gap" | "Fault";
export type ClockSource = "None" | "Rtc" | "Ntp" | "Ptp" | "Gnss";
export type AlarmState = "Normal" | "UnacknowledgedActive" | "AcknowledgedActive" | "UnacknowledgedReturned" | "Shelved";
export type AlarmClass = "Structural" | "Attention" | "Sensor" | "Station";
export type AlarmSeverity = "Advisory" | "Warning" | "Critical";
export type SimulatedFault =
  | "None" | "Unplugged" | "Garbage" | "Frozen" | "NotAcknowledged"
  | "CheckSumError" | "StuckBit" | "Noise" | "Saturated" | "Overrun"
  | "WrongIdentity" | "RotatedFifo" | "SlowBus" | "LineHeldLow" | "ClockError";
export type ModelState = "Off" | "Learning" | "Active" | "Failed";
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export interface Snapshot {
  stationName: string;
  owner: string;
  gateway: string;
  softwareVersion: string;
  uptimeSeconds: number | null;
  source: Source;
  stationUtcMs: number;
  clock: { source: ClockSource; uncertaintyMs: number | null };
  health: { state: HealthState; sentence: string; items: HealthItem[] };
  spans: Span[];
  channels: Channel[];
  latestWindow: WindowReport | null;
  model: Model;
  alarms: Alarm[];
  lanes: Lane[];
  store: Store;
  simulation: Simulation | null;
}

export interface Source {
  kind: "Hardware" | "Simulated" | "Recording";
  message: string;
  wantedSpeed: number | null;
  achievedSpeed: number | null;
}

export interface HealthItem {
  area: string;
  state: HealthState;
  sentence: string;
}

export interface Span {
  id: string;
  name: string;
  lengthM: number;
  members: Member[];
  sensors: SensorPlace[];
}

export interface Member {
  id: string;
  name: string;
  fromM: number;
  toM: number;
}

export interface SensorPlace {
  sensorId: string;
  kind: string;
  member: string;
  positionM: number;
}

export interface Channel {
  id: string;
  sensorId: string;
  kind: string;
  quantity: string;
  unit: string;
  span: string;
  member: string;
  positionM: number | null;
  direction: string;
  lastValue: number | null;
  nominalRateHz: number | null;
  measuredRateHz: number | null;
  status: ChannelStatus;
  message: string;
  samplesReceived: number;
  samplesMissing: number;
  overruns: number;
}

export interface WindowReport {
  startUtcMs: number;
  endUtcMs: number;
  features: Feature[];
}

export interface Feature {
  definition: { index: number; id: string; source: string; quantity: string; unit: string; span: string; member: string; label: string };
  value: number | null;
  expected: number | null;
  completeness: number | null;
}

export interface Model {
  state: ModelState;
  message: string;
  windowsLearnt: number;
  windowsNeeded: number;
  modelHash: string | null;
  hostProcessId: number | null;
  hostRestarts: number;
}

export interface Alarm {
  id: string;
  key: string;
  class: AlarmClass;
  severity: AlarmSeverity;
  state: AlarmState;
  message: string;
  subject: string;
  raisedUtcMs: number;
  returnedUtcMs: number | null;
  acknowledgedUtcMs: number | null;
  acknowledgedBy: string | null;
  explanation: Json;
}

export interface Lane {
  lane: string;
  connected: boolean;
  message: string;
  position: number;
  backlog: number;
  bytesSent: number;
  quarantined: number;
}

export interface Store {
  records: number;
  backlog: number;
  bytesOnDisk: number;
  maximumBytes: number;
  bytesWrittenPerDay: number | null;
}

export interface Simulation {
  damage: { member: string; severity: number }[];
  faults: { sensorId: string; fault: SimulatedFault }[];
}
