// Reads the run that stands in the page and shows it.
import { mount } from "svelte";
import App from "./App.svelte";
import "./styles/theme.css";
import "./styles/page.css";
import "./styles/chart.css";
import "./styles/parts.css";
import "./styles/print.css";
import type { View } from "./view";

const SCHEMA = "coercivity.report/1";

const target = document.getElementById("page");
const text = document.getElementById("run")?.textContent;
if (target && text) {
  const view = JSON.parse(text) as View;
  if (view.schema === SCHEMA) mount(App, { target, props: { view } });
  else target.textContent = `This page reads ${SCHEMA}; the run inside it is ${view.schema}.`;
}
