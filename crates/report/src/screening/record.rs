//! The record for an auditor: one file that needs neither network nor script, every text in it escaped.

use std::fmt::Write as _;

use coercivity_quantity::Why;
use coercivity_screen::{ClauseFinding, MovementFinding, Screening, why};

use super::coming::coming_page;
use super::shown::{CONTRADICTIONS, Shown};
use super::since::since_page;
use super::words::{answer, answers, held, need, readings, remark, share, together, verdict};

/// More movements than this are told without the reasons of each clause.
const MANY: usize = 200;

/// Papers, needs of one and remarks that the record of a portfolio tells; tables have them all.
const FIRST: usize = 50;

const STYLE: &str = "body{font:15px/1.45 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}\
table{border-collapse:collapse;width:100%;margin:.6rem 0}td,th{border:1px solid #ccc;padding:.3rem .5rem;text-align:left;vertical-align:top}\
th{background:#f2f2f2}h2{margin-top:2.2rem;border-top:2px solid #1a1a1a;padding-top:.6rem}.open{background:#fff3cd}.yes{background:#f8d7da}\
.no{background:#e6f4ea}details{margin:.2rem 0}summary{cursor:pointer}blockquote{margin:.3rem 0;padding-left:.8rem;border-left:3px solid #999}\
ul{margin:.2rem 0 .2rem 1rem;padding-left:.8rem}@media print{details{display:block}}";

/// Text that stays text inside an element or an attribute.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}

/// The record.
pub fn record(shown: &Shown<'_>, screening: &mut Screening<'_>) -> String {
    let mut page = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>Screening of {}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n",
        escape(&shown.tree().path)
    );
    head(shown, &mut page);
    if let Some(since) = shown.since {
        since_page(since, &mut page);
    }
    let reasons = shown.findings.movements.len() <= MANY;
    for place in shown.told_in_full() {
        one(shown, screening, (place, &shown.findings.movements[place]), reasons, &mut page);
    }
    contradictions(shown, &mut page);
    papers(shown, &mut page);
    coming_page(shown, &mut page);
    remarks(shown, &mut page);
    page.push_str("</body>\n</html>\n");
    page
}

/// A row of a table: of each cell its class and its escaped text.
pub(super) fn row(cells: &[(&str, String)], page: &mut String) {
    page.push_str("<tr>");
    for (class, cell) in cells {
        let class = if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
        let _ = write!(page, "<td{class}>{cell}</td>");
    }
    page.push_str("</tr>\n");
}

fn head(shown: &Shown<'_>, page: &mut String) {
    let question = shown.question;
    let readings: Vec<&str> = question.readings.iter().map(|it| it.word()).collect();
    let enacted: Vec<String> =
        question.law.enacted.iter().map(|it| format!("{} on {}", it.0, it.1)).collect();
    page.push_str("<h1>Screening record</h1>\n<table>\n");
    let facts = [
        ("bill", shown.tree().path.clone()),
        ("items, products", format!("{}, {}", shown.tree().nodes.len(), shown.tree().products.len())),
        ("day asked", question.day.to_string()),
        ("law known on", shown.world.known_on.to_string()),
        ("law assumed", question.law.assumption.word().to_owned()),
        ("assumed enacted", if enacted.is_empty() { "nothing".to_owned() } else { enacted.join(", ") }),
        ("readings of contested words", readings.join(" and ")),
        ("world", shown.world_name.to_owned()),
    ];
    for (name, value) in facts {
        let _ = writeln!(page, "<tr><th>{name}</th><td>{}</td></tr>", escape(&value));
    }
    page.push_str(
        "</table>\n<p>What nobody stated is unknown, never harmless. A line that names no regime item and no element \
         counts as nothing controlled, as the bill has it. This record states what the texts and the bill say; it is \
         no legal advice.</p>\n",
    );
    if shown.is_portfolio() {
        counts(shown, page);
    }
    page.push_str(
        "<table>\n<tr><th>#</th><th>item</th><th>route</th><th>day</th><th>held back?</th>\
         <th>controls together</th><th>beside controls</th></tr>\n",
    );
    for place in shown.told_in_full() {
        let movement = &shown.findings.movements[place];
        let combined = &movement.combined;
        let class = combined.verdict().map(|it| it.to_string()).unwrap_or_default();
        let gravest = combined.apart.iter().map(|it| it.1.verdict()).max();
        let apart = gravest.map(|it| it.to_string()).unwrap_or_default();
        row(
            &[
                ("", format!("<a href=\"#m{0}\">{0}</a>", place + 1)),
                ("", escape(&shown.named(movement.item))),
                ("", escape(&shown.route(movement.from, movement.to))),
                ("", movement.day.to_string()),
                (&class, held(combined).to_owned()),
                ("", together(combined)),
                (&apart, escape(&answers(&combined.apart))),
            ],
            page,
        );
    }
    page.push_str("</table>\n");
}

