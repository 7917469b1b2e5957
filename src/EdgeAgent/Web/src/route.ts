// The address after '#': a tab, and what to show on it. "#sensors/acc-3"
import { signal } from "@preact/signals";

export const TABS = ["home", "sensors", "live", "twin", "system"] as const;
export type Tab = (typeof TABS)[number];

export interface Route {
  tab: Tab;
  detail: string;
}

export const route = signal<Route>(parse(location.hash));

addEventListener("hashchange", () => {
  route.value = parse(location.hash);
});

export function parse(hash: string): Route {
  const [name = "", ...rest] = hash.replace(/^#/, "").split("/");
  const tab = TABS.find((known) => known === name) ?? "home";
  return { tab, detail: decoded(rest.join("/")) };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}

export const href = (tab: Tab, detail = ""): string => (detail ? `#${tab}/${encodeURIComponent(detail)}` : `#${tab}`);
