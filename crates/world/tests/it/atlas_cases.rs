//! Runs `cases/atlas/*.toml`: a question, and the value, source and warning that must come back.
#![allow(clippy::disallowed_methods, clippy::unwrap_used)]

use std::path::Path;

use coercivity_data::embedded;
use coercivity_world::indicators::{
    Finding, RelianceScope, chain, concentration, count_reliance, import_shares, reliance_of, reserve_share,
    share, weakest_link,
};
use coercivity_world::{Atlas, EditionStatistic, Good, Place, Vocabulary};

use crate::atlas_data::load;

#[test]
fn every_case_of_the_atlas_holds() {
    let (vocabulary, _, atlas, _) = load(&embedded());
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases/atlas");
    let mut failures = Vec::new();
    let mut count = 0;
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let file: toml::Table = toml::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        for case in file["case"].as_array().unwrap() {
            count += 1;
            if let Err(told) = check(&atlas, &vocabulary, case) {
                failures.push(format!("{}: {}: {told}", path.display(), case["says"]));
            }
        }
    }
    assert!(count >= 20, "only {count} cases were found");
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// A field of a case as text.
fn text<'a>(case: &'a toml::Value, field: &str) -> &'a str {
    case.get(field).unwrap_or_else(|| panic!("the case needs `{field}`")).as_str().unwrap()
}

fn number(case: &toml::Value, field: &str) -> Option<f64> {
    case.get(field).map(|it| it.as_float().unwrap_or_else(|| it.as_integer().unwrap() as f64))
}

fn place(case: &toml::Value, field: &str) -> Place {
    Place::new(text(case, field)).unwrap()
}

fn check(atlas: &Atlas, vocabulary: &Vocabulary, case: &toml::Value) -> Result<(), String> {
    let found = ask(atlas, vocabulary, case)?;
    if case.get("none").is_some() {
        return found.map_or(Ok(()), |it| Err(format!("found {} and expected nothing", it.value)));
    }
    let found = found.ok_or("nothing was found")?;
    let (value, within) = (number(case, "value").unwrap(), number(case, "within").unwrap());
    if (found.value - value).abs() > within {
        return Err(format!("found {} and expected {value} within {within}", found.value));
    }
    if !(found.range.low() <= found.value && found.value <= found.range.high()) {
        return Err(format!("{} lies outside its own range {:?}", found.value, found.range));
    }
    if number(case, "low").is_some_and(|it| found.range.low() < it)
        || number(case, "high").is_some_and(|it| found.range.high() > it)
    {
        return Err(format!("the range {:?} is wider than expected", found.range));
    }
    if case.get("source").is_some() && !found.sources().contains(&text(case, "source")) {
        return Err(format!("rests on {:?}", found.sources()));
    }
    if found.sources().is_empty() || found.definition.is_empty() {
        return Err("an answer without definition or source".to_owned());
    }
    let warned =
        case.get("warning").is_none_or(|it| found.warnings.join("; ").contains(it.as_str().unwrap()));
    if warned { Ok(()) } else { Err(format!("warned {:?}", found.warnings)) }
}

fn ask(atlas: &Atlas, vocabulary: &Vocabulary, case: &toml::Value) -> Result<Option<Finding>, String> {
    let year = || number(case, "year").unwrap() as i32;
    let good = || Good::new(text(case, "good")).unwrap();
    let dated = |it: &Finding| it.as_of.to_string() == text(case, "as_of");
    Ok(match text(case, "ask") {
        "share" => share(atlas, place(case, "place"), good(), year()),
        "concentration" => concentration(atlas, vocabulary, good(), year()),
        "imports" => {
            let (buyer, from) = (place(case, "buyer"), place(case, "place"));
            import_shares(atlas, buyer, from, text(case, "commodity")).into_iter().find(dated)
        }
        "reserves" => reserve_share(atlas, vocabulary, place(case, "area"), text(case, "commodity")),
        "reliance" => {
            reliance_of(atlas, place(case, "buyer"), text(case, "commodity")).into_iter().find(|it| {
                let says = |field| it.definition.contains(text(case, field));
                dated(it) && says("edition") && says("series")
            })
        }
        "count" => {
            let scope =
                if text(case, "scope") == "all" { RelianceScope::All } else { RelianceScope::Critical };
            let counted = count_reliance(atlas, place(case, "buyer"), year(), scope).ok_or("no count")?;
            let [whole, half] = counted.findings;
            Some(if text(case, "of") == "at_100" { whole } else { half })
        }
        "weakest" => {
            let links = chain(atlas, vocabulary, good());
            let link = weakest_link(&links).ok_or("no link")?;
            let (leader, finding) = link.leader.clone().ok_or("no leader")?;
            if link.stage.as_str() != text(case, "stage") || leader != place(case, "place") {
                return Err(format!("found {} at {}", leader, link.stage));
            }
            Some(finding)
        }
        "edition" => edition(atlas, case),
        other => return Err(format!("nobody answers `{other}`")),
    })
}

fn edition(atlas: &Atlas, case: &toml::Value) -> Option<Finding> {
    let asked = EditionStatistic::WORDS.into_iter().find(|it| it.0 == text(case, "of")).unwrap().1;
    let row = atlas.editions.iter().find(|it| {
        let subject = &it.subject;
        subject.edition == text(case, "edition")
            && subject.scope == text(case, "scope")
            && subject.statistic == asked
    })?;
    let found = Finding {
        range: row.fact.range?,
        value: row.fact.best?,
        unit: row.fact.unit,
        as_of: row.fact.as_of,
        definition: asked.words().to_owned(),
        why: coercivity_quantity::Why::says("as printed").citing(row.fact.cited.clone()),
        warnings: Vec::new(),
    };
    (found.as_of.to_string() == text(case, "as_of")).then_some(found)
}
