// Moves the head of the sweep evenly between the frames of the stream, a little behind the newest column. The speed is learnt from
// the stream itself, because a simulated station may run at any multiple of real time.

const DELAY_MS = 70;
const SETTLE_MS = 300;
const LEARN = 0.2;
const LEARN_AFTER_MS = 40;

export class Playout {
  head = -Infinity;
  private newest = -Infinity;
  private columnsPerMs = 0;
  private learntAtMs = 0;
  private learntAtColumn = -Infinity;

  constructor(private readonly columns: number) {}

  arrived(newest: number, nowMs: number): void {
    const restarted = this.newest === -Infinity || Math.abs(newest - this.newest) > this.columns;
    this.newest = restarted ? newest : Math.max(newest, this.newest);
    if (restarted) {
      this.head = newest;
      this.learntAtMs = nowMs;
      this.learntAtColumn = newest;
      return;
    }
    const elapsed = nowMs - this.learntAtMs;
    if (elapsed < LEARN_AFTER_MS) return;
    const speed = (this.newest - this.learntAtColumn) / elapsed;
    this.columnsPerMs = this.columnsPerMs === 0 ? speed : this.columnsPerMs + LEARN * (speed - this.columnsPerMs);
    this.learntAtMs = nowMs;
    this.learntAtColumn = this.newest;
  }

  /** Advances by the time since the last frame; the whole column to draw up to. */
  advance(elapsedMs: number): number {
    if (this.newest === -Infinity) return -Infinity;
    const behind = this.newest - this.columnsPerMs * DELAY_MS - this.head;
    const step = this.columnsPerMs * elapsedMs + behind * Math.min(1, elapsedMs / SETTLE_MS);
    this.head = Math.max(this.newest - this.columns, Math.min(this.newest, this.head + Math.max(0, step)));
    return Math.floor(this.head);
  }
}
