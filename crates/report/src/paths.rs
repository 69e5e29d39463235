//! Every number of a view that can be explained, by the path under which a reader asks for it.

use serde_json::Value;

use crate::number::{in_unit, significant};
use crate::text::spread;
use crate::view::{Figure, View};

/// One number, or one line of numbers, and where its explanation is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explained {
    /// The path, such as `remanence.USA.ev_motor` or `price.ndpr-oxide.Japan.free`.
    pub path: String,
    /// The number as people read it.
    pub shown: String,
    /// Handle of its explanation in [`View::whys`].
    pub why: String,
}

/// Everything of a view that has an explanation, in the order of the page.
pub fn explained(view: &View) -> Vec<Explained> {
    let mut all = Vec::new();
    let mut tell =
        |path: String, shown: String, why: &str| all.push(Explained { path, shown, why: why.to_owned() });
    for it in &view.figures {
        if let Some(why) = &it.why {
            let weeks = if it.unit == "weeks" { " weeks" } else { "" };
            tell(of_figure(it), format!("{}{weeks}", spread(it)), why);
        }
    }
    for it in &view.service {
        tell(format!("service.{}.{}", it.buyer, it.end_use), line(&it.p50, "share"), &it.why);
    }
    for good in &view.prices {
        for it in &good.series {
            let path = format!("price.{}.{}.{}", good.good, it.place, word(&it.tier));
            tell(path, line(&it.p50, &good.unit), &it.why);
        }
    }
    accounts(view, &mut tell);
    for it in &view.hysteresis {
        let path = format!("hysteresis.{}.{}", it.buyer, it.end_use);
        tell(path, format!("tightening {}", line(&it.tightening, "share")), &it.why);
    }
    for chain in &view.chains {
        let tonnes = |tonnes: f64| format!("{} {} a year", significant(tonnes, 3), chain.unit);
        for it in &chain.nodes {
            tell(format!("chain.{}.{}", chain.id, it.id), tonnes(it.tonnes), &it.why);
        }
        for it in &chain.links {
            tell(format!("chain.{}.{}>{}", chain.id, it.from, it.to), tonnes(it.tonnes), &it.why);
        }
        for it in &chain.swarf {
            let shown = format!("{} collected, {} recycled", tonnes(it.collected), tonnes(it.recycled));
            tell(format!("chain.{}.swarf:{}", chain.id, it.place), shown, &it.why);
        }
    }
    for it in &view.independence {
        let date = it.p50.clone().unwrap_or_else(|| format!("after {}", view.horizon.to));
        tell(format!("independence.{}", it.buyer), date, &it.why);
        for stage in &it.stage_dates {
            let date = stage.p50.clone().unwrap_or_else(|| format!("after {}", view.horizon.to));
            tell(format!("independence.{}.{}", it.buyer, stage.stage), date, &it.why);
        }
        for claim in &it.claims {
            let holds = claim.probability.map_or("untested".to_owned(), |it| in_unit(it, "share"));
            tell(format!("claim.{}.{}", it.buyer, claim.id), holds, &claim.why);
        }
    }
    for it in &view.weakest {
        let shown = it.service_12.map_or("unknown".to_owned(), |it| in_unit(it, "share"));
        tell(format!("weakest.{}", it.rank), format!("{} {shown}", it.label), &it.why);
    }
    let chi2 = view.base.chi2.map_or("unknown".to_owned(), |it| significant(it, 3));
    tell("base".to_owned(), format!("chi-square {chi2}"), &view.base.why);
    for it in &view.assumptions {
        let shown =
            it.best.map_or("unknown".to_owned(), |best| format!("{} {}", significant(best, 3), it.unit));
        tell(it.id.clone(), shown, &it.why);
    }
    all
}

/// Rents, public money and what it builds.
fn accounts(view: &View, tell: &mut impl FnMut(String, String, &str)) {
    for it in &view.monthly {
        let of = if it.of.is_empty() { String::new() } else { format!(".{}", it.of) };
        tell(format!("{}{of}", word(&it.account)), line(&it.p50, &it.unit), &it.why);
    }
    for it in &view.projects {
        let date = it
            .first_output
            .as_ref()
            .map_or("does not come to pay at central values, or has money of its own".to_owned(), |it| {
                format!("first output {it}")
            });
        tell(format!("project.{}", it.id), format!("{}, {}: {date}", it.label, it.place), &it.why);
    }
    for it in &view.public_money {
        let shown = it.p50.map_or("unknown".to_owned(), |it| in_unit(it, "usd"));
        tell(format!("public_money_over_the_run.{}", it.clause), shown, &it.why);
    }
}

/// `remanence.USA.ev_motor`: the figure, the buyer, and the end use where it has one.
fn of_figure(figure: &Figure) -> String {
    let end_use = figure.end_use.as_ref().map_or(String::new(), |it| format!(".{it}"));
    format!("{}.{}{end_use}", word(&figure.figure), figure.buyer)
}

/// The word that the view's JSON has for a kind.
fn word(kind: &impl serde::Serialize) -> String {
    match serde_json::to_value(kind) {
        Ok(Value::String(word)) => word,
        _ => String::new(),
    }
}

/// The least and the most of a line.
fn line(values: &[Option<f64>], unit: &str) -> String {
    let known = || values.iter().flatten().copied();
    let (least, most) = (known().fold(f64::INFINITY, f64::min), known().fold(f64::NEG_INFINITY, f64::max));
    if least > most {
        return "no value in any month".to_owned();
    }
    format!("{} to {}", in_unit(least, unit), in_unit(most, unit))
}
