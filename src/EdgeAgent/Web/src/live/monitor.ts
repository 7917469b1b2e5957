// Owns the running live view: stream, traces and the frame loop. Not a component, so that no frame re-renders the page.
import { Playout } from "./playout";
import { openWaveform, type StreamState } from "./stream";
import { Sweep, type SweepColours } from "./sweep";
import type { Scale } from "./scale";
import type { WaveformRecord } from "./decoder";

const READING_INTERVAL_MS = 250;
/** Who asked for less motion gets a new picture once a second instead of a moving one. */
const CALM_INTERVAL_MS = 1000;

/** "waiting": the stream runs, but no channel has delivered yet. */
export type LiveState = StreamState | { kind: "waiting" };

export interface MonitorTarget {
  channel: string;
  canvas: HTMLCanvasElement;
  onScale: (scale: Scale) => void;
  onReading: (last: number) => void;
}

export interface MonitorOptions {
  targets: MonitorTarget[];
  seconds: number;
  columns: number;
  onState: (state: LiveState) => void;
}

export class Monitor {
  private readonly sweeps: Sweep[];
  private readonly playout: Playout;
  private readonly closeStream: () => void;
  private readonly interval = matchMedia("(prefers-reduced-motion: reduce)").matches ? CALM_INTERVAL_MS : 0;
  private frameRequest = 0;
  private drawnAtMs = 0;
  private readAtMs = 0;
  private sampled = false;

  constructor(private readonly options: MonitorOptions) {
    const pixels = Math.max(1, Math.min(3, Math.round(devicePixelRatio)));
    this.sweeps = options.targets.map((target) => new Sweep(target.canvas, options.columns, pixels, target.canvas.clientHeight, coloursOf(target.canvas)));
    this.playout = new Playout(options.columns);
    this.closeStream = openWaveform(
      { channels: options.targets.map((target) => target.channel), seconds: options.seconds, columns: options.columns },
      (records) => this.take(records),
      (state) => options.onState(state.kind === "running" && !this.sampled ? { kind: "waiting" } : state),
    );
    this.frameRequest = requestAnimationFrame(this.frame);
  }

  close(): void {
    this.closeStream();
    cancelAnimationFrame(this.frameRequest);
  }

  recolour(): void {
    this.options.targets.forEach((target, i) => {
      this.sweeps[i]!.colours = coloursOf(target.canvas);
      this.sweeps[i]!.redraw();
    });
  }

  private take(records: WaveformRecord[]): void {
    for (const record of records) this.sweeps[record.channel]?.buffer.apply(record);
    this.playout.arrived(Math.max(...this.sweeps.map((sweep) => sweep.buffer.newest)), performance.now());
    if (!this.sampled) {
      this.sampled = true;
      this.options.onState({ kind: "running" });
    }
  }

  private readonly frame = (nowMs: number): void => {
    this.frameRequest = requestAnimationFrame(this.frame);
    if (nowMs - this.drawnAtMs < this.interval) return;
    const head = this.playout.advance(Math.min(nowMs - this.drawnAtMs, 1000));
    this.drawnAtMs = nowMs;
    this.sweeps.forEach((sweep, i) => {
      if (sweep.frame(head) && sweep.scale) this.options.targets[i]!.onScale(sweep.scale);
    });
    if (nowMs - this.readAtMs < READING_INTERVAL_MS) return;
    this.readAtMs = nowMs;
    this.sweeps.forEach((sweep, i) => this.options.targets[i]!.onReading(sweep.buffer.last));
  };
}

function coloursOf(canvas: HTMLCanvasElement): SweepColours {
  const style = getComputedStyle(canvas);
  const read = (name: string) => style.getPropertyValue(name).trim();
  return { trace: read("--trace"), grid: read("--grid"), gap: read("--gap"), head: read("--head") };
}
