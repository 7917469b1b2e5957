import { useState } from "preact/hooks";
import type { SimulatedFault, Simulation, Snapshot } from "../station/snapshot";
import { groupBySensor } from "../station/derived";
import { clearDamage, setDamage, setFault, type Answer } from "../station/requests";
import { fixed } from "../format";
import { t } from "../text";
import { Card } from "./basics";

const FAULTS: SimulatedFault[] = [
  "None", "Unplugged", "Garbage", "Frozen", "NotAcknowledged",
  "CheckSumError", "StuckBit", "Noise", "Saturated", "Overrun",
  "WrongIdentity", "RotatedFifo", "SlowBus", "LineHeldLow", "ClockError",
];

export function SimulationPanel({ station, simulation }: { station: Snapshot; simulation: Simulation }) {
  const [answer, setAnswer] = useState<Answer | null>(null);
  const run = async (request: Promise<Answer>) => setAnswer(await request);
  return (
    <Card title={t.system.simulation} id="simulation" class="simulation">
      <p><strong class="badge">{t.simulated.badge}</strong> {t.system.simulationText}</p>
      <DamageForm station={station} simulation={simulation} run={run} />
      <FaultForm station={station} simulation={simulation} run={run} />
      <p role="status" class={answer && !answer.done ? "error" : "answer"}>{answer?.message}</p>
    </Card>
  );
}

interface FormProps {
  station: Snapshot;
  simulation: Simulation;
  run: (request: Promise<Answer>) => Promise<void>;
}

function DamageForm({ station, simulation, run }: FormProps) {
  const members = station.spans.flatMap((span) => span.members);
  const [chosen, setChosen] = useState("");
  const [severity, setSeverity] = useState(20);
  const member = chosen || (members[Math.floor(members.length / 2)]?.id ?? "");
  const nameOf = (id: string) => members.find((candidate) => candidate.id === id)?.name || id;
  return (
    <form class="controls" onSubmit={(event) => { event.preventDefault(); void run(setDamage(member, severity / 100)); }}>
      <h3>{t.system.damage}</h3>
      <p>{simulation.damage.length === 0 ? t.system.noDamage : simulation.damage.map((damage) => t.system.damaged(nameOf(damage.member), `${fixed(damage.severity * 100, 0)} %`)).join("; ")}</p>
      <label>{t.system.member}
        <select value={member} onChange={(event) => setChosen(event.currentTarget.value)}>
          {members.map((candidate) => <option key={candidate.id} value={candidate.id}>{candidate.name || candidate.id}</option>)}
        </select>
      </label>
      <label>{t.system.severity}: {severity} %
        <input type="range" min="5" max="60" step="5" value={severity} onInput={(event) => setSeverity(Number(event.currentTarget.value))} aria-valuetext={`${severity} %`} />
      </label>
      <div class="buttons">
        <button type="submit" class="button primary" disabled={member === ""}>{t.system.apply}</button>
        <button type="button" class="button" disabled={simulation.damage.length === 0} onClick={() => void run(clearDamage())}>{t.system.clear}</button>
      </div>
    </form>
  );
}

function FaultForm({ station, simulation, run }: FormProps) {
  const sensors = groupBySensor(station.channels).map((sensor) => sensor.id);
  const [chosen, setChosen] = useState("");
  const [fault, setFaultChoice] = useState<SimulatedFault>("Unplugged");
  const sensor = chosen || (sensors[0] ?? "");
  return (
    <form class="controls" onSubmit={(event) => { event.preventDefault(); void run(setFault(sensor, fault)); }}>
      <h3>{t.system.faults}</h3>
      <p>{simulation.faults.length === 0 ? t.system.noFaults : simulation.faults.map((item) => `${item.sensorId}: ${t.system.faultWords[item.fault]}`).join("; ")}</p>
      <label>{t.system.sensor}
        <select value={sensor} onChange={(event) => setChosen(event.currentTarget.value)}>
          {sensors.map((id) => <option key={id} value={id}>{id}</option>)}
        </select>
      </label>
      <label>{t.system.fault}
        <select value={fault} onChange={(event) => setFaultChoice(event.currentTarget.value as SimulatedFault)}>
          {FAULTS.map((choice) => <option key={choice} value={choice}>{t.system.faultWords[choice]}</option>)}
        </select>
      </label>
      <div class="buttons"><button type="submit" class="button primary" disabled={sensor === ""}>{t.system.set}</button></div>
    </form>
  );
}
