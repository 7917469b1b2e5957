import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Channel, Snapshot } from "../station/snapshot";
import { duration, fixed, MISSING, unitWord, value } from "../format";
import { route } from "../route";
import { theme } from "../theme";
import { t } from "../text";
import { Empty } from "../parts/basics";
import { Monitor, type LiveState } from "../live/monitor";
import { niceStep, tickDecimals, ticks, type Scale } from "../live/scale";

const LANES = 3;
const SWEEP_SECONDS = [5, 10, 30, 60];
const MOST_COLUMNS = 1200;
const LEAST_COLUMNS = 120;
const CHOICE_KEY = "edgetwin.live";

export function Live({ station }: { station: Snapshot }) {
  const [chosen, setChosen] = useState<string[]>(() => initialChannels(station.channels, route.peek().detail));
  const [realSeconds, setRealSeconds] = useState(10);
  const [held, setHeld] = useState(false);
  const [state, setState] = useState<LiveState>({ kind: "opening" });
  const [speed] = useState(() => sweepSpeed(station));
  if (station.channels.length === 0) return <div class="page"><Empty title={t.live.none} text={t.live.noneText} /></div>;

  const lanes = chosen.map((id) => station.channels.find((channel) => channel.id === id));
  const choose = (lane: number, id: string) => {
    const next = chosen.map((old, i) => (i === lane ? id : old));
    setChosen(next);
    remember(next);
  };
  return (
    <div class="page live">
      <div class="live-controls">
        <select aria-label={t.live.across} value={realSeconds} onChange={(event) => setRealSeconds(Number(event.currentTarget.value))}>
          {SWEEP_SECONDS.map((seconds) => <option key={seconds} value={seconds}>{t.live.acrossOption(duration(seconds * speed))}</option>)}
        </select>
        <button type="button" class="button" aria-pressed={held} onClick={() => setHeld(!held)}>{held ? t.live.resume : t.live.pause}</button>
      </div>
      <div class="traces-frame">
        <Traces channels={station.channels} lanes={lanes} choose={choose} seconds={realSeconds * speed} held={held} onState={setState} />
        <LiveNotice state={lanes.some(Boolean) ? state : { kind: "none" }} held={held} />
      </div>
      <p class="muted hint">{t.live.hint(station.source.kind === "Simulated" ? t.live.speed(fixed(station.source.achievedSpeed ?? 1, 1)) : "")}</p>
    </div>
  );
}

interface TracesProps {
  channels: Channel[];
  lanes: (Channel | undefined)[];
  choose: (lane: number, id: string) => void;
  seconds: number;
  held: boolean;
  onState: (state: LiveState) => void;
}

function Traces({ channels, lanes, choose, seconds, held, onState }: TracesProps) {
  const box = useRef<HTMLDivElement>(null);
  const canvases = useRef<(HTMLCanvasElement | null)[]>([]);
  const readings = useRef<(HTMLElement | null)[]>([]);
  const monitor = useRef<Monitor | null>(null);
  const [size, setSize] = useState("");
  const [scales, setScales] = useState<(Scale | null)[]>([]);

  useLayoutEffect(() => {
    const observer = new ResizeObserver(([entry]) => setSize(`${Math.round(entry!.contentRect.width)}x${Math.round(entry!.contentRect.height)}`));
    observer.observe(box.current!);
    return () => observer.disconnect();
  }, []);

  const watched = lanes.map((channel) => channel?.id ?? "").join(",");
  useEffect(() => {
    const used = lanes.flatMap((channel, lane) => (channel && canvases.current[lane] ? [{ channel, lane, canvas: canvases.current[lane] }] : []));
    if (size === "" || held || used.length === 0) return;
    setScales([]);
    monitor.current = new Monitor({
      seconds,
      columns: Math.min(MOST_COLUMNS, Math.max(LEAST_COLUMNS, used[0]!.canvas.clientWidth)),
      onState,
      targets: used.map(({ channel, lane, canvas }) => ({
        channel: channel.id,
        canvas,
        onScale: (scale) => setScales((old) => Object.assign([...old], { [lane]: scale })),
        onReading: (last) => { const node = readings.current[lane]; if (node) node.textContent = value(last, channel.unit); },
      })),
    });
    return () => { monitor.current?.close(); monitor.current = null; };
  }, [watched, size, seconds, held]);

  useEffect(() => monitor.current?.recolour(), [theme.value]);

  return (
    <div class="traces" ref={box}>
      {lanes.map((channel, lane) => (
        <section class={`trace trace-${lane}`} key={lane} aria-label={channel?.id ?? t.live.off}>
          <div class="trace-head">
            <select aria-label={t.live.channel(lane + 1)} value={channel?.id ?? ""} onChange={(event) => choose(lane, event.currentTarget.value)}>
              <option value="">{t.live.off}</option>
              {channels.map((option) => <option key={option.id} value={option.id}>{describe(option)}</option>)}
            </select>
            {channel && <p class="trace-reading"><span class="figure" ref={(node) => { readings.current[lane] = node; }}>{MISSING}</span> {unitWord(channel.unit)}</p>}
          </div>
          {channel && (
            <div class="trace-plot">
              <canvas ref={(node) => { canvases.current[lane] = node; }} role="img" aria-label={t.live.canvas(channel.id, unitWord(channel.unit))} />
              <ScaleLabels scale={scales[lane] ?? null} />
            </div>
          )}
        </section>
      ))}
    </div>
  );
}

