import type { ComponentChildren } from "preact";
import type { Lane, Snapshot } from "../station/snapshot";
import { bytes, count, dateTime, duration, fixed, MISSING, uncertainty } from "../format";
import { t } from "../text";
import { Card, Facts, StateWord } from "../parts/basics";
import { SimulationPanel } from "../parts/simulation";

export function System({ station }: { station: Snapshot }) {
  return (
    <div class="page system">
      {station.simulation && <SimulationPanel station={station} simulation={station.simulation} />}
      <StationCard station={station} />
      <StoreCard station={station} />
      <Card title={t.system.sync} id="lanes">
        {station.lanes.length === 0 && <p>{t.system.noLanes}</p>}
        {station.lanes.map((lane) => <LaneFacts key={lane.lane} lane={lane} />)}
      </Card>
      <Card title={t.system.health} id="health">
        <ul class="areas">
          {station.health.items.map((item) => <li key={item.area}><StateWord state={item.state} word={item.area} /><p>{item.sentence}</p></li>)}
        </ul>
      </Card>
    </div>
  );
}

function StationCard({ station }: { station: Snapshot }) {
  const { source, clock } = station;
  const rows: [string, ComponentChildren][] = [
    [t.system.name, station.stationName || MISSING],
    [t.system.owner, `${station.owner} / ${station.gateway}`],
    [t.system.version, station.softwareVersion],
    [t.system.uptime, duration(station.uptimeSeconds)],
    [t.system.source, source.message],
    [t.system.time, `${dateTime(station.stationUtcMs)} UTC`],
    [t.system.clock, `${t.clock[clock.source]} ${uncertainty(clock.uncertaintyMs)}`],
  ];
  if (source.kind === "Simulated") {
    const achieved = source.achievedSpeed === null ? MISSING : fixed(source.achievedSpeed, 1);
    rows.splice(5, 0, [t.system.speed, t.system.speedOf(achieved, fixed(source.wantedSpeed ?? 1, 0))]);
  }
  return <Card title={t.system.station} id="station"><Facts rows={rows} /></Card>;
}

const StoreCard = ({ station: { store } }: { station: Snapshot }) => (
  <Card title={t.system.store} id="store">
    <Facts rows={[
      [t.system.records, count(store.records)],
      [t.system.backlog, count(store.backlog)],
      [t.system.disk, t.system.diskOf(bytes(store.bytesOnDisk), bytes(store.maximumBytes))],
      [t.system.perDay, bytes(store.bytesWrittenPerDay)],
    ]} />
    <progress value={store.bytesOnDisk} max={Math.max(1, store.maximumBytes)} aria-label={t.system.disk} />
  </Card>
);

const LaneFacts = ({ lane }: { lane: Lane }) => (
  <section class="lane" aria-label={t.system.lanes[lane.lane] ?? lane.lane}>
    <h3>{t.system.lanes[lane.lane] ?? lane.lane}</h3>
    <StateWord state={lane.connected ? "Ok" : "Attention"} word={lane.connected ? t.system.connected : t.system.disconnected} />
    <p>{lane.message}</p>
    <Facts rows={[
      [t.system.position, count(lane.position)],
      [t.system.waiting, count(lane.backlog)],
      [t.system.sent, bytes(lane.bytesSent)],
      [t.system.quarantined, count(lane.quarantined)],
    ]} />
  </section>
);
