// Single keys, all of which can be switched off; none acts while the reader types.
import { restMonth } from "./charts/panels";
import { monthName, percent } from "./format";
import { named, reader } from "./state.svelte";
import type { View } from "./view";

/** The number or chart that has the focus decides what a key is about. */
function focused(selector: string): HTMLElement | null {
  return document.activeElement?.closest<HTMLElement>(selector) ?? document.querySelector<HTMLElement>(`:is(${selector}):hover`);
}

function openSource() {
  const cited = focused("[data-why],[data-source]");
  const { why, source } = cited?.dataset ?? {};
  reader.open(why ? { kind: "why", handle: why } : source ? { kind: "source", key: source } : { kind: "list" });
}

/** The table of the chart at hand; of every chart when none is at hand. */
function toggleTables() {
  const chart = focused("[data-chart]")?.dataset["chart"];
  const all = [...document.querySelectorAll<HTMLElement>("[data-chart]")].flatMap((it) => it.dataset["chart"] ?? []);
  const shut = all.filter((it) => !reader.tables.has(it));
  for (const it of chart ? [chart] : shut.length ? shut : all) reader.toggleTable(it);
}

export function stepMonth(view: View, by: number) {
  const months = view.service[0]?.months ?? [];
  const month = Math.max(0, Math.min(months.length - 1, (reader.month ?? restMonth(view, months)) + by));
  const said = view.service.filter((it) => it.buyer === reader.buyer).map((it) => {
    const middle = it.p50[month] ?? null;
    return `${named(view.uses, it.use)} ${middle === null ? "unknown" : percent(middle)}`;
  });
  reader.month = month;
  reader.spoken = `${monthName(months[month] ?? view.horizon.from)}: ${said.join(", ")}`;
}

/** Starts to listen; gives the function that stops. `step` moves the month that charts read. */
export function listenKeys(step: (by: number) => void): () => void {
  const pressed = (event: KeyboardEvent) => {
    if (event.key === "Escape") {
      if (reader.keysOpen) reader.keysOpen = false;
      else if (reader.drawer) reader.close();
      return;
    }
    const typing = event.target instanceof Element && event.target.closest("input:not([type=radio]),select,textarea");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || !reader.keysOn) return;
    if (event.key === "s") openSource();
    else if (event.key === "t") toggleTables();
    else if (event.key === "[") step(-1);
    else if (event.key === "]") step(1);
    else if (event.key === "?") reader.keysOpen = !reader.keysOpen;
    else return;
    event.preventDefault();
  };
  document.addEventListener("keydown", pressed);
  return () => document.removeEventListener("keydown", pressed);
}
