// The structure as drawn by an engineer: an elevation of each span, its members, and every sensor where it sits.
// Drawn in screen pixels, so that text keeps its size on a phone.
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { HealthState, Snapshot, Span } from "../station/snapshot";
import { alarmedMembers, groupBySensor, spanIsAlarmed } from "../station/derived";
import { metres } from "../format";
import { t } from "../text";
import { placeSensors, wrapName, type PlacedSensor } from "./bridge-layout";

const EDGE = 18;
const DECK = 40;
const ROW = 32;
const MARK = 8;
/** Room for the supports under the deck. */
const SUPPORT = 24;

export function Bridge({ station }: { station: Snapshot }) {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const observer = new ResizeObserver(([entry]) => setWidth(Math.round(entry!.contentRect.width)));
    observer.observe(box.current!);
    return () => observer.disconnect();
  }, []);
  return (
    <div class="bridge" ref={box}>
      {station.spans.length === 0 && <p>{t.bridge.empty}</p>}
      {width > 0 && station.spans.map((span) => <SpanDrawing key={span.id} span={span} station={station} width={width} />)}
    </div>
  );
}

function SpanDrawing({ span, station, width }: { span: Span; station: Snapshot; width: number }) {
  const states = new Map(groupBySensor(station.channels).map((sensor) => [sensor.id, sensor.state]));
  const alarmed = alarmedMembers(span, station.alarms);
  const damaged = new Set(station.simulation?.damage.map((damage) => damage.member));
  const x = (positionM: number) => EDGE + (positionM / span.lengthM) * (width - 2 * EDGE);
  const above = placeSensors(span.sensors.filter((sensor) => isAbove(sensor.kind)), x, width);
  const below = placeSensors(span.sensors.filter((sensor) => !isAbove(sensor.kind)), x, width);
  const deckTop = 8 + above.rows * ROW;
  const deckBottom = deckTop + DECK;
  const height = deckBottom + SUPPORT + below.rows * ROW + 26;
  const aboveY = ({ row }: PlacedSensor) => deckTop - 14 - row * ROW;
  const belowY = ({ row }: PlacedSensor) => deckBottom + SUPPORT + 6 + row * ROW;
  const wholeAlarmed = spanIsAlarmed(span, station.alarms);
  return (
    <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={describe(span, alarmed, states)}>
      <Hatch />
      <Supports x1={x(0)} x2={x(span.lengthM)} y={deckBottom} />
      <rect class={`deck ${wholeAlarmed ? "is-alarmed" : ""}`} x={x(0) - 6} y={deckTop} width={x(span.lengthM) - x(0) + 12} height={DECK} rx="2" />
      {span.members.map((member) => (
        <MemberDrawing key={member.id} name={member.name || member.id} x1={x(member.fromM)} x2={x(member.toM)} y={deckTop}
          alarmed={alarmed.has(member.id)} damaged={damaged.has(member.id)} />
      ))}
      <Leaders sensors={above.sensors} deckY={deckTop} y={aboveY} />
      <Leaders sensors={below.sensors} deckY={deckBottom} y={belowY} />
      {above.sensors.map((sensor) => <Sensor key={sensor.id} sensor={sensor} y={aboveY(sensor)} labelAbove state={states.get(sensor.id) ?? "Attention"} />)}
      {below.sensors.map((sensor) => <Sensor key={sensor.id} sensor={sensor} y={belowY(sensor)} state={states.get(sensor.id) ?? "Attention"} />)}
      <Dimension x1={x(0)} x2={x(span.lengthM)} y={height - 14} text={`${span.name || span.id}, ${metres(span.lengthM)}`} />
    </svg>
  );
}

/** Accelerometers ride on the deck; gauges, probes and boxes hang under it. */
const isAbove = (kind: string) => /^(adxl|iis|lis|kx|sca)/.test(kind);

