//! What a scenario takes from those that it extends, so that a change can begin from it.
//!
//! The rules are the reader's own: what a file does not say is its parent's; an item of a list takes the place of
//! the parent's item of the same id, or fills itself from it where it says `inherit`.

use coercivity_data::Bundle;
use toml::{Table, Value};

/// Scenarios that extend one another further than this go in a circle, which the reader tells.
const FARTHEST: usize = 16;

/// All that the scenarios of the bundle which a text extends say together; empty when it extends none. What cannot be
/// read is left out here: the reader tells it.
pub fn inherited(text: &str, bundle: &Bundle) -> Table {
    let mut whole = Table::new();
    for (_, parent) in parents_of(text, bundle).into_iter().rev() {
        let parent = parent.parse::<Table>().unwrap_or_default();
        for id in left_out(&parent) {
            for items in whole.iter_mut().filter_map(|it| it.1.as_array_mut()) {
                items.retain(|it| id_of(it) != Some(id));
            }
        }
        lay_over(&mut whole, parent);
    }
    for key in ["extends", "without", "id", "title"] {
        whole.remove(key);
    }
    whole
}

/// Path and text of the scenario of the bundle that a text rests on in the end: the one that extends none. `None` when
/// the text extends none itself, or leads nowhere, which the reader tells.
pub fn root_of<'a>(text: &str, bundle: &'a Bundle) -> Option<(String, &'a str)> {
    parents_of(text, bundle).pop().filter(|it| parent_of(it.1).is_none())
}

/// Paths and texts of the scenarios that a text extends, the nearest first.
fn parents_of<'a>(text: &str, bundle: &'a Bundle) -> Vec<(String, &'a str)> {
    let mut parents = Vec::new();
    let mut next = parent_of(text);
    while let Some(id) = next.take().filter(|_| parents.len() < FARTHEST) {
        let path = format!("scenarios/{id}.toml");
        let Some(text) = bundle.text(&path) else { break };
        next = parent_of(text);
        parents.push((path, text));
    }
    parents
}

fn parent_of(text: &str) -> Option<String> {
    let table: Table = text.parse().ok()?;
    table.get("extends")?.as_str().map(str::to_owned)
}

fn left_out(table: &Table) -> Vec<&str> {
    let ids = table.get("without").and_then(Value::as_array);
    ids.into_iter().flatten().filter_map(Value::as_str).collect()
}

/// The `id` of a list's item.
pub fn id_of(item: &Value) -> Option<&str> {
    item.as_table()?.get("id")?.as_str()
}

fn lay_over(whole: &mut Table, child: Table) {
    for (key, said) in child {
        match (whole.get_mut(&key), said) {
            (Some(Value::Table(old)), Value::Table(new)) => old.extend(new),
            (Some(Value::Array(old)), Value::Array(new)) if new.iter().any(|it| id_of(it).is_some()) => {
                new.into_iter().for_each(|it| lay_item(old, it));
            }
            (_, said) => {
                whole.insert(key, said);
            }
        }
    }
}

fn lay_item(items: &mut Vec<Value>, mut item: Value) {
    let old = items.iter_mut().find(|it| id_of(it) == id_of(&item));
    let Some(old) = old else {
        items.push(item);
        return;
    };
    let inherits = item.as_table_mut().and_then(|it| it.remove("inherit")).is_some();
    match (old.as_table_mut(), &mut item) {
        (Some(old), Value::Table(new)) if inherits => old.extend(std::mem::take(new)),
        _ => *old = item,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_parent_speaks_last_and_items_are_known_by_id() {
        let far = "run = { draws = 40, seed = 1 }\n[[practice]]\nid = \"a\"\nx = 1\ny = 1\n[[practice]]\nid = \"b\"\n";
        let near = "extends = \"far\"\nwithout = [\"b\"]\n[run]\ndraws = 9\n[[practice]]\nid = \"a\"\ninherit = \"far\"\ny = 2\n";
        let file = |id: &str, text: &str| (format!("scenarios/{id}.toml"), text.to_owned());
        let bundle = Bundle::new([file("far", far), file("near", near)]);
        let whole = inherited("extends = \"near\"\n", &bundle);
        let expected = "run = { draws = 9, seed = 1 }\n[[practice]]\nid = \"a\"\nx = 1\ny = 2\n";
        assert_eq!(whole, expected.parse::<Table>().unwrap());
        let root = root_of("extends = \"near\"\n", &bundle);
        assert_eq!(root, Some(("scenarios/far.toml".to_owned(), far)));
        assert_eq!(root_of(far, &bundle), None);
        let circle = Bundle::new([file("far", "extends = \"far\"\n")]);
        assert!(inherited("extends = \"far\"\n", &circle).is_empty());
        assert!(inherited("not toml", &circle).is_empty());
        assert_eq!(root_of("extends = \"far\"\n", &circle), None);
    }
}
