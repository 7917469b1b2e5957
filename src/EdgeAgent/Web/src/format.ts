// Numbers and times as a person reads them. Missing is a dash, never a zero.

export const MISSING = "–";
const NARROW_SPACE = "\u202f";
const MINUS = "\u2212";

const UNIT_WORDS: Record<string, string> = { "m/s2": "m/s²", "(m/s2)2": "(m/s²)²", ue: "µε", degC: "°C" };
const DECIMALS: Record<string, number> = { "m/s2": 4, ue: 1, degC: 1, "%RH": 1, "%": 1, V: 2, A: 3, Hz: 3, "1": 2 };

export const unitWord = (unit: string): string => UNIT_WORDS[unit] ?? (unit === "1" ? "" : unit);

/** A fixed number of decimals per unit, so that a live value does not jump about; a power of ten where the unit has none. */
export function value(number: number | null | undefined, unit = ""): string {
  if (number === null || number === undefined || !Number.isFinite(number)) return MISSING;
  const known = DECIMALS[unit];
  const size = Math.abs(number);
  if (size >= 1e7 || (known === undefined && size > 0 && size < 1e-3)) return exponent(number);
  return fixed(number, size >= 10000 ? 0 : (known ?? 4));
}

export const withUnit = (number: number | null | undefined, unit: string): string => {
  const text = value(number, unit);
  const word = unitWord(unit);
  return text === MISSING || word === "" ? text : `${text}${NARROW_SPACE}${word}`;
};

export function fixed(number: number, decimals: number): string {
  const text = Math.abs(number).toFixed(decimals);
  const [whole = "", fraction] = text.split(".");
  const grouped = whole.length > 4 ? whole.replace(/\B(?=(\d{3})+$)/g, NARROW_SPACE) : whole;
  const sign = number < 0 && Number(text) !== 0 ? MINUS : "";
  return sign + (fraction === undefined ? grouped : `${grouped}.${fraction}`);
}

function exponent(number: number): string {
  const [mantissa = "", power = ""] = number.toExponential(2).split("e");
  return `${mantissa.replace("-", MINUS)}·10${superscript(power.replace("+", ""))}`;
}

const superscript = (power: string): string => power.replace(/[-\d]/g, (character) => (character === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(character)]!));

export const count = (number: number): string => fixed(number, 0);

/** A signed percentage with as many decimals as it deserves. */
export function percent(number: number | null): string {
  if (number === null || !Number.isFinite(number)) return MISSING;
  const size = Math.abs(number);
  const text = fixed(size, size >= 10 ? 0 : size >= 1 ? 1 : 2);
  if (Number(text.replaceAll(NARROW_SPACE, "")) === 0) return `0${NARROW_SPACE}%`;
  return `${number < 0 ? MINUS : "+"}${text}${NARROW_SPACE}%`;
}

export function bytes(number: number | null): string {
  if (number === null || !Number.isFinite(number)) return MISSING;
  const units = ["B", "kB", "MB", "GB", "TB"];
  let size = number;
  let unit = 0;
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1000;
    unit++;
  }
  return `${fixed(size, unit === 0 || size >= 100 ? 0 : 1)}${NARROW_SPACE}${units[unit]}`;
}

/** The two largest parts: "3 d 4 h", "12 min 5 s". */
export function duration(seconds: number | null): string {
  if (seconds === null || !Number.isFinite(seconds)) return MISSING;
  let rest = Math.max(0, Math.floor(seconds));
  const parts: string[] = [];
  for (const [size, word] of [[86400, "d"], [3600, "h"], [60, "min"], [1, "s"]] as const) {
    const whole = Math.floor(rest / size);
    rest -= whole * size;
    if (whole > 0 || (size === 1 && parts.length === 0)) parts.push(`${whole}${NARROW_SPACE}${word}`);
    if (parts.length === 2) break;
  }
  return parts.join(" ");
}

export const clockTime = (utcMs: number): string => new Date(utcMs).toISOString().slice(11, 19);
export const dateTime = (utcMs: number): string => `${new Date(utcMs).toISOString().slice(0, 10)} ${clockTime(utcMs)}`;

export const metres = (position: number | null): string => (position === null ? MISSING : `${fixed(position, 1)}${NARROW_SPACE}m`);

/** Half width of a clock's error. */
export function uncertainty(ms: number | null): string {
  if (ms === null || !Number.isFinite(ms)) return "";
  if (ms < 0.001) return `±<1${NARROW_SPACE}µs`;
  if (ms < 1) return `±${fixed(ms * 1000, 0)}${NARROW_SPACE}µs`;
  return ms < 1000 ? `±${fixed(ms, 0)}${NARROW_SPACE}ms` : `±${duration(ms / 1000)}`;
}

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
