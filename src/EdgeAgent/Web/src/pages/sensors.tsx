import { useState } from "preact/hooks";
import type { Channel, Snapshot, Span } from "../station/snapshot";
import { channelState, groupBySensor, missingShare, rateErrorPercent, type SensorGroup } from "../station/derived";
import { count, fixed, metres, MISSING, percent, unitWord, value } from "../format";
import { href, route } from "../route";
import { t } from "../text";
import { Empty, StateWord } from "../parts/basics";
import { StateIcon } from "../parts/icons";

const ALL = "";
const PROBLEMS = "!";

export function Sensors({ station }: { station: Snapshot }) {
  const [filter, setFilter] = useState(ALL);
  if (station.channels.length === 0) return <div class="page"><Empty title={t.sensors.none} text={t.sensors.noneText} /></div>;
  const sensors = groupBySensor(station.channels);
  const members = station.spans.flatMap((span) => span.members);
  const only = route.value.detail;
  const shown = sensors.filter((sensor) => only ? sensor.id === only : matches(sensor, filter));
  const choose = (chosen: string) => {
    setFilter(chosen);
    if (only) location.hash = href("sensors");
  };
  return (
    <div class="page">
      <div class="filter" role="group" aria-label={t.sensors.filter}>
        <FilterButton pressed={!only && filter === ALL} onClick={() => choose(ALL)} text={`${t.sensors.all} ${sensors.length}`} />
        <FilterButton pressed={!only && filter === PROBLEMS} onClick={() => choose(PROBLEMS)} text={`${t.sensors.problems} ${sensors.filter((sensor) => sensor.state !== "Ok").length}`} />
        {members.map((member) => (
          <FilterButton key={member.id} pressed={!only && filter === member.id} onClick={() => choose(member.id)} text={member.name || member.id} />
        ))}
        {only && <FilterButton pressed onClick={() => choose(ALL)} text={only} />}
      </div>
      {shown.length === 0 && <p class="quiet">{t.sensors.noneFound}</p>}
      <div class="sensor-grid">
        {shown.map((sensor) => <SensorCard key={sensor.id} sensor={sensor} spans={station.spans} />)}
      </div>
    </div>
  );
}

const matches = (sensor: SensorGroup, filter: string) =>
  filter === ALL || (filter === PROBLEMS ? sensor.state !== "Ok" : sensor.member === filter);

const FilterButton = ({ pressed, onClick, text }: { pressed: boolean; onClick: () => void; text: string }) => (
  <button type="button" class="chip" aria-pressed={pressed} onClick={onClick}>{text}</button>
);

function SensorCard({ sensor, spans }: { sensor: SensorGroup; spans: Span[] }) {
  const span = spans.find((candidate) => candidate.id === sensor.span);
  const member = span?.members.find((candidate) => candidate.id === sensor.member);
  const messages = [...new Set(sensor.channels.map((channel) => channel.message).filter(Boolean))];
  return (
    <section class={`card sensor-card state-edge-${sensor.state}`} aria-labelledby={`sensor-${sensor.id}`}>
      <div class="sensor-head">
        <div>
          <h2 id={`sensor-${sensor.id}`}>{sensor.id}</h2>
          <p class="muted">{t.sensors.kinds[sensor.kind] ?? sensor.kind}</p>
        </div>
        <StateWord state={sensor.state} />
      </div>
      {span && sensor.positionM !== null
        ? <Place text={t.sensors.at(member?.name || sensor.member, metres(sensor.positionM))} share={sensor.positionM / span.lengthM} />
        : <p class="muted">{t.sensors.offSpan}</p>}
      {messages.map((message) => <p key={message} class="fault-text"><StateIcon state={sensor.state} />{message}</p>)}
      <table class="channels">
        <caption class="visually-hidden">{sensor.id}</caption>
        <thead>
          <tr><th scope="col">{t.sensors.channel}</th><th scope="col" class="number">{t.sensors.now}</th><th scope="col" class="number">{t.sensors.rate}</th><th scope="col" class="number">{t.sensors.missing}</th></tr>
        </thead>
        <tbody>{sensor.channels.map((channel) => <ChannelRow key={channel.id} channel={channel} />)}</tbody>
      </table>
      <a class="watch" href={href("live", sensor.channels.slice(0, 3).map((channel) => channel.id).join(","))}>
        {t.sensors.watch}<span class="visually-hidden"> {sensor.id}</span>
      </a>
    </section>
  );
}

const Place = ({ text, share }: { text: string; share: number }) => (
  <p class="place">
    <span>{text}</span>
    <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect x="0" y="3" width="100" height="2" /><rect class="here" x={Math.min(97, Math.max(0, share * 100 - 1.5))} y="0" width="3" height="8" /></svg>
  </p>
);

function ChannelRow({ channel }: { channel: Channel }) {
  const name = channel.id.slice(channel.sensorId.length + 1) || channel.id;
  const words = [channel.direction, t.sensors.quantities[channel.quantity] ?? channel.quantity].filter(Boolean).join(" ").replace(/^-/, "−");
  const rateError = rateErrorPercent(channel);
  return (
    <tr>
      <th scope="row"><span class="channel-name">{name}</span><span class="muted">{words}</span>
        {channel.status !== "Ok" && <StateWord state={channelState(channel.status)} word={t.status[channel.status]} />}
      </th>
      <td class="number now" data-label={t.sensors.now}><span class="reading">{value(channel.lastValue, channel.unit)}</span><span class="muted">{unitWord(channel.unit)}</span></td>
      <td class="number" data-label={t.sensors.rate}><span>{percent(rateError)}</span><span class="muted">{t.sensors.rateOf(rate(channel.nominalRateHz))}</span></td>
      <td class="number" data-label={t.sensors.missing} title={t.sensors.received(count(channel.samplesReceived))}>
        <span>{channel.samplesMissing > 0 ? count(channel.samplesMissing) : t.sensors.noneMissing}</span>
        <span class="muted">{channel.samplesMissing > 0 && percent(missingShare(channel) * 100)}</span>
        {channel.overruns > 0 && <span class="muted">{t.sensors.overruns(channel.overruns)}</span>}
      </td>
    </tr>
  );
}

const rate = (hz: number | null): string => (hz === null ? MISSING : fixed(hz, Number.isInteger(hz) ? 0 : 1));
