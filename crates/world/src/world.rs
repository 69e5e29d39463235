//! An immutable snapshot of what is true, as known on a day.

use coercivity_data::{Bundle, Problem, Records};
use coercivity_quantity::Day;

use crate::atlas::Atlas;
use crate::base::BaseInputs;
use crate::economy::Economy;
use crate::measures::{
    Clause, Condition, CustomsCode, Declaration, Listing, Measure, Regime, Rulebook, Words, load_measures,
    read_customs_codes, read_declarations, read_listings, read_rulebooks,
};
use crate::source::Sources;
use crate::vocabulary::{
    ListName, MineralName, ThingWord, Vocabulary, read_list_names, read_mineral_names, read_thing_words,
};

/// The world: names, facts, law and the inputs of the base year. No room mutates it.
#[derive(Clone, Debug)]
pub struct World {
    /// Name of the set it was made from, such as `2026.11`.
    pub edition: String,
    /// The last day on which its editors looked.
    pub edited: Day,
    /// The day up to which announcements are known.
    pub known_on: Day,
    /// Sources.
    pub sources: Sources,
    /// Names.
    pub vocabulary: Vocabulary,
    /// Which elements a mineral is, as reporting templates call it.
    pub minerals: Vec<MineralName>,
    /// What else lists of parties are called.
    pub list_names: Vec<ListName>,
    /// Words by which bills name controlled things.
    pub thing_words: Vec<ThingWord>,
    /// Facts about who makes what.
    pub atlas: Atlas,
    /// Group names of measure files.
    pub words: Words,
    /// Every instrument, whenever announced: see [`World::regime`].
    pub measures: Vec<Measure>,
    /// Which clauses are judged together.
    pub rulebooks: Vec<Rulebook>,
    /// What a word for a use, a contract or a list declares.
    pub declarations: Vec<Declaration>,
    /// Which conditions hold of what clauses name.
    pub listings: Vec<Listing>,
    /// What a customs code may be of.
    pub customs_codes: Vec<CustomsCode>,
    /// What the base year is reconciled from.
    pub base: BaseInputs,
    /// Prices, products, projects and parameters.
    pub economy: Economy,
}

/// What was read of law.
struct Law {
    words: Words,
    measures: Vec<Measure>,
    rulebooks: Vec<Rulebook>,
    declarations: Vec<Declaration>,
    listings: Vec<Listing>,
    customs_codes: Vec<CustomsCode>,
}

impl World {
    /// Everything that clauses ask about a movement in their own words: their conditions, then what their effects ask.
    pub fn conditions(&self) -> impl Iterator<Item = &Condition> {
        let clauses = || self.measures.iter().flat_map(|it| &it.clauses);
        clauses().flat_map(Clause::conditions).chain(clauses().filter_map(|it| it.effect.condition()))
    }

    /// Reads and links a bundle. `known_on` is the set's own day when absent.
    ///
    /// # Errors
    /// Every problem of the bundle, when it has any.
    pub fn open(bundle: &Bundle, known_on: Option<Day>) -> Result<Self, Vec<Problem>> {
        let (records, mut problems) = Records::read(bundle);
        let words = Words::read(bundle, &mut problems);
        let measures = load_measures(bundle, &words, &mut problems);
        let rulebooks = read_rulebooks(bundle, &measures, &mut problems);
        let declarations = read_declarations(bundle, &mut problems);
        let listings = read_listings(bundle, &measures, &mut problems);
        let customs_codes = read_customs_codes(bundle, &mut problems);
        let law = Law { words, measures, rulebooks, declarations, listings, customs_codes };
        let world = Self::link((bundle, &records), law, known_on, &mut problems);
        match world {
            Some(world) if problems.is_empty() => Ok(world),
            _ => {
                problems.sort();
                problems.dedup();
                Err(problems)
            }
        }
    }

    fn link(
        (bundle, records): (&Bundle, &Records),
        law: Law,
        known_on: Option<Day>,
        problems: &mut Vec<Problem>,
    ) -> Option<Self> {
        let sources = Sources::link(&records.sources);
        let vocabulary = Vocabulary::link(&records.vocabulary, &sources, problems);
        let minerals = read_mineral_names(bundle, &vocabulary, problems);
        let (list_names, thing_words) =
            (read_list_names(bundle, problems), read_thing_words(bundle, problems));
        let atlas = Atlas::link(&records.atlas, &vocabulary, &sources, problems);
        let base = BaseInputs::link(&records.base, problems);
        let economy = Economy::link(
            &records.base,
            (&records.parameters, records.posterior.as_ref()),
            &records.anchors,
            (&atlas, &vocabulary),
            problems,
        );
        cited_history(records, &sources, problems);
        let edition = records.edition.clone()?;
        let known_on = known_on.unwrap_or(edition.known_on);
        Some(Self {
            edition: edition.name,
            edited: edition.known_on,
            known_on,
            sources,
            vocabulary,
            minerals,
            list_names,
            thing_words,
            atlas,
            words: law.words,
            measures: law.measures,
            rulebooks: law.rulebooks,
            declarations: law.declarations,
            listings: law.listings,
            customs_codes: law.customs_codes,
            base,
            economy: economy?,
        })
    }

    /// The law as known on the world's day.
    pub fn regime(&self) -> Regime {
        Regime::known_on(&self.measures, self.known_on)
    }
}

/// What runs are scored by is not linked: the room that scores reads it as written. Its sources must exist.
fn cited_history(records: &Records, sources: &Sources, problems: &mut Vec<Problem>) {
    let history = &records.history;
    let walk = history.rivals.walk.iter().map(|it| &it.row.cited);
    let course = history.rivals.course.rows.iter().map(|it| &it.cited);
    for cited in history.facts.iter().map(|it| &it.cited).chain(walk).chain(course) {
        sources.check(cited, problems);
    }
}
