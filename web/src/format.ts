// How a number is printed: never more digits than the model can carry, never a unit left out.

const NARROW = "\u00a0";
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** Three significant digits at most, with thousands separated. */
export function plain(value: number, digits = 3): string {
  if (value === 0) return "0";
  const rounded = Number(value.toPrecision(digits));
  const size = Math.floor(Math.log10(Math.abs(rounded)));
  const text = Math.abs(rounded).toLocaleString("en-US", { maximumFractionDigits: Math.max(0, Math.min(12, digits - 1 - size)) });
  return rounded < 0 ? `\u2212${text}` : text;
}

/** A share as people read it. What is not quite all or nothing is not rounded to it. */
export function percent(share: number): string {
  const value = share * 100;
  if (value >= 99.5 && value < 100) return `>99${NARROW}%`;
  if (value > 0 && value < 0.5) return `<1${NARROW}%`;
  return `${Math.round(value)}${NARROW}%`;
}

/** Dollars in the largest word that fits. */
export function dollars(value: number): string {
  const size = Math.abs(value);
  const [scale, word] = size >= 1e12 ? [1e12, "trn"] : size >= 1e9 ? [1e9, "bn"] : size >= 1e6 ? [1e6, "m"] : [1, ""];
  return `USD${NARROW}${plain(value / scale)}${word ? NARROW + word : ""}`;
}

const UNIT_NAMES: Record<string, string> = {
  t_element: "t of element", t_reo: "t of oxide equivalent", t_oxide: "t of oxide", t_gross: "t gross", t_magnet: "t of magnet",
  usd_per_kg: "USD/kg", cny_per_t: "CNY/t", usd: "USD", share: "share", percent: "%", months: "months", weeks: "weeks", days: "days", number: "",
};

/** The name of a unit ending for readers. */
export const unitName = (unit: string): string => UNIT_NAMES[unit] ?? unit.replaceAll("_", " ");

/** A number with its unit. */
export function quantity(value: number, unit: string): string {
  if (unit === "share") return percent(value);
  if (unit === "percent") return percent(value / 100);
  if (unit === "usd") return dollars(value);
  if (unit === "number") return plain(value);
  return `${plain(value)}${NARROW}${unitName(unit)}`;
}

/** A difference with its sign; shares in percentage points. */
export function change(value: number, unit: string): string {
  const size = unit === "share" ? `${Math.round(Math.abs(value) * 100)}${NARROW}points` : quantity(Math.abs(value), unit);
  return !/[1-9]/.test(size) ? "0" : `${value < 0 ? "\u2212" : "+"}${size}`;
}

/** Two ends as `41–80 %`: the unit is written once. */
export function span(low: number | null, high: number | null, unit: string, otherwise = "none"): string {
  const [first = "", last = ""] = [low, high].map((it) => (it === null ? otherwise : quantity(it, unit)));
  if (first === last) return first;
  if (low === null || high === null) return `${first} to ${last}`;
  const tail = commonTail(first, last);
  const head = unit === "usd" ? `USD${NARROW}` : "";
  return `${first.slice(0, first.length - tail.length)}\u2013${head && first.startsWith(head) ? last.slice(head.length) : last}`;
}

/** The unit that both texts end in, with the space before it. */
function commonTail(one: string, other: string): string {
  const tail = /\u00a0[^\d]*$/.exec(other)?.[0] ?? "";
  return tail && one.endsWith(tail) ? tail : "";
}

/** `2027-03` as `Mar 2027`. */
export function monthName(month: string): string {
  return `${MONTHS[Number(month.slice(5)) - 1] ?? month} ${month.slice(0, 4)}`;
}

/** Months since year zero, so that months can be subtracted and drawn. */
export const monthIndex = (month: string): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1;

/** The month with an index. */
export function monthOf(index: number): string {
  const whole = Math.round(index);
  return `${Math.floor(whole / 12)}-${String((((whole % 12) + 12) % 12) + 1).padStart(2, "0")}`;
}

/** A name inside a sentence: a small first letter, unless it is an acronym or a formula. */
export const inSentence = (text: string): string => (/^[A-Z][a-z]+\b/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text);
