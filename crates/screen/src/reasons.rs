//! Why a clause answers as it does: down to the words of the law and the rows of the bill.

use coercivity_quantity::{Citation, Confidence, Day, Interval, Verdict, Why};
use coercivity_world::Element;
use coercivity_world::measures::{Content, ContentOf, Movement, TextKind};

use crate::asked::asked;
use crate::finding::{ClauseFinding, MovementFinding};
use crate::judge::Screening;
use crate::seen::Seen;

use coercivity_data::MovementRow;

/// The reasons of one clause's answer.
pub fn why(
    screening: &mut Screening<'_>,
    movement: &MovementFinding,
    row: &MovementRow,
    finding: &ClauseFinding,
) -> Why {
    let tree = screening.tree;
    let item = finding.item(movement);
    let name = &tree.nodes[item].id;
    let mut why = Why::says(format!("{} {}: {}", finding.clause, name, finding.verdict()));
    let Ok(asked) = asked(row, tree, screening.world, screening.question) else { return why };
    screening.ready(asked.day);
    let seen = screening.seen(movement.item, &asked);
    let measure = screening.world.measures.iter().find(|it| it.id == finding.clause.instrument);
    let clause = measure.and_then(|it| it.clause(finding.clause.clause.as_deref()?));
    let (Some(measure), Some(clause)) = (measure, clause) else { return why };
    let words = match clause.text_kind {
        TextKind::Official => format!("the words: {}", clause.in_english()),
        TextKind::Summary => format!("in summary: {}", clause.in_english()),
    };
    let mut text = Why::says(format!("{} ({}), layer {}", words, clause.article, clause.layer.word()));
    if let Some(cited) = clause.cited.as_ref().or(measure.cited.as_ref()) {
        text = text.citing(cited.clone());
    }
    why = why.because(text);
    why = why.because(Why::says(format!("state on {}: {}", asked.day, finding.state)));
    let Some(one) = Seen::of(&seen, finding.inside) else { return why };
    let about = &one.variants[finding.variant.min(one.variants.len() - 1)];
    for (breadth, covers) in &finding.covers {
        let mut reading = Why::says(format!("reading {}: {covers}", breadth.word()));
        for (part, verdict) in clause.scope.parts(about, *breadth) {
            let listed = part.strip_prefix("condition ").and_then(|it| about.listed.get(it));
            let by = listed.map_or(String::new(), |it| format!(", for {it} names it"));
            let mut says = Why::says(format!("{part}: {verdict}{by}"));
            if part == "content"
                && let Some(content) = &clause.scope.content
            {
                says = says.because(counted(
                    (screening, asked.day),
                    one,
                    about,
                    content,
                    content.share(about, *breadth),
                ));
            }
            if part == "steps" {
                // What was done to the materials of an item is said of them.
                for edge in &tree.parts[item] {
                    let told = papers_of(screening, asked.day, edge.part);
                    says = told.into_iter().fold(says, |says, it| {
                        says.because(Why::says(format!("{}: {it}", tree.nodes[edge.part].id)))
                    });
                }
            }
            reading = reading.because(says);
        }
        why = why.because(reading);
    }
    for told in papers_of(screening, asked.day, item) {
        why = why.because(Why::says(told));
    }
    why.because(row_of(screening, item))
}

/// What papers say of an item on a day that was looked at, contradictions first.
fn papers_of(screening: &Screening<'_>, day: Day, item: usize) -> Vec<String> {
    let Some(facts) = screening.known(day).get(item) else { return Vec::new() };
    let conflicts = facts.conflicts.iter().map(|it| format!("contradiction: {it}"));
    conflicts.chain(facts.papers.iter().cloned()).collect()
}

/// The row of the bill that describes an item.
fn row_of(screening: &Screening<'_>, item: usize) -> Why {
    let node = &screening.tree.nodes[item];
    let cited = Citation {
        sources: vec![screening.tree.path.clone()],
        at: node.id.clone(),
        confidence: Confidence::Primary,
        note: "as the bill says".to_owned(),
        row: screening.tree.place(item),
    };
    let value = node.value.map_or("value unknown".to_owned(), |it| format!("{it} {}", node.currency));
    let basis = if node.value_basis.is_empty() { "basis not stated" } else { node.value_basis.as_str() };
    Why::says(format!("{} {}: {value} ({basis})", node.id, node.name)).citing(cited)
}

fn percent(range: Interval<f64>) -> String {
    let (low, high) = (range.low() * 100.0, range.high() * 100.0);
    if low == high { format!("{low:.4} %") } else { format!("{low:.4} .. {high:.4} %") }
}

/// What a share is made of: each part that counts, with its row.
fn counted(
    (screening, day): (&Screening<'_>, Day),
    seen: &Seen,
    movement: &Movement,
    content: &Content,
    share: Interval<f64>,
) -> Why {
    let of = match content.of {
        ContentOf::Value => "value",
        ContentOf::Mass => "mass",
    };
    let whole = &screening.tree.nodes[seen.node].id;
    let bound = format!("{} {} %", content.bound.sign(), content.bound.at() * 100.0);
    let mut why = Why::says(format!("{} of the {of} of {whole}, asked {bound}", percent(share)));
    let Some(parts) = &movement.parts else {
        return why
            .because(Why::says(format!("nobody said what is inside {whole}: anything from nothing to all")));
    };
    for (part, &item) in parts.iter().zip(&seen.article.part_nodes) {
        if content.counts(part) == Verdict::No {
            continue;
        }
        let own = match content.of {
            ContentOf::Value => Interval::between(part.value.low().ratio(), part.value.high().ratio()),
            ContentOf::Mass => Interval::between(part.mass.low().ratio(), part.mass.high().ratio()),
        };
        let own = own.map_or(String::new(), |it| format!("{} of the {of}", percent(it)));
        let from = content.origin.map_or(String::new(), |place| {
            let from = part.from(place);
            let range = Interval::between(from.low().ratio(), from.high().ratio());
            range.map_or(String::new(), |it| format!(", {} of it from {place}", percent(it)))
        });
        let mut says = Why::says(format!("{} counts: {own}{from}", screening.tree.nodes[item].id));
        for told in papers_of(screening, day, item) {
            says = says.because(Why::says(told));
        }
        says = says.because(row_of(screening, item));
        why = why.because(says);
    }
    for (holder, elements) in content.unsaid(movement) {
        let item = holder.map_or(seen.node, |it| seen.article.part_nodes[it]);
        let names: Vec<&str> = elements.iter().map(Element::as_str).collect();
        let says = format!(
            "{} holds {}, or may, and no line below it says how much or from where: of what its lines leave, anything may count",
            screening.tree.nodes[item].id,
            names.join(" and ")
        );
        why = why.because(Why::says(says).because(row_of(screening, item)));
    }
    why
}
