//! A screening for a terminal: the answer first, then why, then which paper would settle it.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use coercivity_quantity::{Verdict, Why};
use coercivity_screen::{ClauseFinding, MovementFinding, Nobody, Outcome, RulebookFinding, Screening, why};
use coercivity_world::measures::{Assumption, Breadth};

use super::coming::{coming_text, law_flips_text};
use super::shown::{CONTRADICTIONS, Shown};
use super::since::since_text;
use super::words::{answer, answers, held, need, readings, remark, share, together, verdict};
use crate::columns::{padded, wrapped};
use crate::number::counted;

/// More movements than this are told in counts.
const MANY: usize = 12;

/// How much of a screening is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// The answers.
    Answers,
    /// The reasons of each clause as well.
    Reasons,
}

/// The screening in lines of at most `width` columns. Beside a former record only what changed is told.
pub fn text(shown: &Shown<'_>, screening: &mut Screening<'_>, width: usize, detail: Detail) -> String {
    let mut text = heading(shown);
    if let Some(since) = shown.since {
        text.push_str(&since_text(since));
        coming_text(shown, &mut text);
        return fold(&text, width);
    }
    let movements = &shown.findings.movements;
    if movements.len() > MANY {
        counts(shown, &mut text);
    } else {
        for (place, movement) in movements.iter().enumerate() {
            one(shown, place, movement, &mut text);
        }
        if detail == Detail::Reasons {
            explain(shown, screening, &mut text);
        }
    }
    contradictions(shown, &mut text);
    papers(shown, &mut text);
    law_flips_text(shown, &mut text);
    coming_text(shown, &mut text);
    remarks(shown, &mut text);
    fold(&text, width)
}

fn fold(text: &str, width: usize) -> String {
    let mut folded = String::new();
    for line in text.lines() {
        let indent = line.len() - line.trim_start().len();
        if line.chars().count() <= width {
            let _ = writeln!(folded, "{line}");
            continue;
        }
        let further = " ".repeat((indent + 4).min(24));
        for (place, part) in
            wrapped(line.trim_start(), width.saturating_sub(further.len())).iter().enumerate()
        {
            let before = if place == 0 { " ".repeat(indent) } else { further.clone() };
            let _ = writeln!(folded, "{before}{part}");
        }
    }
    folded
}

fn heading(shown: &Shown<'_>) -> String {
    let tree = shown.tree();
    let question = shown.question;
    let law = match question.law.assumption {
        Assumption::Actual => "law as known".to_owned(),
        other => format!("law ASSUMED {}", other.word()),
    };
    let enacted: Vec<String> =
        question.law.enacted.iter().map(|it| format!("{} enacted {}", it.0, it.1)).collect();
    let enacted =
        if enacted.is_empty() { String::new() } else { format!(", ASSUMED {}", enacted.join(", ")) };
    let reading: Vec<&str> = question.readings.iter().map(|it: &Breadth| it.word()).collect();
    let name = tree.path.rsplit('/').next().unwrap_or(&tree.path);
    let mut text = format!(
        "bill {name}  {} items, {} products  read without problems\nday {}  {law}{enacted}  reading {}  as far as known on {}\n",
        tree.nodes.len(),
        tree.products.len(),
        question.day,
        reading.join(" and "),
        shown.world.known_on
    );
    let mut worst: BTreeMap<Option<Outcome>, usize> = BTreeMap::new();
    let mut apart: BTreeMap<&(String, Outcome), usize> = BTreeMap::new();
    for movement in &shown.findings.movements {
        *worst.entry(movement.combined.headline()).or_default() += 1;
        movement.combined.apart.iter().for_each(|it| *apart.entry(it).or_default() += 1);
    }
    let word = |it: Option<Outcome>| it.map_or("with no export control asked", Outcome::word);
    let told: Vec<String> = worst.iter().rev().map(|it| format!("{} {}", it.1, word(*it.0))).collect();
    let _ = writeln!(text, "controls together, by movement: {}", told.join(", "));
    if !apart.is_empty() {
        let told: Vec<String> =
            apart.iter().map(|it| format!("{} {} {}", it.1, it.0.0, it.0.1.word())).collect();
        let _ = writeln!(text, "in the way beside controls: {}", told.join(", "));
    }
    text
}

