// The columns of one sweep, in a ring: column n lies at n modulo the sweep's width.
import type { WaveformRecord } from "./decoder";

export type ColumnKind = "value" | "gap" | "empty" | "absent";

export class SweepBuffer {
  readonly min: Float32Array;
  readonly max: Float32Array;
  private readonly number: Float64Array;
  /** Newest column; -Infinity before the first. */
  newest = -Infinity;
  last = NaN;
  /** First column that was changed since the drawing was last brought up to date. */
  changedFrom = Infinity;

  constructor(readonly columns: number) {
    this.min = new Float32Array(columns);
    this.max = new Float32Array(columns);
    this.number = new Float64Array(columns).fill(-Infinity);
  }

  slot(column: number): number {
    return column % this.columns;
  }

  apply(record: WaveformRecord): void {
    const count = record.columns.length / 2;
    const lastColumn = record.firstColumn + count - 1;
    if (lastColumn < this.newest - this.columns) this.clear(); // the station's clock was set back
    for (let i = Math.max(0, count - this.columns); i < count; i++) {
      const slot = this.slot(record.firstColumn + i);
      this.number[slot] = record.firstColumn + i;
      this.min[slot] = record.columns[2 * i]!;
      this.max[slot] = record.columns[2 * i + 1]!;
    }
    this.newest = Math.max(this.newest, lastColumn);
    this.changedFrom = Math.min(this.changedFrom, record.firstColumn);
    this.last = record.last;
  }

  kind(column: number): ColumnKind {
    const slot = this.slot(column);
    if (this.number[slot] !== column) return "absent";
    const low = this.min[slot]!;
    if (Number.isNaN(low)) return "gap";
    return low > this.max[slot]! ? "empty" : "value";
  }

  /** The newest column with a value in front of this one, across columns into which no sample fell; null after a gap. */
  previousValue(column: number): number | null {
    for (let before = column - 1; before > column - this.columns; before--) {
      const kind = this.kind(before);
      if (kind === "value") return before;
      if (kind !== "empty") return null;
    }
    return null;
  }

  /** Smallest and largest value of the sweep that ends with this column; null when there is none. */
  extent(head: number): { low: number; high: number } | null {
    let low = Infinity;
    let high = -Infinity;
    for (let slot = 0; slot < this.columns; slot++) {
      const column = this.number[slot]!;
      if (column <= head - this.columns || column > head || !(this.min[slot]! <= this.max[slot]!)) continue;
      low = Math.min(low, this.min[slot]!);
      high = Math.max(high, this.max[slot]!);
    }
    return low <= high ? { low, high } : null;
  }

  private clear(): void {
    this.number.fill(-Infinity);
    this.newest = -Infinity;
    this.changedFrom = Infinity;
  }
}
