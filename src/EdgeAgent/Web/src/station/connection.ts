// Keeps the newest snapshot and knows how old it is. The browser's own reconnect gives up on an error status and does not notice
// a Wi-Fi that went away without a word, so a watchdog opens the stream anew.
import { computed, signal } from "@preact/signals";
import type { Snapshot } from "./snapshot";

const RECONNECT_MS = 1000;
const SILENCE_MS = 6000;
const TICK_MS = 500;

/** Up to here a connection counts as live: the station speaks at least every two seconds. */
export const LIVE_MS = 3000;
export const LOST_MS = 10000;

export type LinkState = "connecting" | "live" | "old" | "lost";

export const snapshot = signal<Snapshot | null>(null);
const heardAtMs = signal<number | null>(null);
const reportedAtMs = signal<number | null>(null);
const nowMs = signal(performance.now());
const openedAtMs = signal(performance.now());

/** Time since the station was last heard, also when it had nothing new to say. */
export const silenceMs = computed(() => Math.max(0, nowMs.value - (heardAtMs.value ?? openedAtMs.value)));

/** Age of what is shown. */
export const snapshotAgeMs = computed(() => (reportedAtMs.value === null ? null : Math.max(0, nowMs.value - reportedAtMs.value)));

export const link = computed<LinkState>(() => linkState(heardAtMs.value !== null, silenceMs.value));

export function linkState(everHeard: boolean, silence: number): LinkState {
  if (silence > LOST_MS) return "lost";
  if (!everHeard) return "connecting";
  return silence > LIVE_MS ? "old" : "live";
}

let source: EventSource | null = null;
let openedForWatchdog = 0;
let retry: ReturnType<typeof setTimeout> | undefined;

export function connect(): void {
  open();
  setInterval(tick, TICK_MS);
  addEventListener("online", open);
  document.addEventListener("visibilitychange", () => (document.hidden ? close() : open()));
}

function open(): void {
  close();
  openedForWatchdog = performance.now();
  source = new EventSource("/api/events");
  source.addEventListener("snapshot", (event) => {
    heard();
    reportedAtMs.value = performance.now();
    snapshot.value = JSON.parse((event as MessageEvent<string>).data) as Snapshot;
  });
  source.addEventListener("heartbeat", heard);
  source.addEventListener("error", () => {
    close();
    retry = setTimeout(open, RECONNECT_MS);
  });
}

function close(): void {
  clearTimeout(retry);
  source?.close();
  source = null;
}

function heard(): void {
  heardAtMs.value = performance.now();
  nowMs.value = heardAtMs.value;
}

function tick(): void {
  if (document.hidden) return;
  nowMs.value = performance.now();
  const lastSign = Math.max(heardAtMs.value ?? 0, openedForWatchdog);
  if (source && performance.now() - lastSign > SILENCE_MS) open();
}