/// A portfolio in counts, by rulebook.
fn counts(shown: &Shown<'_>, text: &mut String) {
    let by = shown.answers();
    let _ = writeln!(
        text,
        "\n{} movements; each stands in findings.csv (-o FOLDER)",
        shown.findings.movements.len()
    );
    for ((rulebook, outcome), count) in by.iter().filter(|it| it.0.1 != Outcome::NotCaptured) {
        let _ = writeln!(text, "  {rulebook:<14}{:<22}{count}", outcome.word());
    }
}

fn one(shown: &Shown<'_>, place: usize, movement: &MovementFinding, text: &mut String) {
    let node = &shown.tree().nodes[movement.item];
    let by = node.maker.as_ref().map_or(String::new(), |it| format!("  made by {}", shown.party(it)));
    let _ = writeln!(
        text,
        "\nMOVEMENT {}  {}  {}  on {}{by}",
        place + 1,
        shown.named(movement.item),
        shown.route(movement.from, movement.to),
        movement.day
    );
    let _ = writeln!(text, "  => held back? {}", headline(movement));
    for found in movement.rulebooks.iter().filter(|it| !it.is_quiet()) {
        let _ = writeln!(text, "  {:<14}{}", found.rulebook, answer(found));
        for line in readings(found) {
            let _ = writeln!(text, "  {:<14}{line}", "");
        }
        for clause in told(found) {
            let _ = writeln!(text, "    {}", clause_line(shown, movement, clause));
        }
    }
    let silent: Vec<&str> =
        movement.rulebooks.iter().filter(|it| it.is_quiet()).map(|it| it.rulebook.as_str()).collect();
    if !silent.is_empty() {
        let _ = writeln!(text, "  not captured by {}", silent.join(", "));
    }
    if !movement.not_asked.is_empty() {
        let mut by: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (rulebook, how) in movement.not_asked.iter() {
            by.entry(how).or_default().push(rulebook);
        }
        let each: Vec<String> = by.iter().map(|it| format!("{} ({})", it.1.join(", "), it.0)).collect();
        let _ = writeln!(text, "  NOT ASKED  {}", each.join("; "));
    }
}

/// The answer of all controls together, and of what else stands in the way: a `no` never hides it.
fn headline(movement: &MovementFinding) -> String {
    let combined = &movement.combined;
    let mut said = format!("{}  {}", held(combined), together(combined));
    if !combined.beside.is_empty() {
        let mut rulebooks: Vec<&str> = combined.beside.iter().map(|it| it.0.as_str()).collect();
        rulebooks.dedup();
        let _ = write!(said, "; unsettled: {}", rulebooks.join(", "));
    }
    if !combined.apart.is_empty() {
        let but = if combined.verdict() == Some(Verdict::No) { "by controls, but " } else { "" };
        let sign = if but.is_empty() { "; " } else { " " };
        let _ = write!(said, "{sign}{but}{}", answers(&combined.apart));
    }
    said
}

/// The clauses worth a line: those that may hold the movement back now, or would if they were in force.
fn told(found: &RulebookFinding) -> impl Iterator<Item = &ClauseFinding> {
    found.told().filter(|it| it.rung.is_some() || it.verdict() == Verdict::Yes)
}

fn clause_line(shown: &Shown<'_>, movement: &MovementFinding, finding: &ClauseFinding) -> String {
    let clause = padded(&finding.clause.to_string(), 36);
    let mut line = format!("{clause}{:<5}{}", verdict(finding.verdict()), finding.title);
    if let Some(tested) = &finding.share {
        let _ = write!(line, "  {}", share(tested));
    }
    let _ = write!(line, "  [{}]", shown.item(finding.item(movement)));
    let remark = remark(finding);
    if !remark.is_empty() {
        let _ = write!(line, "  {remark}");
    }
    let _ = write!(line, "  ({}, {})", finding.state.word(), finding.layer.word());
    line
}

