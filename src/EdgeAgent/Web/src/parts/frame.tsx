// What surrounds every page: name, display, state strip, tabs.
import { useEffect, useRef } from "preact/hooks";
import type { ComponentChildren } from "preact";
import { link, silenceMs, snapshot, snapshotAgeMs, LOST_MS } from "../station/connection";
import { isActive, needsAcknowledging, worst, channelState } from "../station/derived";
import type { HealthState, Snapshot } from "../station/snapshot";
import { capital, duration, uncertainty } from "../format";
import { href, route, TABS } from "../route";
import { chooseTheme, theme, THEMES } from "../theme";
import { t } from "../text";
import { StateIcon, TabIcon, ThemeIcon } from "./icons";

export function Frame({ children }: { children: ComponentChildren }) {
  const main = useRef<HTMLElement>(null);
  const { tab } = route.value;
  const first = useRef(true);
  useEffect(() => {
    document.title = `${t.tabs[tab]} · ${snapshot.peek()?.stationName ?? t.product}`;
    if (!first.current) {
      main.current?.focus({ preventScroll: true });
      main.current?.scrollTo(0, 0);
    }
    first.current = false;
  }, [tab]);
  return (
    <div class="frame">
      <a class="skip" href="#main" onClick={(event) => { event.preventDefault(); main.current?.focus(); }}>{t.skip}</a>
      <Header />
      <Tabs />
      <main id="main" ref={main} tabIndex={0} aria-label={t.tabs[tab]}>
        <Notice />
        {children}
      </main>
    </div>
  );
}

function Header() {
  const station = snapshot.value;
  return (
    <header class="header">
      <div class="title">
        <p class="name">{station?.stationName || station?.gateway || t.product}</p>
        <ThemeChoice />
      </div>
      {station && station.source.kind !== "Hardware" && (
        <p class="simulated">{(station.source.kind === "Simulated" ? t.simulated.banner : t.simulated.recording)(capital(station.source.message))}</p>
      )}
      <Strip station={station} />
    </header>
  );
}

function Strip({ station }: { station: Snapshot | null }) {
  return (
    <ul class="strip" aria-label={t.strip.label}>
      <StripItem {...measuring(station)} name={t.strip.measuring} />
      <StripItem {...connection()} name={t.strip.connection} />
      <StripItem {...alarms(station)} name={t.strip.alarms} />
      <StripItem {...clock(station)} name={t.strip.clock} />
    </ul>
  );
}

interface StripState {
  state: HealthState;
  text: string;
}

const StripItem = ({ state, name, text }: StripState & { name: string }) => (
  <li><StateIcon state={state} /><span class="strip-name">{name}</span><span class="strip-text">{text}</span></li>
);

function measuring(station: Snapshot | null): StripState {
  if (!station) return { state: "Attention", text: t.strip.unknown };
  const all = station.channels.length;
  const silent = station.channels.filter((channel) => channel.status === "Fault").length;
  if (all === 0) return { state: "Attention", text: t.strip.noChannels };
  if (silent > 0) return { state: "Fault", text: t.strip.silent(silent, all) };
  return { state: worst(station.channels.map((channel) => channelState(channel.status))), text: t.strip.allChannels(all) };
}

function connection(): StripState {
  const state = link.value;
  if (state === "old") return { state: "Attention", text: t.strip.old(duration(silenceMs.value / 1000)) };
  return { state: state === "live" ? "Ok" : state === "lost" ? "Fault" : "Attention", text: t.strip.link[state] };
}

function alarms(station: Snapshot | null): StripState {
  if (!station) return { state: "Attention", text: t.strip.unknown };
  const open = station.alarms.filter((alarm) => isActive(alarm) || needsAcknowledging(alarm));
  if (open.length === 0) return { state: "Ok", text: t.strip.none };
  const critical = open.some((alarm) => isActive(alarm) && alarm.severity === "Critical");
  return { state: critical ? "Fault" : "Attention", text: t.strip.open(open.length) };
}

function clock(station: Snapshot | null): StripState {
  if (!station) return { state: "Attention", text: t.strip.unknown };
  if (station.source.kind === "Simulated") return { state: "Ok", text: t.clockSimulated };
  if (station.source.kind === "Recording") return { state: "Ok", text: t.clockRecorded };
  const { source, uncertaintyMs } = station.clock;
  const text = source === "None" ? t.clock.None : `${t.clock[source]} ${uncertainty(uncertaintyMs)}`.trim();
  return { state: source === "None" ? "Fault" : source === "Rtc" ? "Attention" : "Ok", text };
}

/** Says that what is shown is old; announced to a screen reader when it appears. */
function Notice() {
  const age = snapshotAgeMs.value;
  return <div role="status">{notice(age)}</div>;
}

function notice(age: number | null) {
  if (link.value === "lost") {
    const text = age === null ? t.lost.never : t.lost.text(duration(age / 1000));
    return <div class="notice notice-Fault"><StateIcon state="Fault" /><div><strong>{t.lost.title}</strong><p>{text}</p></div></div>;
  }
  if (age !== null && age > LOST_MS)
    return <div class="notice notice-Attention"><StateIcon state="Attention" /><p>{t.lost.stale(duration(age / 1000))}</p></div>;
  return null;
}

function Tabs() {
  return (
    <nav class="tabs" aria-label={t.tabsLabel}>
      {TABS.map((tab) => (
        <a key={tab} href={href(tab)} aria-current={route.value.tab === tab ? "page" : undefined}>
          <TabIcon tab={tab} /><span>{t.tabs[tab]}</span>
        </a>
      ))}
    </nav>
  );
}

export function ThemeChoice() {
  return (
    <div class="themes" role="group" aria-label={t.themeLabel}>
      {THEMES.map((choice) => (
        <button key={choice} type="button" aria-pressed={theme.value === choice} aria-label={t.themes[choice]} title={t.themes[choice]}
          onClick={() => chooseTheme(choice)}>
          <ThemeIcon theme={choice} />
        </button>
      ))}
    </div>
  );
}
