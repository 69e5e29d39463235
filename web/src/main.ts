// Reads what stands in the page, a run or a score of history, and shows it.
import { mount } from "svelte";
import App from "./App.svelte";
import Past from "./Past.svelte";
import "./styles/theme.css";
import "./styles/page.css";
import "./styles/chart.css";
import "./styles/parts.css";
import "./styles/print.css";
import type { History } from "./history";
import type { View } from "./view";

const RUN = "coercivity.report/1", HISTORY = "coercivity.history/1";

const target = document.getElementById("page");
const text = document.getElementById("run")?.textContent;
if (target && text) {
  const view = JSON.parse(text) as View | History;
  if (view.schema === RUN) mount(App, { target, props: { view: view as View } });
  else if (view.schema === HISTORY) mount(Past, { target, props: { view: view as History } });
  else target.textContent = `This page reads ${RUN} and ${HISTORY}; what stands inside it is ${view.schema}.`;
}
