//! `--set PATH=VALUE` and `--without ID`: a scenario's text with a few choices changed.
//!
//! A path walks tables by key and lists by the `id` of their items, never by position. The name of a list may be
//! left out: `measure.floor.1.effect.floor_usd_per_kg` finds clause `1` in the measure's only list that has it.

use toml::{Table, Value};

use crate::failure::Failure;
use crate::scenario_parents::id_of;

/// One `--set`, split and read.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    path: Vec<String>,
    value: Value,
}

impl Change {
    /// Reads `PATH=VALUE`. A value that is no TOML is text, so that quotes can be left out in a shell.
    pub fn read(text: &str) -> Result<Self, Failure> {
        let hint = "write --set run.draws=50";
        let (path, value) =
            text.split_once('=').ok_or_else(|| Failure::usage(format!("--set `{text}` has no `=`"), hint))?;
        let path: Vec<String> = path.trim().split('.').map(str::to_owned).collect();
        if path.iter().any(String::is_empty) {
            return Err(Failure::usage(format!("--set `{text}` has an empty step in its path"), hint));
        }
        let value = value.trim();
        let read = format!("value = {value}").parse::<Table>().ok().and_then(|mut it| it.remove("value"));
        Ok(Self { path, value: read.unwrap_or_else(|| Value::String(value.to_owned())) })
    }
}

/// Tables that any scenario may have, also when neither it nor its parents say one.
const ALWAYS: [&str; 4] = ["assume", "ask", "horizon", "run"];

/// The scenario's text with the changes made and the items with these ids taken out. What it inherits is given, so
/// that a change can begin from it.
pub fn edited(
    text: &str,
    inherited: &Table,
    changes: &[Change],
    without: &[String],
) -> Result<String, Failure> {
    if changes.is_empty() && without.is_empty() {
        return Ok(text.to_owned());
    }
    let mut table: Table = text.parse().map_err(|error: toml::de::Error| {
        Failure::usage(
            format!("the scenario is not TOML, so it cannot be changed: {}", error.message()),
            "`coercivity check FILE` lists every problem",
        )
    })?;
    for change in changes {
        let whole = change.path.join(".");
        let first = &change.path[0];
        if change.path.len() > 1 && ALWAYS.contains(&first.as_str()) && !inherited.contains_key(first) {
            table.entry(first.clone()).or_insert_with(|| Value::Table(Table::new()));
        }
        set(&mut table, inherited, &change.path, &change.value, &whole)?;
    }
    for id in without {
        leave_out(&mut table, inherited, id)?;
    }
    toml::to_string(&table).map_err(|error| {
        Failure::run(format!("the changed scenario cannot be written: {error}"), "report this")
    })
}

fn set(table: &mut Table, old: &Table, path: &[String], value: &Value, whole: &str) -> Result<(), Failure> {
    let Some((step, rest)) = path.split_first() else {
        return Ok(());
    };
    if rest.is_empty() {
        table.insert(step.clone(), value.clone());
        return Ok(());
    }
    let list = [table.get(step), old.get(step)].into_iter().flatten().any(is_list);
    if list {
        let (id, rest) = rest.split_first().expect("the rest was looked at above");
        return set_in_list(table, old, step, id, rest, value, whole);
    }
    if !table.contains_key(step)
        && let Some(inherited) = old.get(step)
    {
        table.insert(step.clone(), inherited.clone());
    }
    if let Some(inner) = table.get_mut(step) {
        let empty = Table::new();
        let old = old.get(step).and_then(Value::as_table).unwrap_or(&empty);
        return match inner {
            Value::Table(inner) => set(inner, old, rest, value, whole),
            _ => Err(no_such(whole, step, &[])),
        };
    }
    // No key of this name: an item of one of the table's own lists may have it as its id.
    let mut lists = table.iter().chain(old.iter());
    let holder = lists.find(|it| ids(it.1).iter().any(|it| it == step)).map(|it| it.0.clone());
    if let Some(list) = holder {
        return set_in_list(table, old, &list, step, rest, value, whole);
    }
    let known: Vec<String> =
        table.keys().chain(old.keys()).cloned().chain(table.values().flat_map(ids)).collect();
    Err(no_such(whole, step, &known))
}

