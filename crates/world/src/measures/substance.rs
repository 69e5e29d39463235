//! What a good may be made of: elements by their symbols, groups of them, and materials by a word.

use coercivity_data::nearest;

use crate::measures::item::{ALONE, ELEMENTS, is_elements};

/// Stages whose goods are named by elements alone: their other names can only be slips.
const OF_ELEMENTS: [&str; 2] = ["oxide", "metal"];

/// What the elements are called, in the order of their symbols.
const NAMES: &str = "hydrogen helium lithium beryllium boron carbon nitrogen oxygen fluorine neon sodium magnesium \
    aluminium silicon phosphorus sulphur chlorine argon potassium calcium scandium titanium vanadium chromium \
    manganese iron cobalt nickel copper zinc gallium germanium arsenic selenium bromine krypton rubidium strontium \
    yttrium zirconium niobium molybdenum technetium ruthenium rhodium palladium silver cadmium indium tin antimony \
    tellurium iodine xenon caesium barium lanthanum cerium praseodymium neodymium promethium samarium europium \
    gadolinium terbium dysprosium holmium erbium thulium ytterbium lutetium hafnium tantalum tungsten rhenium \
    osmium iridium platinum gold mercury thallium lead bismuth polonium astatine radon francium radium actinium \
    thorium protactinium uranium neptunium plutonium";

/// Whether goods of a stage are named by elements alone; `stages` may be several, as in `oxide|metal`.
pub(crate) fn is_of_elements(stages: &str) -> bool {
    stages.split('|').any(|it| OF_ELEMENTS.contains(&it))
}

/// Why a substance at a stage names nothing: what was meant where that can be guessed, else how to name it. None where
/// it names elements, something that is `known`, or a material of a word at a stage that has such.
pub(crate) fn misnamed<'a>(
    (stages, name): (&str, &str),
    known: impl Iterator<Item = &'a str> + Clone,
) -> Option<String> {
    let name = name.strip_prefix(ALONE).unwrap_or(name);
    if name == "*" || is_elements(name) || known.clone().any(|it| it == name) {
        return None;
    }
    let refined = is_of_elements(stages);
    let meant = meant(name, known.clone()).filter(|_| refined || stages == "*");
    match meant.or_else(|| nearest(name, known).map(str::to_owned)) {
        Some(near) => Some(format!("did you mean `{stages}:{near}`?")),
        None if refined => Some(format!(
            "write the symbols of its elements, or name what is no oxide and no metal of elements at a stage of its \
             own, such as `material:{name}`"
        )),
        None => None,
    }
}

/// How to mend what something is to hold beside its substance, as in `+Dy`; none where it is one element.
pub(crate) fn unheld<'a>(name: &str, known: impl Iterator<Item = &'a str> + Clone) -> Option<String> {
    if ELEMENTS.split_whitespace().any(|it| it == name) {
        return None;
    }
    let near = meant(name, known).map(|it| format!("did you mean `+{it}`?"));
    Some(near.unwrap_or("name what it holds by the symbols of elements, as in `+Dy+Tb`".to_owned()))
}

/// The symbol of the element, or the group, that a word comes near to.
fn meant<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<String> {
    let small = word.to_lowercase();
    let called = nearest(&small, NAMES.split_whitespace());
    let symbol = called
        .and_then(|name| ELEMENTS.split_whitespace().zip(NAMES.split_whitespace()).find(|it| it.1 == name));
    let near = || nearest(word, ELEMENTS.split_whitespace().chain(known));
    symbol.map(|it| it.0).or_else(near).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn remedy(stage: &str, name: &str) -> Option<String> {
        misnamed((stage, name), ["REO", "NdFeB", "graphite"].into_iter())
    }

    #[test]
    fn every_symbol_has_a_name() {
        assert_eq!(ELEMENTS.split_whitespace().count(), NAMES.split_whitespace().count());
        let named = |symbol: &str| {
            let found = ELEMENTS.split_whitespace().zip(NAMES.split_whitespace()).find(|it| it.0 == symbol);
            found.map(|it| it.1)
        };
        assert_eq!([named("Ga"), named("Dy"), named("Pu")], ["gallium", "dysprosium", "plutonium"].map(Some));
    }

    #[test]
    fn what_no_element_and_no_group_is_called_is_told_with_what_is_near() {
        let meant = |it: &str| Some(format!("did you mean `{it}`?"));
        assert_eq!(remedy("oxide", "Sbb"), meant("oxide:Sb"));
        assert_eq!(remedy("metal", "Galium"), meant("metal:Ga"));
        assert_eq!(remedy("oxide|metal", "REOO"), meant("oxide|metal:REO"));
        assert_eq!(remedy("*", "Galium"), meant("*:Ga"));
        assert_eq!(remedy("material", "graphit"), meant("material:graphite"));
        assert!(remedy("metal", "ferrovanadium").unwrap().contains("`material:ferrovanadium`"));
    }

    #[test]
    fn what_a_thing_holds_is_an_element() {
        let held = |it: &str| unheld(it, ["REO"].into_iter());
        assert_eq!((held("Dy"), held("Tb")), (None, None));
        assert_eq!(held("Dyy"), Some("did you mean `+Dy`?".to_owned()));
        assert!(held("heavy").unwrap().contains("symbols"));
    }

    #[test]
    fn elements_groups_and_materials_of_a_word_pass() {
        for (stage, name) in
            [("oxide", "Sb"), ("oxide", "REO"), ("metal", "NdPr"), ("oxide", "Dy2O3"), ("*", "*")]
        {
            assert_eq!(remedy(stage, name), None, "{stage}:{name}");
        }
        for (stage, name) in [("graphite", "natural"), ("fluorspar", "acid-grade"), ("*", "polysilicon")] {
            assert_eq!(remedy(stage, name), None, "{stage}:{name}");
        }
    }
}
