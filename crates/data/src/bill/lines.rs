//! The lines of a bill from the cells of its sheet.

use coercivity_quantity::Interval;

use super::cells::Cells;
use super::headers::field::{MASS_UNIT, ORIGIN_SHARE, VALUE_PER};
use super::rows::{Amount, BillLine, StepsWritten};
use super::unit::Units;

/// The deepest line: a slip of the pen lies beyond.
const DEEPEST: u32 = 1000;

/// Reads one line; none when its item has no name.
pub(crate) fn line(cells: &mut Cells<'_>) -> Option<BillLine> {
    let item = cells.required("item_id");
    let line = BillLine {
        line: cells.record.line,
        level: level(cells),
        item: item.clone().unwrap_or_default(),
        parent: cells.text("parent_id"),
        name: cells.text("name").unwrap_or_default(),
        quantity: quantity(cells),
        mass_kg: mass_kg(cells),
        value: value(cells),
        value_basis: cells.text("value_basis").unwrap_or_default(),
        maker: cells.text("maker_id"),
        made_in: cells.text("made_in"),
        hs_code: cells.text("hs_code"),
        material: cells.text("material"),
        regime_item: cells.text("regime_item"),
        element: cells.text("element"),
        element_mass_share: None,
        element_mass_share_best: None,
        origin: cells.text("origin"),
        origin_share: cells.share_told("origin_share_low", "origin_share_high", ORIGIN_SHARE),
        steps: StepsWritten {
            mined: cells.text("mined_in"),
            separated: cells.text("separated_in"),
            metal: cells.text("metal_in"),
            alloy: cells.text("alloy_in"),
            powder: cells.text("powder_in"),
            magnet: cells.text("magnet_in"),
        },
        technology: cells.text("technology_origin"),
        evidence: cells.list("evidence"),
        note: cells.text("note").unwrap_or_default(),
        other: cells.other(),
    };
    let line = with_element_share(line, cells);
    item.map(|_| line)
}

/// A depth: `2`, or with marks before it as in `..2` and `+2`.
pub(crate) fn depth(text: &str) -> Option<u32> {
    let bare = text.trim_start_matches(['.', '+', '-', '*', '>', ' ', '_']);
    bare.parse::<u32>().ok().filter(|it| *it <= DEEPEST)
}

/// The depth of a line.
fn level(cells: &mut Cells<'_>) -> Option<u32> {
    let level = depth(&cells.text("level")?);
    if level.is_none() {
        cells.wrong(
            "level",
            format!("a depth such as 2, 0 for the product, {DEEPEST} at most"),
            "write the depth alone; positions such as 1.2.3 are none: name each line's parent instead",
        );
    }
    level
}

/// How many, in a unit that is counted or weighed: of any other nobody knows how much one is.
fn quantity(cells: &mut Cells<'_>) -> Option<Amount> {
    let (amount, written) = cells.number("quantity")?;
    let column = cells.text("unit").unwrap_or_default();
    let Some(unit) = Units::joined(&column, &written) else {
        cells.wrong("quantity", format!("the unit `{column}` of its column"), "write the unit once");
        return None;
    };
    let unit = unit.to_owned();
    let place = if column.is_empty() { "quantity" } else { "unit" };
    if let Some(instead) = Units::unclear_mass(&unit) {
        let expected = format!("a unit of one meaning (`{unit}` has several)");
        cells.wrong(place, expected, format!("write {instead}"));
        return None;
    }
    if !unit.is_empty() && Units::counted(&unit).is_none() && Units::kilograms(&unit).is_none() {
        let expected = format!(
            "a number alone, or in pc, pcs, ea, Stk, ST, 个, 個, set, lot, m, m², m³, l, ft, kg, g or another mass (`{unit}` \
             is none)"
        );
        let remedy = "write how many there are, exactly, with the mass and the value of one; 12 pc for a dozen, and a blank \
                      cell for what nobody knows";
        cells.wrong(place, expected, remedy);
        return None;
    }
    Some(Amount { amount, unit })
}

/// Mass of one item in kilograms, from the unit in the cell, in its own column, in the header or in the template's
/// name of the column.
fn mass_kg(cells: &mut Cells<'_>) -> Option<f64> {
    let (number, written) = cells.number("mass_kg")?;
    let column = cells.layout.column("mass_kg")?;
    let written = if written.is_empty() && column.header == "mass_kg" { "kg".to_owned() } else { written };
    let own = cells.text(MASS_UNIT).unwrap_or_default();
    let Some(unit) = Units::joined(&written, &own) else {
        let expected = format!("one unit for the mass (`{written}` and `{own}` are two)");
        cells.wrong("mass_kg", expected, "write the unit once");
        return None;
    };
    let factor = Units::kilograms(unit);
    if factor.is_none() {
        let unclear = Units::unclear_mass(unit).map(|it| format!("; for `{unit}` write {it}"));
        let found = if unit.is_empty() { "no unit".to_owned() } else { format!("not `{unit}`") };
        let found = found + &unclear.unwrap_or_default();
        cells.wrong(
            "mass_kg",
            format!("a mass in kg, g, mg, t, lb or oz ({found})"),
            "name the unit in the header, as in `Weight [g]`, in the cell, or in a mapping",
        );
    }
    factor.map(|it| number * it)
}

/// Value of one item with its currency as written.
fn value(cells: &mut Cells<'_>) -> Option<Amount> {
    let (number, written) = cells.number("value_amount")?;
    let per = match cells.plain(VALUE_PER) {
        Some(0.0) => {
            cells.wrong(VALUE_PER, "how many items the value is for", "write 1, 100 or 1000");
            return None;
        }
        other => other.unwrap_or(1.0),
    };
    let column = cells.text("value_currency").unwrap_or_default();
    let code = |it: &str| Units::currency(it).unwrap_or_default().to_owned();
    let joined = Units::joined(&written, &column).map(code);
    let settled = joined.as_ref().is_some_and(|it| !it.is_empty());
    for (field, word) in [("value_amount", &written), ("value_currency", &column)] {
        let (expected, remedy) = if Units::means_several(word) {
            if settled {
                continue;
            }
            (
                format!("a currency by its code, for `{word}` means several"),
                "write USD, CNY or JPY, in the cell, its own column, the header or a mapping",
            )
        } else if word.is_empty() || Units::currency(word).is_some() {
            continue;
        } else {
            (
                format!("a currency by its code of three capitals (`{word}` is none)"),
                "write the value of one item, such as 12.5 EUR; `value_per` tells of how many items a price is, and a price \
                 by the kilogram has to be multiplied out",
            )
        };
        cells.wrong(field, expected, remedy);
        return None;
    }
    let Some(unit) = joined else {
        cells.wrong("value_amount", format!("the currency `{column}` of its row"), "write the currency once");
        return None;
    };
    Some(Amount { amount: number / per, unit })
}

/// The line with the mass share of its element: a lone best is the share itself, a lone end leaves the other open.
fn with_element_share(mut line: BillLine, cells: &mut Cells<'_>) -> BillLine {
    let (low, high) = ("element_mass_share_low", "element_mass_share_high");
    let best = cells.share("element_mass_share_best");
    let range = cells.share_between(low, high);
    if let (Some(best), Some(range)) = (best, range)
        && !range.covers(&Interval::exactly(best))
    {
        cells.wrong(
            "element_mass_share_best",
            "a share between the low and the high",
            "put the three in order",
        );
        return line;
    }
    line.element_mass_share = range.or(best.map(Interval::exactly));
    line.element_mass_share_best = best;
    line
}