fn set_in_list(
    table: &mut Table,
    old: &Table,
    list: &str,
    id: &str,
    rest: &[String],
    value: &Value,
    whole: &str,
) -> Result<(), Failure> {
    if rest.is_empty() {
        return Err(Failure::usage(
            format!("--set {whole} names a whole item, not one value of it"),
            "go on with a key of the item, or leave the item out with --without",
        ));
    }
    let inherited = old.get(list).and_then(|it| item(it, id));
    let own = table.entry(list.to_owned()).or_insert_with(|| Value::Array(Vec::new()));
    let known: Vec<String> = ids(own).into_iter().chain(old.get(list).map(ids).unwrap_or_default()).collect();
    let items = own.as_array_mut().ok_or_else(|| no_such(whole, list, &[]))?;
    if !items.iter().any(|it| id_of(it) == Some(id)) {
        let inherited = inherited.ok_or_else(|| no_such(whole, id, &known))?;
        items.push(Value::Table(inherited.clone()));
    }
    let own = items.iter_mut().filter(|it| id_of(it) == Some(id)).find_map(Value::as_table_mut);
    let own = own.ok_or_else(|| no_such(whole, id, &known))?;
    set(own, inherited.unwrap_or(&Table::new()), rest, value, whole)
}

fn no_such(whole: &str, step: &str, known: &[String]) -> Failure {
    Failure::unknown("key or item", format!("{step} (in {whole})"), known.iter().map(String::as_str))
}

fn is_list(value: &Value) -> bool {
    value.as_array().is_some_and(|it| it.iter().any(Value::is_table))
}

fn item<'a>(value: &'a Value, id: &str) -> Option<&'a Table> {
    value.as_array()?.iter().find(|it| id_of(it) == Some(id))?.as_table()
}

fn ids(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().filter_map(id_of).map(str::to_owned).collect()
}

/// Takes the scenario's own items of this id out, at any depth, and says of an inherited one that it is left out.
fn leave_out(table: &mut Table, inherited: &Table, id: &str) -> Result<(), Failure> {
    let own = take_out(table, id);
    forget(table, id);
    let theirs = inherited.values().any(|it| item(it, id).is_some());
    if theirs {
        let list = table.entry("without").or_insert_with(|| Value::Array(Vec::new()));
        list.as_array_mut().into_iter().for_each(|it| it.push(Value::String(id.to_owned())));
    }
    if own == 0 && !theirs {
        let mut known: Vec<String> = inherited.values().flat_map(ids).collect();
        item_ids(table, &mut known);
        return Err(Failure::unknown("item of the scenario", id, known.iter().map(String::as_str)));
    }
    Ok(())
}

/// Takes out the sliders that move an item left out, and what variants say of it; variants that say nothing more go too.
fn forget(table: &mut Table, id: &str) {
    let speaks = |path: &str| path.split('.').any(|step| step == id);
    if let Some(sliders) = table.get_mut("slider").and_then(Value::as_array_mut) {
        sliders.retain(|it| !it.get("path").and_then(Value::as_str).is_some_and(speaks));
    }
    let Some(variants) = table.get_mut("variant").and_then(Value::as_array_mut) else { return };
    for variant in variants.iter_mut().filter_map(Value::as_table_mut) {
        if let Some(Value::Table(set)) = variant.get_mut("set") {
            set.retain(|path, _| !speaks(path));
        }
        if let Some(Value::Array(without)) = variant.get_mut("without") {
            without.retain(|it| it.as_str() != Some(id));
        }
    }
    let says = |it: &Value, key: &str| match it.get(key) {
        Some(Value::Table(set)) => !set.is_empty(),
        Some(Value::Array(without)) => !without.is_empty(),
        // What is written otherwise is for the reader to tell.
        Some(_) => true,
        None => false,
    };
    variants.retain(|it| says(it, "set") || says(it, "without"));
}

