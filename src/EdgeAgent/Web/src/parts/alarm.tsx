import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Alarm, HealthState } from "../station/snapshot";
import { isActive, needsAcknowledging } from "../station/derived";
import { acknowledgeAlarm, type Answer } from "../station/requests";
import { clockTime, dateTime, duration } from "../format";
import { t } from "../text";
import { StateIcon } from "./icons";
import { Explanation } from "./explanation";

const WHO_KEY = "edgetwin.who";

export function AlarmCard({ alarm, stationUtcMs }: { alarm: Alarm; stationUtcMs: number }) {
  const sameDay = Math.floor(alarm.raisedUtcMs / 86400000) === Math.floor(stationUtcMs / 86400000);
  const time = sameDay ? clockTime(alarm.raisedUtcMs) : dateTime(alarm.raisedUtcMs);
  return (
    <article class={`alarm severity-${alarm.severity} ${isActive(alarm) ? "" : "is-returned"}`} aria-labelledby={`alarm-${alarm.id}`}>
      <StateIcon state={shape(alarm)} />
      <div class="alarm-body">
        <p class="alarm-kind"><strong>{t.alarm.severity[alarm.severity]}</strong> · {t.alarm.class[alarm.class]} · {alarm.id}</p>
        <h3 id={`alarm-${alarm.id}`}>{alarm.message}</h3>
        <p class="muted">
          {t.alarm.state[alarm.state]}, {t.alarm.since(time, duration((stationUtcMs - alarm.raisedUtcMs) / 1000))}
          {alarm.acknowledgedBy && `, ${t.alarm.acknowledgedBy(alarm.acknowledgedBy)}`}
        </p>
        <details>
          <summary>{t.alarm.why}</summary>
          <Explanation explanation={alarm.explanation} />
        </details>
        {needsAcknowledging(alarm) && <Acknowledge alarm={alarm} />}
      </div>
    </article>
  );
}

/** A critical limit is a square, everything else a triangle; what has returned is a triangle too until somebody has read it. */
const shape = (alarm: Alarm): HealthState => (isActive(alarm) && alarm.severity === "Critical" ? "Fault" : "Attention");

function Acknowledge({ alarm }: { alarm: Alarm }) {
  const [asking, setAsking] = useState(false);
  const [sending, setSending] = useState(false);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [who, setWho] = useState(rememberedName);
  const name = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => { if (asking) name.current?.focus(); }, [asking]);

  const send = async (event: Event) => {
    event.preventDefault();
    const why = (event.currentTarget as HTMLElement).closest("article")?.querySelector("summary");
    setSending(true);
    remember(who);
    const result = await acknowledgeAlarm(alarm.id, who.trim());
    setAnswer(result);
    setSending(false);
    if (!result.done) return;
    setAsking(false);
    why?.focus(); // the form that held the focus goes away
  };

  return (
    <>
      {!asking && !answer?.done && (
        <button type="button" class="button" onClick={() => setAsking(true)} aria-label={`${t.alarm.acknowledge}: ${alarm.message}`}>
          {t.alarm.acknowledge}
        </button>
      )}
      {asking && (
        <form class="inline-form" onSubmit={(event) => void send(event)}>
          <label>{t.alarm.who}
            <input value={who} onInput={(event) => setWho(event.currentTarget.value)} required maxLength={64} autocomplete="name" ref={name} />
          </label>
          <button type="submit" class="button primary" disabled={sending || who.trim() === ""}>{sending ? t.alarm.sending : t.alarm.send}</button>
          <button type="button" class="button" onClick={() => setAsking(false)}>{t.alarm.cancel}</button>
        </form>
      )}
      <p role="status" class={answer && !answer.done ? "error" : "muted"}>{answer?.message}</p>
    </>
  );
}

function rememberedName(): string {
  try {
    return localStorage.getItem(WHO_KEY) ?? "";
  } catch {
    return "";
  }
}

function remember(who: string): void {
  try {
    localStorage.setItem(WHO_KEY, who.trim());
  } catch {
    // Private browsing: it is asked again.
  }
}
