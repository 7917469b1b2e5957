import { effect, signal } from "@preact/signals";

export type Theme = "light" | "dark" | "sun";
export const THEMES: Theme[] = ["light", "dark", "sun"];

const KEY = "edgetwin.theme";

export const theme = signal<Theme>(stored());

effect(() => {
  document.documentElement.dataset.theme = theme.value;
});

export function chooseTheme(chosen: Theme): void {
  theme.value = chosen;
  try {
    localStorage.setItem(KEY, chosen);
  } catch {
    // Private browsing: the choice lasts until the page is closed.
  }
}

function stored(): Theme {
  try {
    const kept = localStorage.getItem(KEY) as Theme | null;
    if (kept && THEMES.includes(kept)) return kept;
  } catch {
    // Private browsing: follow the system.
  }
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}
