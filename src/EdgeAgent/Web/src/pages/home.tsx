import type { Snapshot } from "../station/snapshot";
import { nextStep } from "../station/derived";
import { bytes, count } from "../format";
import { href } from "../route";
import { t } from "../text";
import { Card, ModelWord, Progress, StateWord } from "../parts/basics";
import { Chevron, StateIcon } from "../parts/icons";
import { Bridge } from "../parts/bridge";
import { AlarmCard } from "../parts/alarm";

export function Home({ station }: { station: Snapshot }) {
  return (
    <div class="page home">
      <section class={`health health-${station.health.state}`} aria-label={t.home.health}>
        <StateIcon state={station.health.state} />
        <div><p class="health-word">{t.home.healthWords[station.health.state]}</p><p class="health-sentence">{station.health.sentence}</p></div>
      </section>
      <Next station={station} />
      <Card title={t.home.structure} id="structure" class="structure"><Bridge station={station} /></Card>
      <Card title={t.home.alarms} id="alarms" class="alarms">
        {station.alarms.length === 0
          ? <p class="quiet"><StateIcon state="Ok" />{t.home.noAlarms}</p>
          : station.alarms.map((alarm) => <AlarmCard key={alarm.id} alarm={alarm} stationUtcMs={station.stationUtcMs} />)}
      </Card>
      <div class="side">
        <Baseline station={station} />
        <SyncCard station={station} />
        <Areas station={station} />
      </div>
    </div>
  );
}

function Next({ station }: { station: Snapshot }) {
  const { title, why, target } = stepWords(station);
  const body = <><span class="next-label">{t.home.nextStep}</span><strong>{title}</strong><span class="next-why">{why}</span></>;
  if (!target) return <div class="next is-idle"><div class="next-body">{body}</div></div>;
  const inPage = target === "alarms";
  return (
    <a class="next" href={inPage ? href("home") : target} onClick={inPage ? scrollToAlarms : undefined}>
      <div class="next-body">{body}</div><Chevron />
    </a>
  );
}

function stepWords(station: Snapshot): { title: string; why: string; target?: string } {
  const step = nextStep(station);
  const words = t.home.steps;
  switch (step.kind) {
    case "readAlarm": return { title: words.readAlarm(step.more), why: step.alarm.message, target: "alarms" };
    case "fixStationFile": return { title: words.fixStationFile, why: words.fixStationFileWhy, target: href("system") };
    case "addSensors": return { title: words.addSensors, why: words.addSensorsWhy };
    case "checkSensor": return { title: words.checkSensor(step.sensor), why: step.message, target: href("sensors", step.sensor) };
    case "setClock": return { title: words.setClock, why: words.setClockWhy, target: href("system") };
    case "checkUplink": return { title: words.checkUplink, why: step.message, target: href("system") };
    case "wait": return { title: words.wait, why: words.waitWhy(step.learnt, step.needed) };
    case "nothing": return { title: words.nothing, why: words.nothingWhy };
  }
}

function scrollToAlarms(event: Event): void {
  event.preventDefault();
  const heading = document.getElementById("alarms");
  heading?.scrollIntoView({ block: "start", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
  heading?.parentElement?.querySelector<HTMLElement>("button, summary")?.focus({ preventScroll: true });
}

const Baseline = ({ station: { model } }: { station: Snapshot }) => (
  <Card title={t.home.baseline} id="baseline">
    <ModelWord model={model} />
    <p>{model.message}</p>
    {model.state === "Learning" && (
      <Progress done={model.windowsLearnt} all={model.windowsNeeded} label={t.twin.windows(model.windowsLearnt, model.windowsNeeded)} />
    )}
  </Card>
);

const SyncCard = ({ station: { lanes, store } }: { station: Snapshot }) => (
  <Card title={t.home.sync} id="sync">
    {lanes.length === 0 && <p>{t.home.noLanes}</p>}
    <ul class="lanes">
      {lanes.map((lane) => (
        <li key={lane.lane}>
          <StateWord state={lane.connected ? "Ok" : "Attention"} word={t.system.lanes[lane.lane] ?? lane.lane} />
          <span class="muted">{lane.message}</span>
        </li>
      ))}
    </ul>
    <p class="buffer"><strong>{t.home.buffer}</strong> {store.backlog > 0 ? t.home.waiting(count(store.backlog)) : t.home.allConfirmed} · {bytes(store.bytesOnDisk)}</p>
  </Card>
);

const Areas = ({ station }: { station: Snapshot }) => (
  <Card title={t.home.areas} id="areas">
    <ul class="areas">
      {station.health.items.map((item) => (
        <li key={item.area}><StateIcon state={item.state} /><div><strong>{item.area}</strong><span class="visually-hidden"> {t.states[item.state]}</span><p>{item.sentence}</p></div></li>
      ))}
    </ul>
  </Card>
);
