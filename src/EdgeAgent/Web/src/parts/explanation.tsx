// Rebuilds "why" from the record stored with the alarm. Its shape depends on what raised it, so anything is shown; a list of
// contributions is drawn as bars, the largest first.
import type { Json } from "../station/snapshot";
import { fixed, MISSING, value } from "../format";
import { t } from "../text";

const MOST_ROWS = 8;
const MOST_DEPTH = 4;

type JsonObject = { [key: string]: Json };
const isObject = (json: Json | undefined): json is JsonObject => typeof json === "object" && json !== null && !Array.isArray(json);

export function Explanation({ explanation }: { explanation: Json }) {
  if (!isObject(explanation) || Object.keys(explanation).length === 0) return <p>{t.alarm.noExplanation}</p>;
  return <ObjectRows object={explanation} depth={0} />;
}

const ObjectRows = ({ object, depth }: { object: JsonObject; depth: number }) => (
  <dl class="explanation">
    {Object.entries(object).map(([key, json]) => (
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
  value: number | null;
  expected: number | null;
  contribution: number;
}

function isContributions(json: Json): json is JsonObject[] {
  return Array.isArray(json) && json.length > 0 && json.every((item) => isObject(item) && typeof item.contribution === "number");
}

function Contributions({ rows }: { rows: JsonObject[] }) {
  const all = rows.map(contribution).sort((a, b) => b.contribution - a.contribution);
  const sum = all.reduce((total, row) => total + Math.max(0, row.contribution), 0) || 1;
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={t.alarm.contributions}>
      <table>
        <thead><tr><th scope="col">{t.alarm.feature}</th><th scope="col" class="number">{t.alarm.value}</th><th scope="col" class="number">{t.alarm.expected}</th><th scope="col">{t.alarm.share}</th></tr></thead>
        <tbody>
          {all.slice(0, MOST_ROWS).map((row) => (
            <tr key={row.name}>
              <th scope="row">{row.name}</th><td class="number">{value(row.value)}</td><td class="number">{value(row.expected)}</td>
              <td><Bar share={Math.max(0, row.contribution) / sum} /></td>
            </tr>
          ))}
        </tbody>
      </table>
      {all.length > MOST_ROWS && <p class="muted">{t.alarm.more(all.length - MOST_ROWS)}</p>}
    </div>
  );
}

const Bar = ({ share }: { share: number }) => (
  <span class="bar"><span class="bar-track"><span class="bar-fill" style={{ width: `${(share * 100).toFixed(1)}%` }} /></span>{fixed(share * 100, 0)} %</span>
);

function contribution(row: JsonObject): Contribution {
  const number = (json: Json | undefined) => (typeof json === "number" ? json : null);
  return {
    name: String(row.label ?? row.featureId ?? row.feature ?? row.id ?? MISSING),
    value: number(row.value),
    expected: number(row.expected),
    contribution: row.contribution as number,
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
