//! What a run that Ctrl-C ended early says of itself, in its own figures.

use coercivity_report::view::View;
use serde_json::Value;

use crate::further::Further;

/// The warning of an interrupted run: how many of its draws it has, and which further questions it does not answer.
pub fn told(
    (further, documents): (&Further, &[(&'static str, Value)]),
    view: &View,
    (done, asked): (u32, u32),
) -> String {
    let draws = match asked {
        0 => "interrupted after its central values".to_owned(),
        _ => format!("interrupted when {done} of {asked} draws were finished"),
    };
    let inverse = documents.iter().filter_map(|it| it.1.as_array()).map(Vec::len).sum::<usize>();
    let open = [
        (further.drivers && view.drivers.is_none(), "drivers"),
        (inverse < further.inverse.len(), "what a claim would need"),
        (further.variants, "variants, all or some of them,"),
        (further.attribute.is_some() && view.attribution.is_none(), "attribution"),
    ];
    let open: Vec<&str> = open.into_iter().filter(|it| it.0).map(|it| it.1).collect();
    let lacking = match open.split_last() {
        None => String::new(),
        Some((last, [])) => format!("; {last} were not worked out"),
        Some((last, before)) => format!("; {} and {last} were not worked out", before.join(", ")),
    };
    format!("This run was {draws}{lacking}. `{}` makes it again, from its beginning.", view.replay)
}
