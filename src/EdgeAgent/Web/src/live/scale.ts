// The vertical scale: round numbers, grown at once, shrunk only when the signal fills little of it, so that it does not breathe.

export interface Scale {
  low: number;
  high: number;
  step: number;
}

const SHRINK_BELOW = 0.3;
const MARGIN = 0.12;
const STEPS = 4;

export function nextScale(scale: Scale | null, extent: { low: number; high: number } | null): Scale | null {
  if (!extent) return scale;
  if (scale && extent.low >= scale.low && extent.high <= scale.high && height(extent) >= SHRINK_BELOW * (scale.high - scale.low)) return scale;
  const fresh = around(extent.low, extent.high);
  return scale && fresh.low === scale.low && fresh.high === scale.high ? scale : fresh;
}

function around(low: number, high: number): Scale {
  const middle = (low + high) / 2;
  const span = height({ low, high }) * (1 + 2 * MARGIN);
  const step = niceStep(span / STEPS);
  return { low: Math.floor((middle - span / 2) / step) * step, high: Math.ceil((middle + span / 2) / step) * step, step };
}

/** A constant still needs a height, in proportion to what single precision can tell apart. */
const height = ({ low, high }: { low: number; high: number }): number =>
  Math.max(high - low, Math.max(Math.abs(low), Math.abs(high)) * 1e-5, 1e-6);

export function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const mantissa = rough / power;
  return (mantissa <= 1 ? 1 : mantissa <= 2 ? 2 : mantissa <= 5 ? 5 : 10) * power;
}

export function ticks(scale: Scale): number[] {
  const count = Math.round((scale.high - scale.low) / scale.step);
  return Array.from({ length: count + 1 }, (_, i) => scale.low + i * scale.step);
}

export const tickDecimals = (scale: Scale): number => Math.max(0, Math.min(8, -Math.floor(Math.log10(scale.step) + 1e-9)));
