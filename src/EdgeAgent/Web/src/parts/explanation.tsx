// Rebuilds "why" from the record stored with the alarm. Its shape depends on what raised it, so anything is shown; a list of
// contributions is drawn as bars, the largest first.
import type { Json } from "../station/snapshot";
import { fixed, MISSING, value, withUnit } from "../format";
import { t } from "../text";

const MOST_ROWS = 8;
const MOST_DEPTH = 4;

type JsonObject = { [key: string]: Json };
const isObject = (json: Json | undefined): json is JsonObject => typeof json === "object" && json !== null && !Array.isArray(json);

export function Explanation({ explanation }: { explanation: Json }) {
  if (!isObject(explanation) || Object.keys(explanation).length === 0) return <p>{t.alarm.noExplanation}</p>;
  return <ObjectRows object={explanation} depth={0} />;
}

/** For machines only: what kind it is stands above, and times stand beside in words. */
const isForMachines = (key: string): boolean => key === "kind" || key.endsWith("Ns");

const ObjectRows = ({ object, depth }: { object: JsonObject; depth: number }) => (
  <dl class="explanation">
    {Object.entries(object).filter(([key]) => !isForMachines(key)).map(([key, json]) => (
      <div key={key} class={isContributions(json) ? "wide" : ""}><dt>{words(key)}</dt><dd><Value json={json} name={key} depth={depth} /></dd></div>
    ))}
  </dl>
);

function Value({ json, name, depth }: { json: Json; name: string; depth: number }) {
  if (isContributions(json)) return <Contributions rows={json} />;
  if (Array.isArray(json)) return <>{json.every((item) => !isObject(item)) ? json.map((item) => scalar(item, name)).join(", ") : <List items={json} depth={depth} />}</>;
  if (isObject(json)) return depth < MOST_DEPTH ? <ObjectRows object={json} depth={depth + 1} /> : <code>{JSON.stringify(json)}</code>;
  return <>{scalar(json, name)}</>;
}

const List = ({ items, depth }: { items: Json[]; depth: number }) => (
  <ul>
    {items.slice(0, MOST_ROWS).map((item, index) => <li key={index}><Value json={item} name="" depth={depth + 1} /></li>)}
    {items.length > MOST_ROWS && <li class="muted">{t.alarm.more(items.length - MOST_ROWS)}</li>}
  </ul>
);

interface Contribution {
  name: string;
  unit: string;
  value: number | null;
  expected: number | null;
  contribution: number;
  /** Its part of the whole score, of which only the largest contributions are stored one by one. */
  share: number | null;
}

function isContributions(json: Json): json is JsonObject[] {
  return Array.isArray(json) && json.length > 0 && json.every((item) => isObject(item) && typeof item.contribution === "number");
}

function Contributions({ rows }: { rows: JsonObject[] }) {
  const all = rows.map(contribution).sort((a, b) => b.contribution - a.contribution);
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={t.alarm.contributions}>
      <table>
        <thead><tr><th scope="col">{t.alarm.feature}</th><th scope="col" class="number">{t.alarm.value}</th><th scope="col" class="number">{t.alarm.expected}</th><th scope="col">{t.alarm.share}</th></tr></thead>
        <tbody>
          {all.slice(0, MOST_ROWS).map((row) => (
            <tr key={row.name}>
              <th scope="row">{row.name}</th><td class="number">{withUnit(row.value, row.unit)}</td><td class="number">{withUnit(row.expected, row.unit)}</td>
              <td>{row.share === null ? MISSING : <Bar share={row.share} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {all.length > MOST_ROWS && <p class="muted">{t.alarm.more(all.length - MOST_ROWS)}</p>}
    </div>
  );
}

/** A part that speaks for normality is negative: its number says so, its bar is empty. */
const Bar = ({ share }: { share: number }) => (
  <span class="bar"><span class="bar-track"><span class="bar-fill" style={{ width: `${(Math.min(1, Math.max(0, share)) * 100).toFixed(1)}%` }} /></span>{fixed(share * 100, 0)} %</span>
);

function contribution(row: JsonObject): Contribution {
  const number = (json: Json | undefined) => (typeof json === "number" ? json : null);
  return {
    name: String(row.label ?? row.id ?? MISSING),
    unit: typeof row.unit === "string" ? row.unit : "",
    value: number(row.value),
    expected: number(row.expected),
    contribution: row.contribution as number,
    share: number(row.share),
  };
}

function scalar(json: Json, name: string): string {
  if (json === null) return MISSING;
  if (typeof json === "number") return /(Ms|Id|Windows|Count)$/.test(name) || Number.isInteger(json) ? String(json) : value(json);
  if (typeof json === "string" && /^[0-9a-f]{40,}$/.test(json)) return `${json.slice(0, 12)}…`;
  return String(json);
}

/** persistenceWindows → persistence windows */
const words = (key: string): string => key.replace(/([a-z0-9])([A-Z])/g, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`);
