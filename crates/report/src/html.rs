//! The page: one file that needs neither network nor server.

use serde::Serialize;

use crate::view::{History, View};

const SCRIPT: &str = include_str!("../../../web/dist/page.js");
const STYLE: &str = include_str!("../../../web/dist/page.css");

/// The page may run its own script and style, and reach nothing else.
const POLICY: &str =
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:";

/// The whole page of a run, with the script, the style and the run inside it.
///
/// ```
/// # fn shown(view: &coercivity_report::View) {
/// let html = coercivity_report::page(view);
/// assert!(html.starts_with("<!doctype html>"));
/// # }
/// ```
pub fn page(view: &View) -> String {
    whole(&view.title, view)
}

/// The whole page of a score, in the same way.
pub fn history_page(history: &History) -> String {
    whole(&history.title, history)
}

fn whole(title: &str, view: &impl Serialize) -> String {
    let run = serde_json::to_string(view).expect("a view has text for keys, so that it is always JSON");
    let (title, run) = (escape_text(title), escape_script(&run));
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{title} - Coercivity</title>\n\
         <style>\n{STYLE}</style>\n</head>\n<body>\n\
         <noscript>This report draws its charts with a script inside this file; scripts are switched off.</noscript>\n\
         <div id=\"page\"></div>\n<script type=\"application/json\" id=\"run\">{run}</script>\n\
         <script>\n{SCRIPT}</script>\n</body>\n</html>\n"
    )
}

/// Text that stays text inside an element.
fn escape_text(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// JSON that cannot end the element it stands in: `<` occurs in JSON only inside text.
fn escape_script(json: &str) -> String {
    json.replace('<', "\\u003c")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::{Base, Checks, Horizon, Law, SCHEMA, ScenarioText, Whys, WorldMark};

    fn view(title: &str) -> View {
        let text = String::new;
        View {
            schema: SCHEMA.to_owned(),
            title: title.to_owned(),
            scenario: ScenarioText { id: text(), title: text(), text: text() },
            world: WorldMark { hash: text(), known_on: text(), version: text() },
            law: Law { state: text(), sentence: text() },
            baseline: None,
            draws: 1,
            seed: 1,
            horizon: Horizon { from: text(), to: text() },
            shock_from: None,
            replay: text(),
            buyers: Vec::new(),
            uses: Vec::new(),
            answer: Vec::new(),
            warnings: Vec::new(),
            unknown: Vec::new(),
            figures: Vec::new(),
            public_money: Vec::new(),
            projects: Vec::new(),
            service: Vec::new(),
            prices: Vec::new(),
            monthly: Vec::new(),
            hysteresis: Vec::new(),
            chains: Vec::new(),
            independence: Vec::new(),
            weakest: Vec::new(),
            base: Base {
                chi2: None,
                degrees_of_freedom: 0,
                moves: Vec::new(),
                remainders: Vec::new(),
                why: text(),
            },
            assumptions: Vec::new(),
            sources: std::collections::BTreeMap::new(),
            whys: Whys::default(),
            checks: Checks {
                worst_kkt: None,
                worst_mass_t: None,
                worst_money_usd: None,
                worst_wedge_gap: None,
                most_passes: 0,
                solved_months: 0,
                fallbacks: 0,
            },
            manifest: Vec::new(),
            drivers: None,
            variants: Vec::new(),
            attribution: None,
        }
    }

    /// What a browser would take for the run: the text up to the first end of a script.
    fn run_of(html: &str) -> &str {
        let from = html.split_once("id=\"run\">").expect("the run is in the page").1;
        from.split_once("</script>").expect("the run ends").0
    }

    #[test]
    fn a_run_survives_the_page_whatever_its_text() {
        let before = view("</script><script>alert(1)</script><!-- \u{2028} &amp;");
        let after: View = serde_json::from_str(run_of(&page(&before))).expect("it is JSON");
        assert_eq!(before, after);
    }

    #[test]
    fn a_title_cannot_become_markup() {
        let html = page(&view("<b>&"));
        assert!(html.contains("<title>&lt;b&gt;&amp; - Coercivity</title>"));
    }

    #[test]
    fn the_bundle_cannot_end_its_own_element() {
        assert!(!SCRIPT.contains("</script") && !SCRIPT.contains("<script"));
        assert!(!STYLE.contains("</style"));
    }

    #[test]
    fn the_page_reaches_nothing_outside() {
        for way_out in ["fetch(", "XMLHttpRequest", "WebSocket", "@import", "url(http", "importScripts"] {
            assert!(!SCRIPT.contains(way_out) && !STYLE.contains(way_out), "{way_out}");
        }
    }
}
