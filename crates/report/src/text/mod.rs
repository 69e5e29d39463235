//! The text answer of a run: the headline first, the range beside the middle, the baseline beside both, what is
//! assumed or unknown in words, and at the end what to type next.

mod chart;
mod figures;
mod independence;
mod prices;

pub use figures::spread;

use crate::columns::wrapped;
use crate::number::{grouped, percent, significant};
use crate::view::{Label, View};

/// The answer of a run in lines of at most `width` columns. The closing is the door's: what was written, what to type
/// next.
pub fn text(view: &View, width: usize, closing: &str) -> String {
    let mut page = Page { text: String::new(), width };
    page.line(&view.title);
    for sentence in &view.answer {
        page.hanging("", sentence);
    }
    head(view, &mut page);
    for warning in &view.warnings {
        page.hanging("warn  ", warning);
    }
    figures::write(view, &mut page);
    chart::write(view, &mut page);
    prices::write(view, &mut page);
    independence::write(view, &mut page);
    weakest(view, &mut page);
    foot(view, &mut page);
    page.blank();
    page.line(closing);
    page.text
}

/// The text so far, and how wide it may be.
struct Page {
    text: String,
    width: usize,
}

impl Page {
    fn line(&mut self, line: &str) {
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }
    fn blank(&mut self) {
        self.text.push('\n');
    }
    /// A first word, and a text that hangs below itself beside it.
    fn hanging(&mut self, first: &str, text: &str) {
        let indent = first.chars().count();
        for (number, line) in wrapped(text, self.width.saturating_sub(indent)).iter().enumerate() {
            let before = if number == 0 { first.to_owned() } else { " ".repeat(indent) };
            self.line(&format!("{before}{line}"));
        }
    }
}

fn head(view: &View, page: &mut Page) {
    let world = &view.world;
    page.hanging(
        "",
        &format!("world {}  known on {}  coercivity {}", world.hash, world.known_on, world.version),
    );
    page.hanging("law   ", &view.law.sentence);
    if let Some(baseline) = &view.baseline {
        page.hanging("beside  ", &baseline.sentence);
    }
    let draws = view.draws_told();
    let horizon = format!("{}..{}", view.horizon.from, view.horizon.to);
    let cut = view.shock_from.as_ref().map_or(String::new(), |it| format!("  cut from {it}"));
    page.hanging("", &format!("{draws}  seed {}  {horizon}{cut}  replay: {}", view.seed, view.replay));
}

fn weakest(view: &View, page: &mut Page) {
    if view.weakest.is_empty() {
        return;
    }
    page.blank();
    page.hanging(
        "",
        "weakest links: what binds first when one link alone is taken out (service in month 12)",
    );
    for link in view.weakest.iter().take(5) {
        let service = link.service_12.map_or("unknown".to_owned(), percent);
        let hurt = label(&view.uses, &link.end_use);
        page.hanging(
            &format!("{:>4}  ", link.rank),
            &format!("{} ({}): {hurt} {service}", link.label, link.stage),
        );
    }
}

fn foot(view: &View, page: &mut Page) {
    page.blank();
    let judged = view.assumptions.iter().filter(|it| it.sources.is_empty()).count();
    let sampled = view.assumptions.iter().filter(|it| it.sampled).count();
    let named: Vec<&str> = view.assumptions.iter().take(4).map(|it| it.label.as_str()).collect();
    if !view.assumptions.is_empty() {
        let all = view.assumptions.len();
        let text =
            format!("{all} inputs, {judged} without any source, {sampled} sampled: {}", named.join("; "));
        page.hanging("assumed  ", &if all > 4 { format!("{text}; ...") } else { text });
    }
    let base = &view.base;
    if let Some(chi2) = base.chi2 {
        let far = base.moves.iter().filter(|it| it.moved_sigmas.abs() > 1.0).count();
        let text = format!(
            "base year reconciled: chi-square {} on {} degrees of freedom; {far} of {} figures moved by more than one \
             standard deviation",
            significant(chi2, 3),
            base.degrees_of_freedom,
            base.moves.len()
        );
        page.hanging("rests on ", &text);
    }
    for unknown in &view.unknown {
        page.hanging("unknown  ", unknown);
    }
    let checks = &view.checks;
    let worst = |value: Option<f64>| value.map_or("not computed".to_owned(), |it| format!("{it:.0e}"));
    let text = format!(
        "{} months solved, {} by the second solver; worst optimality residual {}, mass {} t, money USD {}; \
         duties and payments agree with the prices of their month to {} of the base price, after at most {} passes",
        grouped(checks.solved_months as f64),
        grouped(checks.fallbacks as f64),
        worst(checks.worst_kkt),
        worst(checks.worst_mass_t),
        worst(checks.worst_money_usd),
        worst(checks.worst_wedge_gap),
        grouped(f64::from(checks.most_passes)),
    );
    page.hanging("checks   ", &text);
}

/// Where the cut begins among months; the first when there is none.
fn shock_place(view: &View, months: &[String]) -> usize {
    let shock = view.shock_from.as_deref();
    months.iter().position(|it| Some(it.as_str()) == shock).unwrap_or(0)
}

/// The reader's name of an id.
fn label<'a>(labels: &'a [Label], id: &'a str) -> &'a str {
    labels.iter().find(|it| it.id == id).map_or(id, |it| it.label.as_str())
}

#[cfg(test)]
mod tests;