/// A portfolio in counts, and what of it follows in full.
fn counts(shown: &Shown<'_>, page: &mut String) {
    page.push_str("<table>\n<tr><th>rulebook</th><th>answer</th><th>movements</th></tr>\n");
    for (rulebook, answers) in shown.counts() {
        for (answer, count) in answers {
            row(&[("", escape(rulebook)), ("", answer.to_owned()), ("", count.to_string())], page);
        }
    }
    let _ = writeln!(
        page,
        "</table>\n<p>{} movements. The {} gravest follow in full: those held back most, then those worth most. Every \
         movement and clause stands in findings.csv, every paper in papers.csv, every row of the bill in result.xlsx.</p>",
        shown.findings.movements.len(),
        shown.told_in_full().len()
    );
}

fn one(
    shown: &Shown<'_>,
    screening: &mut Screening<'_>,
    (place, movement): (usize, &MovementFinding),
    reasons: bool,
    page: &mut String,
) {
    let _ = writeln!(
        page,
        "<h2 id=\"m{}\">{}. {}, {}, {}</h2>",
        place + 1,
        place + 1,
        escape(&shown.named(movement.item)),
        escape(&shown.route(movement.from, movement.to)),
        movement.day
    );
    for found in &movement.rulebooks {
        let class = found.verdict().to_string();
        let _ = writeln!(
            page,
            "<h3>{}: <span class=\"{class}\">{}</span></h3>",
            escape(&found.rulebook),
            escape(&answer(found))
        );
        for line in readings(found) {
            let _ = writeln!(page, "<p>{}</p>", escape(&line));
        }
        if found.clauses.is_empty() {
            page.push_str("<p>No clause of it speaks of this item on this route.</p>\n");
            continue;
        }
        page.push_str(
            "<table>\n<tr><th>clause</th><th>about</th><th>covers</th><th>share</th><th>state</th><th>rests on</th></tr>\n",
        );
        for finding in found.told() {
            let class = finding.verdict().to_string();
            let tested = finding.share.as_ref().map(share).unwrap_or_default();
            let remark = remark(finding);
            row(
                &[
                    ("", format!("{}<br>{}", escape(&finding.clause.to_string()), escape(&finding.title))),
                    ("", escape(shown.item(finding.item(movement)))),
                    (&class, format!("{} {}", verdict(finding.verdict()), escape(&remark))),
                    ("", escape(&tested)),
                    ("", escape(&finding.state.to_string())),
                    ("", finding.layer.word().to_owned()),
                ],
                page,
            );
        }
        page.push_str("</table>\n");
        for finding in found.told().filter(|_| reasons) {
            reason(shown, screening, movement, finding, page);
        }
    }
    if !movement.not_asked.is_empty() {
        let each: Vec<String> = movement.not_asked.iter().map(|it| format!("{} ({})", it.0, it.1)).collect();
        let _ = writeln!(page, "<p>Not asked: {}</p>", escape(&each.join(", ")));
    }
}

