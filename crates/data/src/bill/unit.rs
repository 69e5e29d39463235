//! Units as other people's bills write them.

/// The units that a header or a cell may name.
#[derive(Debug)]
pub(crate) struct Units;

/// Kilograms in one of a unit; the pound and the ounce are the international avoirdupois ones, the troy ounce is 480 grains:
/// all exact by definition.
const MASSES: [(&[&str], f64); 9] = [
    (
        &[
            "kg",
            "kgs",
            "kilo",
            "kilos",
            "kilogram",
            "kilograms",
            "kilogramm",
            "kilogramme",
            "公斤",
            "千克",
            "キログラム",
        ],
        1.0,
    ),
    (&["g", "gram", "grams", "gramm", "gramme", "grammes", "克", "グラム"], 1e-3),
    (&["mg", "milligram", "milligrams", "milligramm", "毫克", "ミリグラム"], 1e-6),
    (&["µg", "μg", "ug", "mcg", "microgram", "micrograms", "mikrogramm", "微克"], 1e-9),
    (&["t", "tonne", "tonnes", "metric ton", "metric tons", "to", "吨", "トン"], 1e3),
    (&["kt", "kilotonne", "kilotonnes"], 1e6),
    (&["lb", "lbs", "pound", "pounds"], 0.453_592_37),
    (&["oz", "ounce", "ounces"], 0.028_349_523_125),
    (&["ozt", "oz t", "oz tr", "troy oz", "troy ounce", "troy ounces"], 0.031_103_476_8),
];
/// Units of mass that mean several, and what to write for each.
const SEVERAL_MASSES: [(&[&str], &str); 5] = [
    (&["gr"], "g for grams, or a grain as 0.06479891 g"),
    (&["ton", "tons", "mt"], "t for 1,000 kg, or the mass in kg"),
    (&["斤", "两", "両", "担"], "kg or g"),
    (&["cwt", "stone", "dwt"], "kg, g or lb"),
    (&["Mg"], "t for 1,000 kg, or mg for a thousandth of a gram"),
];
/// Shares of one in one of a unit.
const SHARES: [(&[&str], f64); 3] = [
    (
        &[
            "%",
            "percent",
            "pct",
            "prozent",
            "wt%",
            "wt.%",
            "wt-%",
            "ma%",
            "ma.-%",
            "gew.-%",
            "mass%",
            "百分比",
        ],
        1e-2,
    ),
    (&["ppm", "mg/kg"], 1e-6),
    (&["share", "fraction", "1", "kg/kg"], 1.0),
];
/// Signs that mean one currency.
const CURRENCY_SIGNS: [(&str, &str); 3] = [("€", "EUR"), ("£", "GBP"), ("円", "JPY")];
/// Signs that mean several currencies.
const SEVERAL_CURRENCIES: [&str; 3] = ["$", "¥", "￥"];

/// Kilograms in one of a unit of mass, as bills write it; none for any other unit.
pub fn kilograms(unit: &str) -> Option<f64> {
    Units::kilograms(unit)
}

impl Units {
    /// Whether a word is a unit of mass or share, a code of three capitals, or a sign of currencies.
    pub(crate) fn known(word: &str) -> bool {
        let currency = Self::currency(word).is_some() || Self::means_several(word);
        let mass = Self::kilograms(word).is_some() || Self::unclear_mass(word).is_some();
        currency || mass || Self::share(word).is_some()
    }
    /// Kilograms in one of a unit.
    pub(crate) fn kilograms(word: &str) -> Option<f64> {
        if Self::unclear_mass(word).is_some() { None } else { of(&MASSES, word) }
    }
    /// What to write for a unit of mass that means several.
    pub(crate) fn unclear_mass(word: &str) -> Option<&'static str> {
        let word = word.trim();
        let found = SEVERAL_MASSES
            .iter()
            .find(|it| it.0.contains(&word) || it.0.contains(&word.to_lowercase().as_str()));
        found.map(|it| it.1)
    }
    /// Share of one in one of a unit.
    pub(crate) fn share(word: &str) -> Option<f64> {
        of(&SHARES, word)
    }
    /// Whether a sign means several currencies.
    pub(crate) fn means_several(word: &str) -> bool {
        SEVERAL_CURRENCIES.contains(&word.trim())
    }
    /// A code of three capitals as it is; a sign that means one currency, as its code. `$` and `¥` mean several.
    pub(crate) fn currency(word: &str) -> Option<&str> {
        let code = word.len() == 3 && word.bytes().all(|it| it.is_ascii_uppercase());
        if code { Some(word) } else { CURRENCY_SIGNS.iter().find(|it| it.0 == word).map(|it| it.1) }
    }
}

fn of(units: &[(&[&str], f64)], word: &str) -> Option<f64> {
    let word = word.trim().to_lowercase();
    units.iter().find(|it| it.0.contains(&word.as_str())).map(|it| it.1)
}
