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
/// Words for what is counted one by one, and for measures of which bills tell the mass and the value of one.
const COUNTS: [(&str, &[&str]); 8] = [
    (
        "pc",
        &[
            "pc",
            "pcs",
            "pce",
            "piece",
            "pieces",
            "ea",
            "each",
            "unit",
            "units",
            "no",
            "nos",
            "stk",
            "st",
            "stück",
            "stueck",
            "pièce",
            "pièces",
            "unité",
            "unités",
            "c62",
            "h87",
            "nar",
            "个",
            "個",
            "件",
            "只",
            "支",
            "片",
            "枚",
            "本",
            "台",
            "颗",
            "粒",
            "根",
            "块",
            "コ",
            "ヶ",
            "ピース",
        ],
    ),
    (
        "set",
        &["set", "sets", "kit", "kits", "satz", "sätze", "jeu", "jeux", "套", "组", "組", "式", "セット"],
    ),
    ("lot", &["lot", "lots", "los", "lose", "批", "ロット"]),
    ("m", &["m", "mtr", "metre", "metres", "meter", "meters", "mètre", "mètres", "米", "メートル"]),
    ("m²", &["m²", "m2", "mtk", "qm", "平方米", "平方メートル"]),
    ("m³", &["m³", "m3", "mtq", "cbm", "立方米", "立方メートル"]),
    ("l", &["l", "ltr", "litre", "litres", "liter", "liters", "升", "リットル"]),
    ("ft", &["ft", "fot", "foot", "feet"]),
];
/// The codes of currencies, ISO 4217.
const CURRENCIES: &str = "\
AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLF CLP \
CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS \
INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU \
MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK \
SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD \
XCG XOF XPF YER ZAR ZMW ZWG";
/// Signs and words that mean one currency.
const CURRENCY_SIGNS: [(&str, &str); 10] = [
    ("€", "EUR"),
    ("£", "GBP"),
    ("円", "JPY"),
    ("人民币", "CNY"),
    ("RMB", "CNY"),
    ("US$", "USD"),
    ("HK$", "HKD"),
    ("NT$", "TWD"),
    ("₩", "KRW"),
    ("₹", "INR"),
];
/// Signs that mean several currencies, and those that they may mean.
const SEVERAL_CURRENCIES: [(&str, &str); 4] = [
    (
        "$",
        "USD AUD CAD CLP COP HKD MXN NZD SGD TWD ARS BBD BMD BSD BZD FJD GYD JMD KYD LRD NAD SBD SRD TTD XCD",
    ),
    ("¥", "CNY JPY"),
    ("￥", "CNY JPY"),
    ("kr", "DKK ISK NOK SEK"),
];

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
    /// The unit of what is counted one by one, or measured in what its mass and value are of.
    pub(crate) fn counted(word: &str) -> Option<&'static str> {
        let word = word.trim().trim_end_matches('.');
        // Of a thousand or of a metre, by who writes it.
        if word == "M" {
            return None;
        }
        let word = word.to_lowercase();
        COUNTS.iter().find(|it| it.1.contains(&word.as_str())).map(|it| it.0)
    }
    /// Whether a sign means several currencies.
    pub(crate) fn means_several(word: &str) -> bool {
        SEVERAL_CURRENCIES.iter().any(|it| it.0 == word.trim())
    }
    /// The code of a currency as it is; a sign that means one currency, as its code. `$` and `¥` mean several.
    pub(crate) fn currency(word: &str) -> Option<&str> {
        let code = CURRENCIES.split(' ').any(|it| it == word);
        if code { Some(word) } else { CURRENCY_SIGNS.iter().find(|it| it.0 == word).map(|it| it.1) }
    }
    /// What two statements of one unit say together: a blank one says nothing, and a sign of several currencies leaves
    /// the choice to the other. None when they contradict each other.
    pub(crate) fn joined<'a>(one: &'a str, other: &'a str) -> Option<&'a str> {
        let (one, other) = (one.trim(), other.trim());
        match (one.is_empty(), other.is_empty()) {
            (true, _) => return Some(other),
            (_, true) => return Some(one),
            (false, false) => {}
        }
        let may_be = |sign: &str, word: &str| {
            let meant = SEVERAL_CURRENCIES.iter().find(|it| it.0 == sign);
            Self::currency(word)
                .is_some_and(|code| meant.is_some_and(|it| it.1.split(' ').any(|it| it == code)))
        };
        let same = |read: fn(&str) -> Option<f64>| read(one).is_some_and(|it| read(other) == Some(it));
        let counted = Self::counted(one).is_some_and(|it| Self::counted(other) == Some(it));
        let currency = Self::currency(one).is_some_and(|it| Self::currency(other) == Some(it));
        let alike = one == other || same(Self::kilograms) || same(Self::share) || counted || currency;
        if alike || may_be(other, one) {
            return Some(one);
        }
        may_be(one, other).then_some(other)
    }
}

fn of(units: &[(&[&str], f64)], word: &str) -> Option<f64> {
    let word = word.trim().to_lowercase();
    units.iter().find(|it| it.0.contains(&word.as_str())).map(|it| it.1)
}
