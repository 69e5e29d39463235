//! What a credential says: where a product was made, where its materials come from, and claims in our own words.

use coercivity_quantity::Interval;

use super::EvidenceDocument;
use super::countries::countries;
use super::selective::{hides, is_hidden};
use crate::bill::forms::json::{Json, JsonValue};
use crate::bill::rows::EvidenceRow;
use crate::problem::Problem;

/// Keys under which a product says where it was made.
const MADE: [&str; 2] = ["countryOfProduction", "countryOfOrigin"];
/// Keys under which a product tells its materials.
const MATERIALS: [&str; 3] = ["materialsProvenance", "materialProvenance", "materials"];
/// What may stand beside a claim in our own words; anything else might limit it.
const BESIDE_CLAIM: [&str; 11] = [
    "@type",
    "claim",
    "element",
    "id",
    "name",
    "note",
    "place",
    "registeredId",
    "share_high",
    "share_low",
    "type",
];

/// What is said of one subject.
pub(super) struct Passport<'a> {
    /// The paper.
    pub document: &'a mut EvidenceDocument,
    /// What all that it says has in common.
    pub blank: EvidenceRow,
    /// What its token calls the subject, for one that has no name of its own.
    pub called: &'a str,
}

impl Passport<'_> {
    /// Reads a subject: itself, or the product in it, and its materials.
    pub(super) fn read(&mut self, subject: &Json, problems: &mut Vec<Problem>) {
        self.product(subject.get("product").unwrap_or(subject), problems);
        for key in MATERIALS {
            let own = subject.get(key).or_else(|| subject.get("product").and_then(|it| it.get(key)));
            for material in own.map_or(&[][..], Json::items) {
                let name = name_of(material, &["id", "name"]);
                self.places((material, &name), "originCountry", "origin", problems);
            }
        }
    }

    /// Where a product was made, and what is claimed of it.
    fn product(&mut self, product: &Json, problems: &mut Vec<Problem>) {
        let mut subject = name_of(product, &["registeredId", "id", "name"]);
        if subject.is_empty() {
            self.called.clone_into(&mut subject);
        }
        for key in MADE {
            self.places((product, &subject), key, "made", problems);
        }
        if product.get("claim").is_some() {
            self.claim(product, subject, problems);
        }
    }

    /// A row for each country that a key names: several contradict each other.
    fn places(
        &mut self,
        (thing, subject): (&Json, &str),
        key: &str,
        claim: &str,
        problems: &mut Vec<Problem>,
    ) {
        let Some(value) = thing.get(key) else { return };
        if subject.is_empty() && hides(thing) {
            self.undisclosed(&format!("whose `{key}` it tells"));
            return;
        }
        // A country that is not disclosed may contradict the others.
        let found = countries(value).filter(|_| !value.items().iter().any(is_hidden));
        if found.is_none() && value.items().iter().any(hides) {
            self.undisclosed(&format!("all of `{key}`"));
            return;
        }
        let Some(found) = found else {
            self.wrong(
                value,
                format!("`{key}` in which no country is read"),
                "a country code, an object with `countryCode`, or a list of them",
                problems,
            );
            return;
        };
        self.document.rows.extend(found.into_iter().map(|place| EvidenceRow {
            line: thing.line,
            subject: subject.to_owned(),
            claim: claim.to_owned(),
            place,
            ..self.blank.clone()
        }));
    }

    /// A claim in our own words. What stands beside it and is not read might limit it: such a claim is refused.
    fn claim(&mut self, product: &Json, subject: String, problems: &mut Vec<Problem>) {
        if hides(product) {
            self.undisclosed("what else stands beside a claim, which might limit it");
            return;
        }
        let before = problems.len();
        for (key, value) in product.entries().iter().filter(|it| !BESIDE_CLAIM.contains(&it.0.as_str())) {
            let expected = format!("nothing but {}", BESIDE_CLAIM.join(", "));
            self.wrong(value, format!("`{key}` beside a claim"), &expected, problems);
        }
        let text = |key: &str| product.get(key).map_or(Some(""), Json::text);
        let place = match product.get("place") {
            None => Some(String::new()),
            Some(value) => countries(value).map(|it| it.join("; ")),
        };
        let (Some(claim), Some(place), Some(element)) = (text("claim"), place, text("element")) else {
            let expected = "texts in `claim`, `place` and `element`";
            self.wrong(product, "a claim that cannot be read".to_owned(), expected, problems);
            return;
        };
        let share = |key: &str| match product.get(key).map(|it| &it.value) {
            None => Some(None),
            Some(JsonValue::Number(share)) => Some(Some(*share)),
            Some(_) => None,
        };
        let ends = share("share_low").zip(share("share_high"));
        let share = ends.and_then(|ends| match ends {
            (None, None) => Some(None),
            (low, high) => Interval::between(low.unwrap_or(0.0), high.unwrap_or(1.0))
                .filter(|it| it.low() >= 0.0 && it.high() <= 1.0)
                .map(Some),
        });
        let Some(share) = share else {
            let expected = "0 <= share_low <= share_high <= 1";
            self.wrong(product, "a claim whose share cannot be read".to_owned(), expected, problems);
            return;
        };
        if problems.len() > before {
            return;
        }
        let (line, claim, element) = (product.line, claim.to_owned(), element.to_owned());
        let row = EvidenceRow { line, subject, element, claim, place, share, ..self.blank.clone() };
        self.document.rows.push(row);
    }

    /// Leaves out what is limited in a way that is not known.
    fn undisclosed(&mut self, what: &str) {
        self.document.remarks.push(format!("left out: it does not disclose {what}"));
    }

    fn wrong(&self, at: &Json, found: String, expected: &str, problems: &mut Vec<Problem>) {
        let remedy = "ask for the credential anew, or leave it out";
        problems.push(Problem::in_file(&self.document.path, found, expected, remedy).at(at.line, 0));
    }
}

fn name_of(thing: &Json, keys: &[&str]) -> String {
    keys.iter().find_map(|it| thing.text_of(it)).unwrap_or_default().to_owned()
}