fn reason(
    shown: &Shown<'_>,
    screening: &mut Screening<'_>,
    movement: &MovementFinding,
    finding: &ClauseFinding,
    page: &mut String,
) {
    let _ = writeln!(page, "<details><summary>why {}</summary>", escape(&finding.clause.to_string()));
    if let Some((measure, clause)) = shown.clause(&finding.clause) {
        let _ = writeln!(
            page,
            "<p>{}, article {}</p><blockquote lang=\"{}\">{}</blockquote>",
            escape(&measure.title),
            escape(&clause.article),
            clause.text_language.word(),
            escape(&clause.text)
        );
        for more in [&clause.summary, &clause.note].into_iter().filter(|it| !it.is_empty()) {
            let _ = writeln!(page, "<p>{}</p>", escape(more));
        }
    }
    page.push_str("<ul>");
    tree(&why(screening, movement, &shown.rows[movement.row], finding), page);
    page.push_str("</ul></details>\n");
}

fn tree(why: &Why, page: &mut String) {
    let _ = write!(page, "<li>{}", escape(&why.says));
    for cited in &why.cites {
        let _ = write!(
            page,
            " <small>[{} {} {}]</small>",
            escape(&cited.sources.join("; ")),
            escape(&cited.at),
            escape(&cited.row)
        );
    }
    if !why.from.is_empty() {
        page.push_str("<ul>");
        why.from.iter().for_each(|it| tree(it, page));
        page.push_str("</ul>");
    }
    page.push_str("</li>");
}

fn papers(shown: &Shown<'_>, page: &mut String) {
    if shown.papers.is_empty() {
        return;
    }
    page.push_str("<h2>Which paper would settle it</h2>\n<table>\n<tr><th>#</th><th>from</th><th>what</th><th>closes</th></tr>\n");
    let most = if shown.is_portfolio() { FIRST } else { usize::MAX };
    for (place, paper) in shown.papers.iter().take(most).enumerate() {
        let told = paper.needs.iter().take(most);
        let told = told.map(|it| format!("{}{}", need(shown, it), shown.settling.of_need(it)));
        let mut needs: Vec<String> = told.map(|it| escape(&it)).collect();
        if paper.needs.len() > most {
            needs.push(format!("and {} more: papers.csv", paper.needs.len() - most));
        }
        row(
            &[
                ("", (place + 1).to_string()),
                ("", escape(&shown.source(&paper.from))),
                ("", needs.join("<br>")),
                ("", paper.closes.len().to_string()),
            ],
            page,
        );
    }
    page.push_str("</table>\n");
}

fn contradictions(shown: &Shown<'_>, page: &mut String) {
    let all = &shown.findings.contradictions;
    if all.is_empty() {
        return;
    }
    let _ = write!(page, "<h2>What papers contradict ({})</h2>\n<ul class=\"open\">\n", all.len());
    let most = if shown.is_portfolio() { CONTRADICTIONS } else { MANY };
    for told in all.iter().take(most) {
        let _ = writeln!(page, "<li>{}</li>", escape(&told.to_string()));
    }
    if let more @ 1.. = all.len().saturating_sub(most) {
        let _ = writeln!(page, "<li>and {more} more: problems.csv</li>");
    }
    page.push_str("</ul>\n");
}

fn remarks(shown: &Shown<'_>, page: &mut String) {
    if shown.notes().next().is_some() {
        page.push_str("<h2>What is noted of the law</h2>\n<ul>\n");
        for (rulebook, note) in shown.notes() {
            let _ = writeln!(page, "<li>{}: {}</li>", escape(rulebook), escape(note));
        }
        page.push_str("</ul>\n");
    }
    if shown.remarks().next().is_none() {
        return;
    }
    page.push_str("<h2>How the bill was read</h2>\n<ul>\n");
    for remark in shown.remarks().take(if shown.is_portfolio() { FIRST } else { usize::MAX }) {
        let _ = writeln!(page, "<li>{}</li>", escape(&remark.to_string()));
    }
    page.push_str("</ul>\n");
}
