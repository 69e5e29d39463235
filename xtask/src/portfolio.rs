//! A made-up portfolio of any size, to time the screening of one: products on shared assemblies, the parties around
//! them, a movement for each product, and what papers say. The same size gives the same bytes everywhere.
//!
//! The names, values and countries are invented; only the shape is meant to be that of a maker of machines.

use std::fmt::Write as _;
use std::path::Path;

use crate::Outcome;

/// Plants of the firm itself, and the country of each.
const PLANTS: [&str; 6] = ["DE", "JP", "US", "VN", "MX", "CZ"];
/// Countries of suppliers, the frequent ones several times.
const SUPPLIERS: [&str; 12] = ["CN", "CN", "CN", "CN", "JP", "JP", "DE", "US", "KR", "VN", "MY", "PL"];
/// Countries of customers.
const CUSTOMERS: [&str; 10] = ["US", "US", "DE", "FR", "JP", "GB", "IN", "KR", "MX", "AU"];

/// A small generator: the same numbers on every machine.
struct Numbers(u64);

impl Numbers {
    /// A number below `end`.
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) as usize % end
    }
    /// Whether something happens that happens so often in a hundred.
    fn percent(&mut self, often: usize) -> bool {
        self.below(100) < often
    }
    fn of<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len())]
    }
}

/// How many there are of each kind, for so many products.
struct Size {
    products: usize,
    assemblies: usize,
    motors: usize,
    magnets: usize,
    plain: usize,
    makers: usize,
    customers: usize,
}

impl Size {
    fn of(products: usize) -> Self {
        let one_in = |share: usize| products / share + 1;
        Self {
            products,
            assemblies: one_in(10),
            motors: one_in(12),
            magnets: one_in(25),
            plain: one_in(20),
            makers: one_in(50),
            customers: one_in(100),
        }
    }
}

/// Writes a portfolio of so many products.
pub fn portfolio(path: &Path, products: &str) -> Outcome {
    let products = products.parse::<usize>().ok().filter(|it| *it > 0);
    let size = Size::of(products.ok_or_else(|| vec!["the number of products is 1 or more".to_owned()])?);
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    let mut lines = Vec::new();
    products_of(&size, &mut numbers, &mut lines);
    assemblies(&size, &mut numbers, &mut lines);
    magnets(&size, &mut numbers, &mut lines);
    plain(&size, &mut numbers, &mut lines);
    let count = lines.len();
    let sheets = [
        ("bill", lines),
        ("parties", parties(&size, &mut numbers)),
        ("movements", movements(&size, &mut numbers)),
        ("evidence", evidence(&size, &mut numbers)),
    ];
    let mut text = String::from("{\n");
    for (place, (name, rows)) in sheets.iter().enumerate() {
        let comma = if place == 0 { "" } else { ",\n" };
        let _ = write!(text, "{comma}\"{name}\": [\n{}\n]", rows.join(",\n"));
    }
    text.push_str("\n}\n");
    std::fs::write(path, &text).map_err(|error| vec![format!("{}: {error}", path.display())])?;
    Ok(format!("wrote {}: {products} products, {count} lines", path.display(), products = size.products))
}

/// A line that says no more of an item than that a holder has it.
fn held(holder: &str, part: &str, quantity: usize) -> String {
    format!("{{\"item_id\":\"{part}\",\"parent_id\":\"{holder}\",\"quantity\":{quantity}}}")
}

/// An item with what most lines say of one; `more` are further keys.
fn item(id: &str, name: &str, (mass_g, cents): (usize, usize), maker: &str, more: &str) -> String {
    let (mass_kg, value) = (mass_g as f64 / 1000.0, cents as f64 / 100.0);
    format!(
        "{{\"item_id\":\"{id}\",\"name\":\"{name}\",\"quantity\":1,\"mass_kg\":{mass_kg},\"value_amount\":{value},\
         \"value_currency\":\"USD\",\"value_basis\":\"invoice\",\"maker_id\":\"{maker}\"{more}}}"
    )
}

