//! `--set PATH=VALUE` and `--without ID`: a scenario's text with a few choices changed.
//!
//! A path walks tables by key and lists by the `id` of their items, never by position. The name of a list may be
//! left out: `measure.floor.1.effect.floor_usd_per_kg` finds clause `1` in the measure's only list that has it.

use toml::{Table, Value};

use crate::failure::Failure;

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

/// The scenario's text with the changes made and the items with these ids taken out.
pub fn edited(text: &str, changes: &[Change], without: &[String]) -> Result<String, Failure> {
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
        set(&mut table, &change.path, &change.value, &change.path.join("."))?;
    }
    for id in without {
        if take_out(&mut table, id) == 0 {
            let mut known = Vec::new();
            item_ids(&table, &mut known);
            return Err(Failure::unknown("item of the scenario", id, known.iter().map(String::as_str)));
        }
    }
    toml::to_string(&table).map_err(|error| {
        Failure::run(format!("the changed scenario cannot be written: {error}"), "report this")
    })
}

fn set(table: &mut Table, path: &[String], value: &Value, whole: &str) -> Result<(), Failure> {
    let Some((step, rest)) = path.split_first() else {
        return Ok(());
    };
    if rest.is_empty() {
        table.insert(step.clone(), value.clone());
        return Ok(());
    }
    if table.get(step).is_some_and(is_list) {
        let Some((id, rest)) = rest.split_first() else { return Ok(()) };
        return set_in_list(table, step, id, rest, value, whole);
    }
    if let Some(inner) = table.get_mut(step) {
        return match inner {
            Value::Table(inner) => set(inner, rest, value, whole),
            _ => Err(no_such(whole, step, &[])),
        };
    }
    // No key of this name: an item of one of the table's own lists may have it as its id.
    let holder = table.iter().find(|it| item(it.1, step).is_some()).map(|it| it.0.clone());
    if let Some(list) = holder {
        return set_in_list(table, &list, step, rest, value, whole);
    }
    let known: Vec<String> = table.keys().cloned().chain(table.values().flat_map(ids)).collect();
    Err(no_such(whole, step, &known))
}

fn set_in_list(
    table: &mut Table,
    list: &str,
    id: &str,
    rest: &[String],
    value: &Value,
    whole: &str,
) -> Result<(), Failure> {
    let known = table.get(list).map(ids).unwrap_or_default();
    let found = table
        .get_mut(list)
        .and_then(Value::as_array_mut)
        .and_then(|items| items.iter_mut().filter_map(Value::as_table_mut).find(|it| has_id(it, id)));
    match found {
        Some(inner) if !rest.is_empty() => set(inner, rest, value, whole),
        Some(_) => Err(Failure::usage(
            format!("--set {whole} names a whole item, not one value of it"),
            "go on with a key of the item, or leave the item out with --without",
        )),
        None => Err(no_such(whole, id, &known)),
    }
}

fn no_such(whole: &str, step: &str, known: &[String]) -> Failure {
    Failure::unknown("key or item", format!("{step} (in {whole})"), known.iter().map(String::as_str))
}

fn has_id(table: &Table, id: &str) -> bool {
    table.get("id").and_then(Value::as_str) == Some(id)
}

fn is_list(value: &Value) -> bool {
    value.as_array().is_some_and(|it| it.iter().any(Value::is_table))
}

fn item<'a>(value: &'a Value, id: &str) -> Option<&'a Table> {
    value.as_array()?.iter().filter_map(Value::as_table).find(|it| has_id(it, id))
}

fn ids(value: &Value) -> Vec<String> {
    let tables = value.as_array().into_iter().flatten().filter_map(Value::as_table);
    tables.filter_map(|it| it.get("id")?.as_str().map(str::to_owned)).collect()
}

/// Takes every list item with this id out, at any depth; counts them.
fn take_out(table: &mut Table, id: &str) -> usize {
    let mut count = 0;
    for (_, value) in table.iter_mut() {
        match value {
            Value::Array(items) => {
                let before = items.len();
                items.retain(|it| !it.as_table().is_some_and(|it| has_id(it, id)));
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

    fn set_to(change: &str) -> Result<Table, Failure> {
        let text = edited(TEXT, &[Change::read(change)?], &[])?;
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
        let text = edited(TEXT, &[], &["pile".to_owned()]).unwrap();
        assert!(!text.contains("pile") && text.contains("floor"));
        assert_eq!(edited(TEXT, &[], &["pill".to_owned()]).unwrap_err().exit_code(), 6);
        assert_eq!(edited(TEXT, &[], &[]).unwrap(), TEXT);
    }
}