fn papers(shown: &Shown<'_>, text: &mut String) {
    if shown.open.is_empty() {
        return;
    }
    let _ = writeln!(text, "\nWHICH PAPER WOULD SETTLE IT");
    for (place, paper) in shown.papers.iter().take(MANY).enumerate() {
        let value: Vec<String> = paper.value.iter().map(|it| format!("{:.2} {}", it.1, it.0)).collect();
        let worth =
            if value.is_empty() { String::new() } else { format!(", releases {}", value.join(" and ")) };
        let closes = match paper.closes.len() {
            0 => "closes nothing alone".to_owned(),
            1 => "closes 1 answer".to_owned(),
            more => format!("closes {more} answers"),
        };
        let _ = writeln!(text, "  {}  {}  {closes}{worth}", place + 1, shown.source(&paper.from));
        for it in paper.needs.iter().take(MANY) {
            let _ = writeln!(text, "       {}{}", need(shown, it), shown.settling.of_need(it));
        }
        if paper.needs.len() > MANY {
            let _ = writeln!(text, "       and {} more: papers.csv (-o FOLDER)", paper.needs.len() - MANY);
        }
    }
    for (nobody, why) in [
        (Nobody::State, "nobody: the state of the law (--law revived | extended shows both)"),
        (Nobody::Reading, "nobody: how contested words are read (--reading narrow | wide shows both)"),
        (Nobody::Statements, "nobody: statements that contradict, until one of them is left out"),
    ] {
        let count = shown.open.iter().filter(|it| it.nobody == Some(nobody)).count();
        if count > 0 {
            let _ = writeln!(text, "  -  {why}: {}", counted(count, "answer"));
        }
    }
    if let Some(first) = shown.papers.iter().find_map(|it| match &it.from {
        coercivity_screen::Source::Maker(id) => Some(id),
        _ => None,
    }) {
        let _ = writeln!(text, "  letter: --letter {first}");
    }
}

/// What papers contradict: both stay open, so that whoever reads the answer must know of it.
fn contradictions(shown: &Shown<'_>, text: &mut String) {
    let all = &shown.findings.contradictions;
    if all.is_empty() {
        return;
    }
    let _ = writeln!(text, "\nwhat papers contradict ({}): open until one of them is left out", all.len());
    for told in all.iter().take(CONTRADICTIONS) {
        let _ = writeln!(text, "  {}:{}  {}", told.file, told.line, told.found);
    }
    let more = all.len().saturating_sub(CONTRADICTIONS);
    if more > 0 {
        let _ = writeln!(text, "  and {more} more: problems.csv (-o FOLDER)");
    }
}

fn remarks(shown: &Shown<'_>, text: &mut String) {
    for (rulebook, note) in shown.notes() {
        let _ = writeln!(text, "note  {rulebook}: {note}");
    }
    for remark in shown.remarks().take(MANY) {
        let _ = writeln!(text, "note  {remark}");
    }
    let more = shown.remarks().count().saturating_sub(MANY);
    if more > 0 {
        let _ = writeln!(text, "note  and {more} more: problems.csv (-o FOLDER)");
    }
    let _ = writeln!(
        text,
        "lines that name no regime item and no element count as nothing controlled, as the bill has them"
    );
    let _ = writeln!(
        text,
        "next: --explain for every reason, -o FOLDER for the record, --fail-on open for a pipeline"
    );
}

fn explain(shown: &Shown<'_>, screening: &mut Screening<'_>, text: &mut String) {
    for movement in &shown.findings.movements {
        for finding in movement.rulebooks.iter().flat_map(|it| told(it)) {
            let row = &shown.rows[movement.row];
            let _ = writeln!(text, "\nWHY");
            lines(&why(screening, movement, row, finding), 1, text);
        }
    }
}

fn lines(why: &Why, depth: usize, text: &mut String) {
    let cited: Vec<String> =
        why.cites.iter().map(|it| format!("{} {} [{}]", it.sources.join("; "), it.at, it.row)).collect();
    let cited = if cited.is_empty() { String::new() } else { format!("  <- {}", cited.join("; ")) };
    let _ = writeln!(text, "{}{}{cited}", "  ".repeat(depth), why.says.replace('\n', " "));
    for part in &why.from {
        lines(part, depth + 1, text);
    }
}