/// Two of five products hold motors, the others sensors, batteries or nothing that any measure names.
fn products_of(size: &Size, numbers: &mut Numbers, lines: &mut Vec<String>) {
    for place in 0..size.products {
        let id = format!("P{place}");
        let plant = numbers.below(PLANTS.len());
        let size_of = (30_000 + numbers.below(80_000), 200_000 + numbers.below(900_000));
        let more = format!(",\"made_in\":\"{}\",\"hs_code\":\"847950\"", PLANTS[plant]);
        lines.push(item(&id, "machine", size_of, &format!("OWN-{plant}"), &more));
        for _ in 0..numbers.below(3) {
            let part = format!("C{}", numbers.below(size.plain));
            lines.push(held(&id, &part, 1 + numbers.below(4)));
        }
        if numbers.percent(60) {
            let part = format!("A{}", numbers.below(size.assemblies));
            lines.push(held(&id, &part, 1 + numbers.below(2)));
        }
    }
}

/// Assemblies hold motors and plain parts; motors hold a set of magnets and plain parts.
fn assemblies(size: &Size, numbers: &mut Numbers, lines: &mut Vec<String>) {
    for place in 0..size.assemblies {
        let (id, plant) = (format!("A{place}"), numbers.below(PLANTS.len()));
        let size_of = (6_000 + numbers.below(4_000), 30_000 + numbers.below(40_000));
        let more = format!(",\"made_in\":\"{}\"", PLANTS[plant]);
        lines.push(item(&id, "drive", size_of, &format!("OWN-{plant}"), &more));
        if numbers.percent(66) {
            lines.push(held(&id, &format!("M{}", numbers.below(size.motors)), 1 + numbers.below(2)));
        }
        for _ in 0..1 + numbers.below(3) {
            lines.push(held(&id, &format!("C{}", numbers.below(size.plain)), 1));
        }
    }
    for place in 0..size.motors {
        let id = format!("M{place}");
        let maker = format!("S{}", numbers.below(size.makers));
        let made = if numbers.percent(80) {
            format!(",\"made_in\":\"{}\"", numbers.of(&SUPPLIERS))
        } else {
            String::new()
        };
        let more = format!("{made},\"hs_code\":\"850131\",\"regime_item\":\"component:motor\"");
        let size_of = (1_000 + numbers.below(900), 8_000 + numbers.below(4_000));
        lines.push(item(&id, "motor", size_of, &maker, &more));
        lines.push(held(&id, &format!("G{}", numbers.below(size.magnets)), 1));
        lines.push(held(&id, &format!("C{}", numbers.below(size.plain)), 1));
    }
}

/// Sets of magnets, each with the elements that are told of it.
fn magnets(size: &Size, numbers: &mut Numbers, lines: &mut Vec<String>) {
    for place in 0..size.magnets {
        let id = format!("G{place}");
        let good =
            numbers.of(&["magnet:NdFeB", "magnet:NdFeB", "magnet:NdFeB+Dy", "magnet:SmCo", "anode:graphite"]);
        let maker = format!("S{}", numbers.below(size.makers));
        let mut more = format!(",\"regime_item\":\"{good}\",\"hs_code\":\"850511\"");
        if numbers.percent(85) {
            let _ = write!(more, ",\"made_in\":\"{}\"", numbers.of(&SUPPLIERS));
        }
        if numbers.percent(40) {
            let _ = write!(
                more,
                ",\"alloy_in\":\"{}\",\"magnet_in\":\"{}\"",
                numbers.of(&SUPPLIERS),
                numbers.of(&SUPPLIERS)
            );
        }
        if numbers.percent(25) {
            more.push_str(",\"technology_origin\":\"none\"");
        }
        if numbers.percent(30) {
            let _ = write!(more, ",\"evidence\":\"E{place}\"");
        }
        lines.push(item(
            &id,
            "magnet set 48SH",
            (100 + numbers.below(150), 900 + numbers.below(900)),
            &maker,
            &more,
        ));
        if !good.starts_with("magnet:NdFeB") {
            continue;
        }
        for (element, good, most, cents) in [("Dy", "metal:Dy", 40, 150), ("NdPr", "metal:NdPr", 310, 300)] {
            let best = (most - numbers.below(most / 2)) as f64 / 1000.0;
            let mut more = format!(
                ",\"regime_item\":\"{good}\",\"element\":\"{element}\",\"element_mass_share_low\":{},\
                 \"element_mass_share_high\":{}",
                best * 0.95,
                best * 1.05
            );
            if numbers.percent(70) {
                let low = numbers.below(3) as f64 / 2.0;
                let _ = write!(
                    more,
                    ",\"origin\":\"{}\",\"origin_share_low\":{low},\"origin_share_high\":1",
                    numbers.of(&["CN", "AU", "US", "MY"])
                );
            }
            lines.push(format!(
                "{{\"item_id\":\"{id}.{element}\",\"parent_id\":\"{id}\",\"name\":\"{element} in magnet\",\"quantity\":1,\
                 \"value_amount\":{},\"value_currency\":\"USD\",\"value_basis\":\"replacement\"{more}}}",
                (cents / 2 + numbers.below(cents / 2)) as f64 / 100.0
            ));
        }
    }
}