function MemberDrawing({ name, x1, x2, y, alarmed, damaged }: { name: string; x1: number; x2: number; y: number; alarmed: boolean; damaged: boolean }) {
  const width = x2 - x1;
  const sign = alarmed ? 24 : 0;
  const lines = wrapName(name, width - sign);
  const middle = x1 + sign + (width - sign) / 2;
  const first = y + DECK / 2 + (lines.length > 1 ? -3 : 4);
  return (
    <g class={`member ${alarmed ? "is-alarmed" : ""} ${damaged ? "is-damaged" : ""}`}>
      <rect x={x1} y={y} width={width} height={DECK} />
      {alarmed && <rect class="hatch" x={x1} y={y} width={width} height={DECK} />}
      {alarmed && <path class="sign" d={`M${x1 + 16} ${y + 10}l10 19h-20z`} />}
      {alarmed && <path class="mark" d={`M${x1 + 16} ${y + 17}v5M${x1 + 16} ${y + 25.5}v.5`} />}
      {lines.map((line, i) => <text key={i} class="member-name" x={middle} y={first + i * 14} text-anchor="middle">{line}</text>)}
    </g>
  );
}

/** Drawn before every mark, so that no line runs through a name. */
const Leaders = ({ sensors, deckY, y }: { sensors: PlacedSensor[]; deckY: number; y: (sensor: PlacedSensor) => number }) => (
  <g class="leaders">{sensors.map((sensor) => <line key={sensor.id} x1={sensor.atX} y1={deckY} x2={sensor.x} y2={y(sensor)} />)}</g>
);

function Sensor({ sensor, y, state, labelAbove = false }: { sensor: PlacedSensor; y: number; state: HealthState; labelAbove?: boolean }) {
  const { x } = sensor;
  return (
    <g class={`sensor state-${state}`}>
      <SensorMark x={x} y={y} state={state} />
      <text x={x} y={labelAbove ? y - MARK - 3 : y + MARK + 11} text-anchor="middle">{sensor.id}</text>
    </g>
  );
}

function SensorMark({ x, y, state }: { x: number; y: number; state: HealthState }) {
  if (state === "Ok") return <circle cx={x} cy={y} r={MARK - 2} />;
  if (state === "Attention") return <path d={`M${x} ${y - MARK}L${x + MARK} ${y + MARK - 2}H${x - MARK}z`} />;
  return <><rect x={x - MARK + 1} y={y - MARK + 1} width={2 * MARK - 2} height={2 * MARK - 2} rx="2" /><path class="mark" d={`M${x - 3} ${y - 3}l6 6M${x + 3} ${y - 3}l-6 6`} /></>;
}

const Supports = ({ x1, x2, y }: { x1: number; x2: number; y: number }) => (
  <g class="supports">
    <path d={`M${x1} ${y}l-9 15h18z`} />
    <path d={`M${x1 - 14} ${y + 15}h28M${x2 - 14} ${y + 19}h28`} />
    <path d={`M${x2} ${y}l-9 13h18z`} />
    <circle cx={x2 - 5} cy={y + 16} r="2.5" /><circle cx={x2 + 5} cy={y + 16} r="2.5" />
  </g>
);

const Dimension = ({ x1, x2, y, text }: { x1: number; x2: number; y: number; text: string }) => (
  <g class="dimension">
    <path d={`M${x1} ${y - 5}v10M${x2} ${y - 5}v10M${x1} ${y}H${x2}`} />
    <text x={(x1 + x2) / 2} y={y + 4} text-anchor="middle">{text}</text>
  </g>
);

const Hatch = () => (
  <defs>
    <pattern id="alarm-hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <line x1="0" y1="0" x2="0" y2="7" />
    </pattern>
  </defs>
);

function describe(span: Span, alarmed: Set<string>, states: Map<string, HealthState>): string {
  const members = span.members.filter((member) => alarmed.has(member.id)).map((member) => member.name || member.id);
  const faulty = span.sensors.filter((sensor) => (states.get(sensor.sensorId) ?? "Ok") !== "Ok").map((sensor) => sensor.sensorId);
  const problems = [
    members.length > 0 && t.bridge.alarmed(members.join(", ")),
    faulty.length > 0 && t.bridge.faulty(faulty.join(", ")),
  ].filter(Boolean);
  return t.bridge.label(span.name || span.id, metres(span.lengthM), span.sensors.length, problems.join(" ") || t.bridge.allWell);
}
