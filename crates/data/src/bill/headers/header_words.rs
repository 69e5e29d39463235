//! What headers mean, in five languages: the table `data/bill/headers.csv`.

use std::collections::BTreeMap;

use super::field::{SheetKind, is_figure};
use crate::bill::unit::Units;
use crate::bundle::Bundle;
use crate::problem::{Problem, nearest};
use crate::table::Table;

/// Where the words stand.
pub const HEADERS_PATH: &str = "data/bill/headers.csv";

/// A longer header is a sentence, not a slip of the pen.
const LONGEST: usize = 60;

/// Headers by their normal form, and the columns that each may mean.
#[derive(Clone, Debug, Default)]
pub struct HeaderWords {
    /// By kind of sheet: normal form -> fields.
    fields: BTreeMap<(SheetKind, String), Vec<&'static str>>,
    /// Normal form -> kinds of sheet.
    sheets: BTreeMap<String, Vec<SheetKind>>,
}

/// What a header may mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// The word of the template itself.
    Template(&'static str),
    /// A word that means one column.
    Synonym(&'static str),
    /// A word that means one column, beside others in brackets that are no unit and may change it: to be reviewed.
    Narrowed(&'static str),
    /// A word that is spelt nearly as one that means a column: to be reviewed.
    Near(&'static str),
    /// A word that may mean several columns: to be reviewed.
    Several(Vec<&'static str>),
    /// No known word.
    Unknown,
}

/// A header with its unit taken off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Parted {
    /// Its words in normal form.
    pub(crate) words: String,
    /// The unit in it, as written; empty when there is none.
    pub(crate) unit: String,
}

impl HeaderWords {
    /// Reads the table; the words of the template are always known.
    pub fn read(bundle: &Bundle, problems: &mut Vec<Problem>) -> Self {
        let mut words = Self::default();
        let Some(text) = bundle.required(HEADERS_PATH, problems) else { return words };
        let table = Table::read(HEADERS_PATH, text, &["sheet", "field", "language", "words"], problems);
        let kinds = SheetKind::ALL.map(|it| (it.word(), it));
        for row in table.rows() {
            let Some(kind) = row.one_of("sheet", &kinds, problems) else { continue };
            let field = row.text("field");
            let fields: Vec<(&str, &'static str)> = kind.fields().into_iter().map(|it| (it, it)).collect();
            let field = match field.is_empty() {
                true => None,
                false => match row.one_of("field", &fields, problems) {
                    Some(field) => Some(field),
                    None => continue,
                },
            };
            let Some(listed) = row.required("words", problems) else { continue };
            for word in listed.split(';').map(normal).filter(|it| !it.is_empty()) {
                match field {
                    Some(field) => add(words.fields.entry((kind, word)).or_default(), field),
                    None => add(words.sheets.entry(word).or_default(), kind),
                }
            }
        }
        words
    }
    /// The kind of a sheet by its name, when the name means one kind.
    pub(crate) fn kind_of(&self, name: &str) -> Option<SheetKind> {
        match self.sheets.get(&normal(name)).map(Vec::as_slice) {
            Some([kind]) => Some(*kind),
            Some(_) | None => None,
        }
    }
    /// What a header may mean in a sheet of a kind, and the unit in it.
    pub(crate) fn meaning(&self, kind: SheetKind, header: &str) -> (Meaning, String) {
        match kind.fields().into_iter().find(|it| *it == header.trim()) {
            Some(field) => (Meaning::Template(field), String::new()),
            None => self.synonym(kind, header),
        }
    }
    /// The column that a header certainly means.
    pub(crate) fn known(&self, kind: SheetKind, header: &str) -> Option<&'static str> {
        let template = kind.fields().into_iter().find(|it| *it == header.trim());
        template.or_else(|| self.listed(kind, header, &parted(header)).and_then(|it| it.0.certain()))
    }
    /// What a header means by the table, word for word.
    fn listed(&self, kind: SheetKind, header: &str, parted: &[Parted]) -> Option<(Meaning, String)> {
        let whole = Parted { words: normal(header), unit: String::new() };
        let (units, others): (Vec<Parted>, Vec<Parted>) =
            parted.iter().cloned().partition(|it| Units::known(&it.unit));
        // Signs such as `%` are lost in the whole and are taken off first; of words such as `share` the whole comes first,
        // for it may be listed with them. Words in brackets that are no unit come last.
        let (signs, letters): (Vec<Parted>, Vec<Parted>) =
            units.into_iter().partition(|it| normal(&it.unit).is_empty());
        let with_unit = signs.into_iter().chain([whole]).chain(letters).map(|it| (it, true));
        let readings = with_unit.chain(others.into_iter().map(|it| (it, false)));
        let mut found =
            readings.filter_map(|(it, whole)| Some((self.fields.get(&(kind, it.words))?, it.unit, whole)));
        let (fields, unit, whole) = found.next()?;
        Some(match fields.as_slice() {
            [field] if whole || says_its_unit(field, &unit) => (Meaning::Synonym(field), unit),
            [field] => (Meaning::Narrowed(field), part_of_a_unit(unit)),
            several => (Meaning::Several(several.to_vec()), if whole { unit } else { part_of_a_unit(unit) }),
        })
    }
    /// What a header may mean in the words of the table alone, and the unit in it.
    pub(crate) fn synonym(&self, kind: SheetKind, header: &str) -> (Meaning, String) {
        let parted = parted(header);
        if let Some(found) = self.listed(kind, header, &parted) {
            return found;
        }
        if header.chars().count() > LONGEST {
            return (Meaning::Unknown, String::new());
        }
        let last = parted.into_iter().next_back();
        let (words, unit) =
            last.map_or((normal(header), String::new()), |it| (it.words, part_of_a_unit(it.unit)));
        let known = self.fields.keys().filter(|it| it.0 == kind && it.1.chars().count() > 4);
        let near = nearest(&words, known.map(|it| it.1.as_str()));
        match near.and_then(|it| self.fields.get(&(kind, it.to_owned()))).map(Vec::as_slice) {
            Some([field]) => (Meaning::Near(field), unit),
            Some(several) => (Meaning::Several(several.to_vec()), unit),
            None => (Meaning::Unknown, unit),
        }
    }
}

impl Meaning {
    /// The column it certainly means.
    pub(crate) fn certain(&self) -> Option<&'static str> {
        match self {
            Self::Template(field) | Self::Synonym(field) => Some(field),
            Self::Narrowed(_) | Self::Near(_) | Self::Several(_) | Self::Unknown => None,
        }
    }
}

/// Whether words in the brackets of a header leave the meaning of its column as it is: where it holds text, or where they say
/// what a quantity counts.
fn says_its_unit(field: &str, words: &str) -> bool {
    !is_figure(field) || field == "quantity" && Units::counted(words).is_some()
}

/// Words in brackets that a unit is a part of, as in `EUR/kg`; empty when they are about something else.
fn part_of_a_unit(words: String) -> String {
    let parts = words.split(|it: char| it.is_whitespace() || "/,;".contains(it));
    let has = parts.into_iter().any(|it| Units::known(it) || Units::counted(it).is_some());
    if has { words } else { String::new() }
}

fn add<T: PartialEq>(list: &mut Vec<T>, item: T) {
    if !list.contains(&item) {
        list.push(item);
    }
}

/// A header in small letters, without accents and signs, one blank between words.
pub(crate) fn normal(header: &str) -> String {
    let mut text = String::new();
    for letter in header.chars().flat_map(char::to_lowercase) {
        match plain(letter) {
            Some(letters) => text.push_str(letters),
            None if letter.is_alphanumeric() => text.push(half_width(letter)),
            None => text.push(' '),
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Letters of German and French without their marks; marks that stand by themselves are dropped.
fn plain(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ä' => "ae",
        'ö' => "oe",
        'ü' => "ue",
        'ß' => "ss",
        'à' | 'á' | 'â' => "a",
        'ç' => "c",
        'è' | 'é' | 'ê' | 'ë' => "e",
        'î' | 'ï' => "i",
        'ô' => "o",
        'û' | 'ù' => "u",
        'œ' => "oe",
        '\u{300}'..='\u{36f}' => "",
        _ => return None,
    })
}

/// The common form of letters and digits that East Asian type sets as wide as a character.
fn half_width(letter: char) -> char {
    match u32::from(letter) {
        code @ 0xff01..=0xff5e => char::from_u32(code - 0xff01 + 0x21).unwrap_or(letter),
        _ => letter,
    }
}

/// The ways to take a unit off a header: in brackets, or as its last word.
fn parted(header: &str) -> Vec<Parted> {
    let mut ways = Vec::new();
    let brackets = [('[', ']'), ('(', ')'), ('（', '）'), ('【', '】'), ('［', '］')];
    for (open, close) in brackets {
        if let Some((head, rest)) = header.split_once(open)
            && let Some((unit, tail)) = rest.split_once(close)
        {
            let unit = unit.trim().to_owned();
            ways.push(Parted { words: normal(&format!("{head} {tail}")), unit });
        }
    }
    let signs = |it: char| it.is_whitespace() || "_-/,:".contains(it);
    if let Some((head, last)) = header.trim().rsplit_once(signs)
        && Units::known(last)
    {
        let words = normal(head);
        let words = [" in", " en"].iter().find_map(|it| words.strip_suffix(it)).unwrap_or(&words).to_owned();
        ways.push(Parted { words, unit: last.to_owned() });
    }
    ways
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::embedded;

    fn meaning(header: &str) -> (Meaning, String) {
        let mut problems = Vec::new();
        let words = HeaderWords::read(&embedded(), &mut problems);
        assert_eq!(problems, []);
        words.meaning(SheetKind::Bill, header)
    }

    #[test]
    fn headers_are_known_in_five_languages_with_their_units() {
        for header in
            ["Net weight (g)", "Gewicht [g]", "Poids unitaire en g", "净重（g）", "質量[g]", "NETTOGEWICHT_g"]
        {
            assert_eq!(meaning(header), (Meaning::Synonym("mass_kg"), "g".to_owned()), "{header}");
        }
        assert_eq!(meaning("mass_kg"), (Meaning::Template("mass_kg"), String::new()));
        assert_eq!(meaning("Preis (€)"), (Meaning::Synonym("value_amount"), "€".to_owned()));
        assert_eq!(meaning("Content [%]"), (Meaning::Synonym("element_mass_share_best"), "%".to_owned()));
        assert_eq!(meaning("Qty (pcs)"), (Meaning::Synonym("quantity"), "pcs".to_owned()));
        assert_eq!(meaning("Währung"), (Meaning::Synonym("value_currency"), String::new()));
        assert_eq!(meaning("Pays d\u{2019}origine").0, Meaning::Synonym("made_in"));
    }

    #[test]
    fn what_may_mean_several_columns_or_is_misspelt_is_never_certain() {
        for header in ["Ursprung", "Herkunftsland", "Material", "Origine", "产地"] {
            let found = meaning(header).0;
            assert!(matches!(&found, Meaning::Several(it) if it.len() > 1), "{header}: {found:?}");
        }
        assert_eq!(meaning("Stuckliste Stufee").0.certain(), None);
        assert_eq!(meaning("Nettogewciht [kg]"), (Meaning::Near("mass_kg"), "kg".to_owned()));
        assert_eq!(meaning("Lagerplatz").0, Meaning::Unknown);
    }

    #[test]
    fn words_in_brackets_that_are_no_unit_leave_a_figure_undecided() {
        for (header, field) in [
            ("Preis (gesamt)", "value_amount"),
            ("Price (total)", "value_amount"),
            ("Preis (pro 100)", "value_amount"),
            ("单价（总计）", "value_amount"),
            ("Qty (per 100)", "quantity"),
            ("数量（合計）", "quantity"),
            ("Menge (gesamt, je 100 Motoren)", "quantity"),
            ("Menge (100 Stück)", "quantity"),
            ("Gewicht (gesamt)", "mass_kg"),
            ("Gehalt (Dy)", "element_mass_share_best"),
            ("Einheit (Gewicht)", "unit"),
            ("Währung (Einkauf)", "value_currency"),
        ] {
            assert_eq!(meaning(header).0, Meaning::Narrowed(field), "{header}");
        }
        assert_eq!(meaning("Preis (gesamt)").1, "");
        assert_eq!(meaning("Preis [EUR/kg]"), (Meaning::Narrowed("value_amount"), "EUR/kg".to_owned()));
        // What holds text means the same with a remark in brackets.
        assert_eq!(meaning("Teilenummer (SAP)").0, Meaning::Synonym("item_id"));
        assert_eq!(meaning("Menge [Stk.]"), (Meaning::Synonym("quantity"), "Stk.".to_owned()));
    }

    #[test]
    fn a_listed_word_that_ends_like_a_unit_means_what_it_is_listed_for() {
        for (header, field, unit) in [
            ("Mass fraction", "element_mass_share_best", ""),
            ("Mass fraction [%]", "element_mass_share_best", "%"),
            ("Mass share %", "element_mass_share_best", "%"),
            ("Origin share", "origin_share", ""),
            ("Origin share (ppm)", "origin_share", "ppm"),
            ("Content fraction", "element_mass_share_best", "fraction"),
        ] {
            assert_eq!(meaning(header), (Meaning::Synonym(field), unit.to_owned()), "{header}");
        }
    }

    #[test]
    fn every_column_of_the_template_has_words_in_five_languages() {
        let mut problems = Vec::new();
        let text = embedded().text(HEADERS_PATH).unwrap().to_owned();
        let table = Table::read(HEADERS_PATH, &text, &["sheet", "field", "language", "words"], &mut problems);
        for kind in SheetKind::ALL {
            for field in kind.fields().into_iter().chain([""]) {
                let languages: Vec<String> = table
                    .rows()
                    .filter(|it| it.text("sheet") == kind.word() && it.text("field") == field)
                    .map(|it| it.text("language"))
                    .collect();
                assert_eq!(languages, ["en", "de", "fr", "zh", "ja"], "{} {field}", kind.word());
            }
        }
    }
}
