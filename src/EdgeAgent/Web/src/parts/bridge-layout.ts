// Places the marks of sensors so that no two labels touch: as near to the true position as the row allows, else one row further out.
import type { SensorPlace } from "../station/snapshot";

export interface PlacedSensor {
  id: string;
  /** Where the mark is drawn. */
  x: number;
  /** Where the sensor really sits. */
  atX: number;
  row: number;
}

const LETTER = 6.6;
const BOLD_LETTER = 7.3;
const SPACE = 10;
/** How far a mark may be pushed from its true position before it takes another row. */
const MOST_SHIFT = 64;

export function placeSensors(places: SensorPlace[], toX: (positionM: number) => number, width: number): { sensors: PlacedSensor[]; rows: number } {
  const ends: number[] = [];
  const sensors = [...places]
    .sort((a, b) => a.positionM - b.positionM || a.sensorId.localeCompare(b.sensorId))
    .map((place) => {
      const half = (place.sensorId.length * LETTER + SPACE) / 2;
      const atX = toX(place.positionM);
      const wanted = Math.min(Math.max(atX, half), width - half);
      let row = 0;
      let x = wanted;
      for (; ; row++) {
        x = Math.max(wanted, (ends[row] ?? -Infinity) + half);
        if (ends[row] === undefined || (x - wanted <= MOST_SHIFT && x <= width - half)) break;
      }
      ends[row] = x + half;
      return { id: place.sensorId, x, atX, row };
    });
  return { sensors, rows: ends.length };
}

/** Splits a name into at most two lines that fit; what does not fit ends in an ellipsis. */
export function wrapName(name: string, width: number): string[] {
  const fits = Math.max(2, Math.floor((width - 6) / BOLD_LETTER));
  if (name.length <= fits) return [name];
  const cut = (text: string) => (text.length > fits ? `${text.slice(0, fits - 1)}…` : text);
  const space = name.lastIndexOf(" ", fits);
  return space > 0 ? [cut(name.slice(0, space)), cut(name.slice(space + 1))] : [cut(name)];
}
