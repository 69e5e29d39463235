// What stands beside the scenario, in a word: the baseline, or the scenario that was named.
import type { View } from "./view";

export const besideWord = (view: View): string => view.baseline?.word ?? "baseline";

/** The word with an article where it needs one. */
export const theBeside = (view: View): string => (besideWord(view) === "baseline" ? "the baseline" : besideWord(view));

/** The word at the head of a column. */
export const besideHead = (view: View): string => besideWord(view).charAt(0).toUpperCase() + besideWord(view).slice(1);
