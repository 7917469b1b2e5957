import type { ComponentChildren } from "preact";
import { t } from "../text";
import type { Model } from "../station/snapshot";
import { StateIcon, type Shown } from "./icons";

/** A state as shape and word; the colour only repeats them. */
export const StateWord = ({ state, word }: { state: Shown; word?: string }) => (
  <span class={`state-word state-${state}`}><StateIcon state={state} />{word ?? (state === "Pending" ? "" : t.states[state])}</span>
);

const MODEL: Record<Model["state"], Shown> = { Off: "Pending", Learning: "Pending", Active: "Ok", Failed: "Fault" };

export const ModelWord = ({ model }: { model: Model }) => <StateWord state={MODEL[model.state]} word={t.twin.models[model.state]} />;

export const Card = ({ title, id, class: name = "", children }: { title: string; id: string; class?: string; children: ComponentChildren }) => (
  <section class={`card ${name}`} aria-labelledby={id}>
    <h2 id={id}>{title}</h2>
    {children}
  </section>
);

export const Empty = ({ title, text }: { title: string; text: string }) => (
  <div class="empty"><p class="empty-title">{title}</p><p>{text}</p></div>
);

export const Facts = ({ rows }: { rows: [string, ComponentChildren][] }) => (
  <dl class="facts">
    {rows.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}
  </dl>
);

export const Progress = ({ done, all, label }: { done: number; all: number; label: string }) => (
  <progress value={Math.min(done, all)} max={Math.max(all, 1)} aria-label={label} />
);
