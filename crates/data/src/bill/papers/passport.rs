//! What a credential says: where a product was made, where its materials come from, and claims in our own words.

use coercivity_quantity::Interval;

use super::EvidenceDocument;
use super::countries::{any, is_limited, left_out, named};
use super::materials::{COUNTRY, FRACTION, Materials};
use super::selective::{hides, is_hidden};
use crate::bill::forms::json::{Json, JsonValue};
use crate::bill::rows::EvidenceRow;
use crate::problem::Problem;

/// Keys under which a product says where it was made.
const MADE: [&str; 2] = ["countryOfProduction", "countryOfOrigin"];
/// What products and materials tell that is not read.
const UNREAD: [&str; 8] = [
    FRACTION,
    "mass",
    "massAmount",
    "producedAtFacility",
    "recycledAmount",
    "recycledContent",
    "recycledMassFraction",
    "producedByParty",
];
/// Keys that name a product.
const OF_PRODUCT: [&str; 3] = ["registeredId", "id", "name"];
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
    /// Reads a subject, the products in it, and the materials of each: what stands in several places counts in all.
    pub(super) fn read(&mut self, subject: &Json, problems: &mut Vec<Problem>) {
        let products = subject.get("product").map_or(&[][..], Json::items);
        for product in products {
            let name = self.named(product);
            self.thing((product, &name), problems);
        }
        // What has no name of its own speaks of its one product.
        let own = match products {
            [one] if name_of(subject, &OF_PRODUCT).is_empty() => name_of(one, &OF_PRODUCT),
            _ => self.named(subject),
        };
        self.thing((subject, &own), problems);
    }

    /// What a product is called: by itself, else by the token.
    fn named(&self, product: &Json) -> String {
        let own = name_of(product, &OF_PRODUCT);
        if own.is_empty() { self.called.to_owned() } else { own }
    }

    /// What is said of a product: where it was made, what is claimed of it, and of what it is made.
    fn thing(&mut self, (product, name): (&Json, &str), problems: &mut Vec<Problem>) {
        for key in MADE {
            self.places((product, name), key, "made", problems);
        }
        if product.get("claim").is_some() {
            self.claim(product, name.to_owned(), problems);
        }
        let materials = Materials::of(product);
        let of_materials = self.document.rows.len();
        for material in &materials.rows {
            let first = self.document.rows.len();
            self.places((material.row, &material.name), COUNTRY, "origin", problems);
            for mut row in self.document.rows.split_off(first) {
                if !name.is_empty() {
                    row.note.push_str(&format!("; a material of `{name}`"));
                }
                row.share = materials.share(material, &row.place, row.share);
                let known = |it: &&mut EvidenceRow| (&it.subject, &it.place) == (&row.subject, &row.place);
                let several = materials.count(material);
                if several > 1 {
                    // Rows of one country are one claim.
                    if let Some(known) = self.document.rows[of_materials..].iter_mut().find(known) {
                        known.named_twice.append(&mut row.named_twice);
                        continue;
                    }
                    row.note.push_str(&format!("; a share of its {several} rows together"));
                }
                self.document.rows.push(row);
            }
        }
        let weightless = materials.weightless().filter(|it| !self.document.remarks.contains(it));
        self.document.remarks.extend(weightless);
        self.tell_unread(product, &materials);
    }

    /// Tells once what stands beside and is not read.
    fn tell_unread(&mut self, product: &Json, materials: &Materials<'_>) {
        let things = || std::iter::once(product).chain(materials.rows.iter().map(|it| it.row));
        // A fraction is read where it says which part of its material a row is.
        let read = |key: &str, it: &Json| key == FRACTION && materials.tells_a_share(it);
        let keys: Vec<String> = UNREAD
            .iter()
            .filter(|key| things().any(|it| it.get(key).is_some() && !read(key, it)))
            .map(|it| format!("`{it}`"))
            .collect();
        let said = format!("left out: {} of products or materials", keys.join(", "));
        if !keys.is_empty() && !self.document.remarks.contains(&said) {
            self.document.remarks.push(said);
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
        if subject.is_empty() {
            let told = format!(
                "what `{key}` in line {} speaks of has no name: it is of no item of a bill",
                value.line
            );
            self.document.remarks.push(told);
        }
        // A country that is not disclosed may contradict the others.
        let found = named(value).filter(|_| !value.items().iter().any(is_hidden));
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
        let limited = is_limited(thing);
        let beside = limited.then(|| {
            format!("left out: a share beside `{key}`, which may be that from there or another: for 0..100 %")
        });
        let told = left_out(key, value).into_iter().chain(beside);
        let told: Vec<String> = told.filter(|it| !self.document.remarks.contains(it)).collect();
        self.document.remarks.extend(told);
        self.document.rows.extend(found.into_iter().map(|of| EvidenceRow {
            line: thing.line,
            subject: subject.to_owned(),
            claim: claim.to_owned(),
            place: of.country,
            named_twice: of.twice,
            share: if limited { Some(any()) } else { of.share },
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
            None => Some(Vec::new()),
            // A percentage beside a country might limit the claim.
            Some(value) => named(value).filter(|it| it.iter().all(|it| it.share.is_none())),
        };
        let (Some(claim), Some(countries), Some(element)) = (text("claim"), place, text("element")) else {
            let expected = "texts in `claim`, `place` and `element`, and nothing beside a country";
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
        let place = countries.iter().map(|it| it.country.as_str()).collect::<Vec<_>>().join("; ");
        let named_twice = countries.into_iter().flat_map(|it| it.twice).collect();
        let of_paper = self.blank.clone();
        let row = EvidenceRow { line, subject, element, claim, place, named_twice, share, ..of_paper };
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
    keys.iter().find_map(|it| thing.text_of(it)).unwrap_or_default().trim().to_owned()
}