function LiveNotice({ state, held }: { state: LiveState | { kind: "none" }; held: boolean }) {
  const failed = state.kind === "refused" || state.kind === "lost";
  return <p class={`trace-notice ${failed ? "error" : ""}`} role="status">{held ? "" : noticeText(state)}</p>;
}

function noticeText(state: LiveState | { kind: "none" }): string {
  switch (state.kind) {
    case "none": return t.live.chooseOne;
    case "opening": return t.live.opening;
    case "waiting": return t.live.noSamples;
    case "running": return "";
    case "lost": return t.live.lost;
    case "refused": return `${t.live.refused}: ${state.message}`;
  }
}

function ScaleLabels({ scale }: { scale: Scale | null }) {
  if (!scale) return null;
  const all = ticks(scale);
  const decimals = tickDecimals(scale);
  return (
    <div class="scale" aria-hidden="true">
      {all.slice(1, -1).map((tick) => (
        <span key={tick} style={{ bottom: `${((tick - scale.low) / (scale.high - scale.low)) * 100}%` }}>{fixed(tick, decimals)}</span>
      ))}
    </div>
  );
}

const describe = (channel: Channel): string =>
  [channel.id, [channel.direction, t.sensors.quantities[channel.quantity] ?? channel.quantity].filter(Boolean).join(" ")].join(" · ");

/** Station seconds per second, rounded and fixed while one looks, so that a sweep takes about as long as usual on a fast simulated station. */
function sweepSpeed({ source }: Snapshot): number {
  const reached = source.kind === "Hardware" ? 1 : (source.achievedSpeed ?? source.wantedSpeed ?? 1);
  return reached < 1.5 ? 1 : niceStep(reached / 1.5);
}

/** What was asked for by link, else what was watched last, else the vertical acceleration and strain nearest to midspan. */
function initialChannels(channels: Channel[], detail: string): string[] {
  const exists = (id: string) => channels.some((channel) => channel.id === id);
  for (const ids of [detail.split(","), remembered()]) {
    const usable = ids.filter(exists).slice(0, LANES);
    if (usable.length > 0) return [...usable, ...Array<string>(LANES - usable.length).fill("")];
  }
  const byRate = [...channels].filter((channel) => channel.status !== "Fault").sort((a, b) => rank(b) - rank(a));
  const first = byRate[0];
  const other = byRate.find((channel) => channel.quantity !== first?.quantity);
  const third = byRate.find((channel) => channel !== first && channel !== other && channel.sensorId !== first?.sensorId);
  return [first, other, third].map((channel) => channel?.id ?? "");
}

function rank(channel: Channel): number {
  const vertical = /vertical/.test(channel.direction) ? 2 : 0;
  const middle = /mid/.test(channel.member) ? 1 : 0;
  return Math.log10((channel.nominalRateHz ?? 0) + 1) * 10 + vertical + middle;
}

function remembered(): string[] {
  try {
    return (localStorage.getItem(CHOICE_KEY) ?? "").split(",");
  } catch {
    return [];
  }
}

function remember(chosen: string[]): void {
  try {
    localStorage.setItem(CHOICE_KEY, chosen.join(","));
  } catch {
    // Private browsing: the next visit starts with the usual channels.
  }
}
