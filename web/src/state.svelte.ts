// What the reader has chosen: one buyer, one month under the pointer, what lies open.
import { SvelteSet } from "svelte/reactivity";
import type { View } from "./view";

export type Theme = "auto" | "light" | "dark";
export type DrawerSubject = { kind: "why"; handle: string } | { kind: "source"; key: string } | { kind: "list" };

const THEMES: Theme[] = ["auto", "light", "dark"];
const STORED = "coercivity.theme";

/** The reader's last choice of theme; a browser may refuse to keep one for a file. */
function storedTheme(): Theme {
  try {
    const found = localStorage.getItem(STORED);
    return THEMES.find((it) => it === found) ?? "auto";
  } catch {
    return "auto";
  }
}

class Reader {
  buyer = $state("");
  month = $state<number | null>(null);
  theme = $state<Theme>(storedTheme());
  drawer = $state<DrawerSubject | null>(null);
  /** Charts whose table is shown. */
  tables = new SvelteSet<string>();
  keysOpen = $state(false);
  keysOn = $state(true);
  /** What a screen reader is told after a key moved the month. */
  spoken = $state("");
  /** Where the drawer was opened from, to give the focus back. */
  opener: HTMLElement | null = null;

  open(subject: DrawerSubject) {
    const active = document.activeElement;
    if (active instanceof HTMLElement && !active.closest(".drawer")) this.opener = active;
    this.drawer = subject;
  }
  close() {
    this.drawer = null;
    this.opener?.focus();
  }
  toggleTable(chart: string) {
    if (!this.tables.delete(chart)) this.tables.add(chart);
  }
  nextTheme() {
    this.theme = THEMES[(THEMES.indexOf(this.theme) + 1) % THEMES.length] ?? "auto";
    try {
      localStorage.setItem(STORED, this.theme);
    } catch {
      // The choice then lasts until the page is closed.
    }
  }
}

export const reader = new Reader();

/** The name of a buyer or use; an id that has no name stands for itself. */
export const named = (labels: View["uses"], id: string): string => labels.find((it) => it.id === id)?.label ?? id;
