// Draws one trace as an ECG does: the head overwrites what it drew a sweep ago. Only new columns are drawn, except when the scale
// or the size changes.
import { nextScale, ticks, type Scale } from "./scale";
import { SweepBuffer } from "./sweep-buffer";

/** Blank columns in front of the head. */
const BLANK = 14;

export interface SweepColours {
  trace: string;
  grid: string;
  gap: string;
  head: string;
}

export class Sweep {
  readonly buffer: SweepBuffer;
  scale: Scale | null = null;
  private readonly context: CanvasRenderingContext2D;
  private drawn = -Infinity;
  private stale = true;

  constructor(private readonly canvas: HTMLCanvasElement, columns: number, private readonly columnPixels: number, height: number, public colours: SweepColours) {
    this.buffer = new SweepBuffer(columns);
    canvas.width = columns * columnPixels;
    canvas.height = height * columnPixels;
    this.context = canvas.getContext("2d", { alpha: true })!;
  }

  redraw(): void {
    this.stale = true;
  }

  /** Brings the drawing up to this column. Returns whether the scale changed. */
  frame(head: number): boolean {
    if (head === -Infinity) return false;
    const { buffer } = this;
    if (head === this.drawn && buffer.changedFrom > head && !this.stale) return false;
    const scale = nextScale(this.scale, buffer.extent(head));
    const rescaled = scale !== this.scale;
    this.scale = scale;
    const oldest = head - buffer.columns + 1 + BLANK;
    const all = rescaled || this.stale || head < this.drawn || this.drawn === -Infinity;
    if (all) this.drawAll(oldest, head);
    else this.drawColumns(Math.max(oldest, Math.min(this.drawn, buffer.changedFrom)), head);
    this.blank(head);
    buffer.changedFrom = buffer.newest > head ? head + 1 : Infinity;
    this.drawn = head;
    this.stale = false;
    return rescaled;
  }

  private drawAll(from: number, to: number): void {
    this.context.clearRect(0, 0, this.canvas.width, this.canvas.height);
    this.drawGrid(0, this.canvas.width);
    for (let column = from; column <= to; column++) this.drawColumn(column, this.buffer.slot(column) * this.columnPixels);
  }

  private drawColumns(from: number, to: number): void {
    const { context, columnPixels: width } = this;
    for (let column = from; column <= to; column++) {
      const x = this.buffer.slot(column) * width;
      context.clearRect(x, 0, width, this.canvas.height);
      this.drawGrid(x, width);
      this.drawColumn(column, x);
    }
  }

  private drawColumn(column: number, x: number): void {
    const { buffer, context, columnPixels: width } = this;
    const kind = buffer.kind(column);
    if (kind === "gap") this.drawGap(x);
    if (kind !== "value") return;
    const slot = buffer.slot(column);
    const before = buffer.previousValue(column);
    const joins = before !== null && buffer.slot(before) < slot;
    context.fillStyle = this.colours.trace;
    context.strokeStyle = this.colours.trace;
    context.lineWidth = 1.5 * width;
    if (joins && before < column - 1) {
      context.beginPath();
      context.moveTo((buffer.slot(before) + 0.5) * width, this.y(middle(buffer, buffer.slot(before))));
      context.lineTo(x + width / 2, this.y(middle(buffer, slot)));
      context.stroke();
    }
    // Neighbouring bars must touch, or a steep signal falls apart into dots.
    const near = joins && before === column - 1 ? buffer.slot(before) : slot;
    const top = this.y(Math.max(buffer.max[slot]!, buffer.min[near]!));
    const bottom = this.y(Math.min(buffer.min[slot]!, buffer.max[near]!));
    const height = Math.max(1.5 * width, bottom - top);
    context.fillRect(x, (top + bottom - height) / 2, width, height);
  }

  private drawGrid(x: number, width: number): void {
    if (!this.scale) return;
    this.context.fillStyle = this.colours.grid;
    for (const tick of ticks(this.scale)) this.context.fillRect(x, Math.round(this.y(tick)), width, 1);
  }

  private drawGap(x: number): void {
    const { context, columnPixels: width } = this;
    context.fillStyle = this.colours.gap;
    // A hatch that lines up from column to column.
    const period = 8 * width;
    for (let y = -(x % period); y < this.canvas.height; y += period) context.fillRect(x, y, width, 3 * width);
  }

  private blank(head: number): void {
    const { context, columnPixels: width, buffer } = this;
    for (let ahead = 1; ahead <= BLANK; ahead++) {
      const x = buffer.slot(head + ahead) * width;
      context.clearRect(x, 0, width, this.canvas.height);
      this.drawGrid(x, width);
    }
    context.fillStyle = this.colours.head;
    context.fillRect(buffer.slot(head + 1) * width, 0, 2 * width, this.canvas.height);
  }

  private y(value: number): number {
    const { low, high } = this.scale!;
    return (1 - (value - low) / (high - low)) * (this.canvas.height - 1);
  }
}

const middle = (buffer: SweepBuffer, slot: number): number => (buffer.min[slot]! + buffer.max[slot]!) / 2;