fn take_out(table: &mut Table, id: &str) -> usize {
    let mut count = 0;
    for (_, value) in table.iter_mut() {
        match value {
            Value::Array(items) => {
                let before = items.len();
                items.retain(|it| id_of(it) != Some(id));
                count += before - items.len();
                count += items
                    .iter_mut()
                    .filter_map(Value::as_table_mut)
                    .map(|it| take_out(it, id))
                    .sum::<usize>();
            }
            Value::Table(inner) => count += take_out(inner, id),
            _ => {}
        }
    }
    count
}

fn item_ids(table: &Table, known: &mut Vec<String>) {
    for value in table.values() {
        known.extend(ids(value));
        match value {
            Value::Table(inner) => item_ids(inner, known),
            Value::Array(items) => {
                items.iter().filter_map(Value::as_table).for_each(|it| item_ids(it, known))
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "[run]\ndraws = 1000\n[[measure]]\nid = \"floor\"\n[[measure.clause]]\nid = \"1\"\n\
                        effect = { floor_usd_per_kg = 110.0 }\n[[measure]]\nid = \"pile\"\n";

    /// What the scenario inherits.
    fn parents() -> Table {
        "[horizon]\nmonths = 120\n[[practice]]\nid = \"licences\"\ngranted_share = { low = 0.5, best = 0.8 }\n"
            .parse()
            .unwrap()
    }

    fn set_to(change: &str) -> Result<Table, Failure> {
        let text = edited(TEXT, &parents(), &[Change::read(change)?], &[])?;
        Ok(text.parse().unwrap())
    }

    #[test]
    fn a_path_walks_tables_by_key_and_lists_by_id() {
        assert_eq!(set_to("run.draws=50").unwrap()["run"]["draws"].as_integer(), Some(50));
        for path in
            ["measure.floor.1.effect.floor_usd_per_kg", "measure.floor.clause.1.effect.floor_usd_per_kg"]
        {
            let table = set_to(&format!("{path}=90.5")).unwrap();
            let floor = &table["measure"][0]["clause"][0]["effect"]["floor_usd_per_kg"];
            assert_eq!(floor.as_float(), Some(90.5));
        }
        assert_eq!(set_to("title=a b").unwrap()["title"].as_str(), Some("a b"));
    }

    #[test]
    fn what_does_not_exist_is_named_with_its_neighbours() {
        assert_eq!(set_to("measure.flor.1.effect.x=1").unwrap_err().exit_code(), 6);
        assert_eq!(set_to("runn.draws=1").unwrap_err().exit_code(), 6);
        assert_eq!(set_to("measure.floor=1").unwrap_err().exit_code(), 2);
        assert_eq!(set_to("run.draws").unwrap_err().exit_code(), 2);
    }

    #[test]
    fn items_are_left_out_by_id() {
        let without = |id: &str| edited(TEXT, &parents(), &[], &[id.to_owned()]);
        let text = without("pile").unwrap();
        assert!(!text.contains("pile") && text.contains("floor"));
        let table: Table = without("licences").unwrap().parse().unwrap();
        assert_eq!(table["without"][0].as_str(), Some("licences"));
        let moved = "[[slider]]\npath = \"measure.pile.1.effect.x\"\n[[variant]]\nid = \"a\"\nwithout = [\"pile\"]\n\
                     [[variant]]\nid = \"b\"\nwithout = [\"pile\", \"floor\"]\n";
        let text = edited(&format!("{TEXT}{moved}"), &parents(), &[], &["pile".to_owned()]).unwrap();
        assert!(!text.contains("pile") && !text.contains("\"a\"") && text.contains("\"b\""), "{text}");
        assert_eq!(without("pill").unwrap_err().exit_code(), 6);
        assert_eq!(edited(TEXT, &parents(), &[], &[]).unwrap(), TEXT);
    }

    #[test]
    fn a_change_begins_from_what_is_inherited() {
        let practice = &set_to("practice.licences.granted_share.best=0.2").unwrap()["practice"][0];
        assert_eq!(practice["granted_share"]["best"].as_float(), Some(0.2));
        assert_eq!(practice["granted_share"]["low"].as_float(), Some(0.5));
        assert_eq!(set_to("horizon.from=2027-01").unwrap()["horizon"]["months"].as_integer(), Some(120));
        assert_eq!(set_to("assume.leakage=0.1").unwrap()["assume"]["leakage"].as_float(), Some(0.1));
    }
}
