import { useState } from "preact/hooks";
import type { Feature, Snapshot, WindowReport } from "../station/snapshot";
import { deviation, deviationPercent } from "../station/derived";
import { capital, clockTime, count, dateTime, fixed, percent, withUnit } from "../format";
import { t } from "../text";
import { Card, Empty, Facts, ModelWord, Progress } from "../parts/basics";

export function Twin({ station }: { station: Snapshot }) {
  return (
    <div class="page twin">
      <ModelCard station={station} />
      {station.latestWindow ? <Window station={station} window={station.latestWindow} /> : <Empty title={t.twin.none} text={t.twin.noneText} />}
    </div>
  );
}

const ModelCard = ({ station: { model } }: { station: Snapshot }) => (
  <Card title={t.twin.model} id="model" class="half">
    <div class="row">
      <ModelWord model={model} />
      <p>{model.message}</p>
    </div>
    {model.windowsNeeded > 0 && model.state === "Learning" && (
      <Progress done={model.windowsLearnt} all={model.windowsNeeded} label={t.twin.windows(model.windowsLearnt, model.windowsNeeded)} />
    )}
    <Facts rows={[
      ...(model.modelHash ? [[t.twin.hash, <code title={model.modelHash}>{model.modelHash.slice(0, 12)}</code>] as [string, preact.JSX.Element]] : []),
      [t.twin.restarts, count(model.hostRestarts)],
    ]} />
  </Card>
);

interface Group {
  title: string;
  features: Feature[];
}

function Window({ station, window }: { station: Snapshot; window: WindowReport }) {
  const [search, setSearch] = useState("");
  const wanted = search.trim().toLowerCase();
  const found = window.features.filter(({ definition }) => `${definition.id} ${definition.label}`.toLowerCase().includes(wanted));
  const complete = window.features.filter((feature) => feature.value !== null).length;
  const modes = found.filter((feature) => feature.definition.member === "" && feature.definition.unit === "Hz");
  const groups = byMember(found.filter((feature) => !modes.includes(feature)), station);
  return (
    <>
      <Card title={t.twin.window} id="window" class="half">
        <p>{t.twin.windowSpan(dateTime(window.startUtcMs), clockTime(window.endUtcMs))} · {t.twin.completeness(complete, window.features.length)}</p>
        <label class="search">{t.twin.find}<input type="search" value={search} onInput={(event) => setSearch(event.currentTarget.value)} /></label>
      </Card>
      {found.length === 0 && <p class="quiet">{t.twin.noneFound}</p>}
      {modes.length > 0 && <Modes modes={modes} />}
      {groups.map((group) => <GroupTable key={group.title} group={group} open={wanted !== ""} />)}
    </>
  );
}

/** Members in the order of the station file; what belongs to no member comes last. */
function byMember(features: Feature[], station: Snapshot): Group[] {
  const groups = station.spans.flatMap((span) => [
    ...span.members.map((member) => ({
      title: member.name || member.id,
      features: features.filter(({ definition }) => definition.member === member.id && definition.span === span.id),
    })),
    { title: t.twin.whole(span.name || span.id), features: features.filter(({ definition }) => definition.member === "" && definition.span === span.id) },
  ]);
  const placed = new Set(groups.flatMap((group) => group.features));
  groups.push({ title: t.sensors.offSpan, features: features.filter((feature) => !placed.has(feature)) });
  return groups.filter((group) => group.features.length > 0);
}

const Modes = ({ modes }: { modes: Feature[] }) => (
  <Card title={t.twin.modes} id="modes">
    <ul class="modes">
      {modes.map((feature) => (
        <li key={feature.definition.id}>
          <span class="muted">{capital(feature.definition.label)}</span>
          <span class="figure">{withUnit(feature.value, feature.definition.unit)}</span>
          <span class="muted">{expectation(feature)}</span>
        </li>
      ))}
    </ul>
  </Card>
);

function expectation(feature: Feature): string {
  if (feature.expected === null) return t.twin.noExpectation;
  return `${t.twin.expected} ${withUnit(feature.expected, feature.definition.unit)}, ${t.twin.difference.toLowerCase()} ${difference(feature)}`;
}

function GroupTable({ group, open: found }: { group: Group; open: boolean }) {
  const [opened, setOpened] = useState(false);
  const open = found || opened;
  const deviations = group.features.map(deviationPercent).filter((deviation) => deviation !== null);
  const largest = deviations.reduce((most, deviation) => (Math.abs(deviation) > Math.abs(most) ? deviation : most), 0);
  return (
    <details class="card group" open={open} onToggle={(event) => setOpened(event.currentTarget.open)}>
      <summary><h2>{group.title}</h2><span class="muted">{t.twin.features(group.features.length)}{deviations.length > 0 && `, ${t.twin.largest(percent(largest))}`}</span></summary>
      {open && <FeatureTable group={group} />}
    </details>
  );
}

const FeatureTable = ({ group }: { group: Group }) => (
  <div class="scroll" tabIndex={0} role="region" aria-label={group.title}>
    <table>
      <thead><tr><th scope="col">{t.twin.feature}</th><th scope="col" class="number">{t.twin.value}</th><th scope="col" class="number">{t.twin.expected}</th><th scope="col" class="number">{t.twin.difference}</th></tr></thead>
      <tbody>{group.features.map((feature) => <FeatureRow key={feature.definition.id} feature={feature} />)}</tbody>
    </table>
  </div>
);

const FeatureRow = ({ feature: { definition, value, expected, completeness }, feature }: { feature: Feature }) => (
  <tr>
    <th scope="row">{capital(definition.label)}{completeness !== null && completeness < 0.995 && <span class="muted"> {t.twin.partial(`${fixed(completeness * 100, 0)} %`)}</span>}</th>
    <td class="number">{withUnit(value, definition.unit)}</td>
    <td class="number">{withUnit(expected, definition.unit)}</td>
    <td class="number">{difference(feature)}</td>
  </tr>
);

function difference(feature: Feature): string {
  const relative = deviationPercent(feature);
  if (relative !== null) return percent(relative);
  const absolute = deviation(feature);
  const text = withUnit(absolute, feature.definition.unit);
  return absolute !== null && absolute > 0 ? `+${text}` : text;
}
