// Reads the waveform stream and opens it anew when it ends. A hidden page closes it: nothing is sent for nobody.
import { t } from "../text";
import { WaveformDecoder, type WaveformRecord } from "./decoder";

const RETRY_MS = 1000;
/** The station sends a keep-alive every second. */
const SILENCE_MS = 5000;

export type StreamState = { kind: "opening" | "running" | "lost" } | { kind: "refused"; message: string };

export interface StreamRequest {
  channels: string[];
  seconds: number;
  columns: number;
}

/** Runs until the returned function is called. */
export function openWaveform(request: StreamRequest, onRecords: (records: WaveformRecord[]) => void, onState: (state: StreamState) => void): () => void {
  let current: AbortController | null = null;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let closed = false;

  const start = () => {
    stop();
    if (closed || document.hidden) return;
    const mine = new AbortController();
    current = mine;
    void read(request, mine, () => current === mine, onRecords, onState).then((again) => {
      if (again && current === mine) retry = setTimeout(start, RETRY_MS);
    });
  };
  const stop = () => {
    clearTimeout(retry);
    current?.abort();
    current = null;
  };

  onState({ kind: "opening" });
  document.addEventListener("visibilitychange", start);
  start();
  return () => {
    closed = true;
    document.removeEventListener("visibilitychange", start);
    stop();
  };
}

/** True when it is worth trying again. */
async function read(
  request: StreamRequest, abort: AbortController, isCurrent: () => boolean,
  onRecords: (records: WaveformRecord[]) => void, onState: (state: StreamState) => void,
): Promise<boolean> {
  let watchdog: ReturnType<typeof setTimeout> | undefined;
  const watch = () => {
    clearTimeout(watchdog);
    watchdog = setTimeout(() => abort.abort(), SILENCE_MS);
  };
  try {
    watch();
    const query = new URLSearchParams({ channels: request.channels.join(","), seconds: String(request.seconds), columns: String(request.columns) });
    const response = await fetch(`/api/waveform?${query}`, { signal: abort.signal });
    if (!response.ok || !response.body) {
      const problem = (await response.json().catch(() => ({}))) as { detail?: string };
      if (isCurrent()) onState({ kind: "refused", message: problem.detail ?? t.request.noAnswer });
      return response.status === 503;
    }
    onState({ kind: "running" });
    const decoder = new WaveformDecoder();
    const reader = response.body.getReader();
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      watch();
      const records = decoder.push(chunk.value);
      if (records.length > 0) onRecords(records);
    }
  } catch {
    // Closed by us, or the network went away.
  } finally {
    clearTimeout(watchdog);
  }
  if (!isCurrent()) return false;
  onState({ kind: "lost" });
  return true;
}