/// Parts that no measure names.
fn plain(size: &Size, numbers: &mut Numbers, lines: &mut Vec<String>) {
    for place in 0..size.plain {
        let maker = format!("S{}", numbers.below(size.makers));
        let more = format!(",\"made_in\":\"{}\",\"hs_code\":\"732690\"", numbers.of(&SUPPLIERS));
        let size_of = (10 + numbers.below(700), 50 + numbers.below(3_000));
        lines.push(item(&format!("C{place}"), "housing", size_of, &maker, &more));
    }
}

fn parties(size: &Size, numbers: &mut Numbers) -> Vec<String> {
    let mut rows = Vec::new();
    for (place, country) in PLANTS.iter().enumerate() {
        rows.push(format!("{{\"id\":\"OWN-{place}\",\"name\":\"own plant {place}\",\"country\":\"{country}\",\"lists\":\"none\"}}"));
    }
    for place in 0..size.makers {
        let lists = match numbers.below(100) {
            0 => ",\"lists\":\"uflpa\"",
            1 => ",\"lists\":\"pfe\"",
            2..40 => ",\"lists\":\"none\"",
            _ => "",
        };
        let country = numbers.of(&SUPPLIERS);
        rows.push(format!(
            "{{\"id\":\"S{place}\",\"name\":\"supplier {place}\",\"country\":\"{country}\"{lists}}}"
        ));
    }
    for place in 0..size.customers {
        let said = match numbers.below(100) {
            0 => ",\"military\":\"yes\"",
            1 => ",\"lists\":\"watch\"",
            2..50 => ",\"military\":\"no\",\"lists\":\"none\"",
            50..60 => ",\"owners\":\"OWN-0 40 %\",\"lists\":\"none\"",
            _ => "",
        };
        let country = numbers.of(&CUSTOMERS);
        rows.push(format!(
            "{{\"id\":\"K{place}\",\"name\":\"customer {place}\",\"country\":\"{country}\"{said}}}"
        ));
    }
    rows
}

/// Each product goes from a plant to a customer, on one of the coming quarter days or on the day asked.
fn movements(size: &Size, numbers: &mut Numbers) -> Vec<String> {
    let mut rows = Vec::new();
    for place in 0..size.products {
        let mut row = format!(
            "{{\"from\":\"{}\",\"to\":\"{}\",\"item\":\"P{place}\"",
            numbers.of(&PLANTS),
            numbers.of(&CUSTOMERS)
        );
        if numbers.percent(30) {
            let _ = write!(row, ",\"day\":\"{}\"", numbers.of(&["2026-12-31", "2027-03-31", "2027-06-30"]));
        }
        if numbers.percent(70) {
            let _ = write!(row, ",\"user\":\"K{}\"", numbers.below(size.customers));
        }
        if numbers.percent(80) {
            let _ = write!(
                row,
                ",\"use\":\"{}\"",
                numbers.of(&["civil", "civil", "civil", "medical", "military"])
            );
        }
        match numbers.below(100) {
            0 => row.push_str(",\"contract\":\"dow\""),
            1..50 => row.push_str(",\"contract\":\"none\""),
            _ => {}
        }
        row.push('}');
        rows.push(row);
    }
    rows
}

/// Papers about sets of magnets: where a step was done, or where one was made; some hold until a day.
fn evidence(size: &Size, numbers: &mut Numbers) -> Vec<String> {
    let mut rows = Vec::new();
    for place in 0..size.magnets {
        for claim in ["made", "magnet", "technology"] {
            if !numbers.percent(30) {
                continue;
            }
            let until = if numbers.percent(50) { ",\"until\":\"2027-01-31\"" } else { "" };
            rows.push(format!(
                "{{\"id\":\"E{place}\",\"subject\":\"G{place}\",\"claim\":\"{claim}\",\"place\":\"{}\",\"issuer\":\"supplier\",\
                 \"strength\":\"signed\"{until}}}",
                numbers.of(&["JP", "DE", "CN"])
            ));
        }
    }
    rows
}
