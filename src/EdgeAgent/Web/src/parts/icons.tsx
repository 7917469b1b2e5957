// Shapes that tell states apart without colour: a disc is well, a triangle wants a look, a square does not work.
import type { JSX } from "preact";
import type { HealthState } from "../station/snapshot";
import type { Tab } from "../route";
import type { Theme } from "../theme";

type Shape = JSX.Element;

/** "Pending": neither well nor ill, because there is nothing to judge yet. */
export type Shown = HealthState | "Pending";

const STATE: Record<Shown, Shape> = {
  Pending: <><circle cx="12" cy="12" r="9" class="ring" /><path d="M12 7v5.5l3.5 2" class="hand" /></>,
  Ok: (<><circle cx="12" cy="12" r="10" fill="currentColor" /><path d="M7 12.5l3.5 3.5L17 9" class="mark" /></>),
  Attention: (<><path d="M12 2L23 21.5H1z" fill="currentColor" /><path d="M12 9v5.5M12 17.5v.5" class="mark" /></>),
  Fault: (<><rect x="2" y="2" width="20" height="20" rx="3" fill="currentColor" /><path d="M8 8l8 8M16 8l-8 8" class="mark" /></>),
};

const TAB: Record<Tab, Shape> = {
  home: <path d="M2 10h20v4H2zM6 14l-3 6h6zM18 14l-3 6h6zM4 6q4-5 8 0t8 0" />,
  sensors: <><circle cx="12" cy="12" r="3" /><path d="M6.5 6.5a8 8 0 000 11M17.5 6.5a8 8 0 010 11M3.5 3.5a12 12 0 000 17M20.5 3.5a12 12 0 010 17" /></>,
  live: <path d="M1.5 12H6l2.5-7 5 14 3-9.5 1.5 2.5h4.5" />,
  twin: <><path d="M3 20V4M3 20h18" /><path d="M6.5 15l4-5 3.5 3 6-8" /><circle cx="20" cy="5" r="1" /></>,
  system: <path d="M4 7h9M17 7h3M4 17h3M11 17h9M15 4.5v5M9 14.5v5" />,
};

const THEME: Record<Theme, Shape> = {
  light: <><circle cx="12" cy="12" r="8" /><path d="M12 4a8 8 0 010 16z" fill="currentColor" /></>,
  dark: <path d="M20 14.5A8.5 8.5 0 019.5 4 8.5 8.5 0 1020 14.5z" />,
  sun: <><circle cx="12" cy="12" r="4.5" fill="currentColor" /><path d="M12 1.5v3M12 19.5v3M1.5 12h3M19.5 12h3M4.6 4.6l2.1 2.1M17.3 17.3l2.1 2.1M4.6 19.4l2.1-2.1M17.3 6.7l2.1-2.1" /></>,
};

const Icon = ({ children, class: name = "" }: { children: Shape; class?: string }) => (
  <svg class={`icon ${name}`} viewBox="0 0 24 24" aria-hidden="true" focusable="false">{children}</svg>
);

export const StateIcon = ({ state }: { state: Shown }) => <Icon class={`state state-${state}`}>{STATE[state]}</Icon>;
export const TabIcon = ({ tab }: { tab: Tab }) => <Icon class="line">{TAB[tab]}</Icon>;
export const ThemeIcon = ({ theme }: { theme: Theme }) => <Icon class="line">{THEME[theme]}</Icon>;
export const Chevron = () => <Icon class="line chevron"><path d="M9 5l7 7-7 7" /></Icon>;
