//! Bills from text: the template's own columns, other people's headers, and every slip with its cell.

mod figures;
mod merged;
mod round_trip;
mod structure;
mod workbooks;

use std::sync::LazyLock;

use coercivity_quantity::Interval;
use proptest::prelude::*;

use super::*;
use crate::{Problem, embedded};

/// The template's columns with the example bill.
pub(in crate::bill) const EXAMPLE: &str = "\
level,item_id,parent_id,name,quantity,unit,mass_kg,value_amount,value_currency,value_basis,maker_id,made_in,hs_code,\
material,regime_item,element,element_mass_share_low,element_mass_share_best,element_mass_share_high,origin,\
origin_share_low,origin_share_high,mined_in,separated_in,metal_in,alloy_in,magnet_in,technology_origin,evidence,note
0,SM-40,,servo motor,1,piece,3.2,180.00,USD,invoice,P-OURS,DE,8501,,,,,,,,,,,,,,,,,
1,MG-7,SM-40,rotor magnet set NdFeB 48SH,1,set,0.200,12.00,USD,invoice,P-MAG,JP,8505,magnet:NdFeB,,,,,,,,,,,,JP,JP,,E-01,
2,MG-7.Dy,,dysprosium in magnet,1,lot,,1.25,USD,replacement,,,,metal:Dy,,Dy,0.024,0.025,0.026,CN,0,1,,,,,,,,
";

/// The words of headers, read once.
pub(in crate::bill) static WORDS: LazyLock<HeaderWords> = LazyLock::new(|| {
    let mut problems = Vec::new();
    let words = HeaderWords::read(&embedded(), &mut problems);
    assert_eq!(problems, []);
    words
});

fn read(text: &str) -> (Bill, Vec<Problem>) {
    read_bill("t.csv", text.as_bytes(), &WORDS, None)
}

fn clean(text: &str) -> Bill {
    let (bill, problems) = read(text);
    assert_eq!(problems, []);
    bill
}

#[test]
fn the_template_reads_as_it_is_written() {
    let bill = clean(EXAMPLE);
    let [motor, magnet, dysprosium] = bill.lines.rows.as_slice() else { panic!("three lines") };
    assert_eq!((motor.level, motor.parent.as_deref(), motor.mass_kg), (Some(0), None, Some(3.2)));
    assert_eq!(motor.value, Some(Amount { amount: 180.0, unit: "USD".to_owned() }));
    assert_eq!((magnet.steps.alloy.as_deref(), magnet.steps.magnet.as_deref()), (Some("JP"), Some("JP")));
    assert_eq!(magnet.evidence, ["E-01"]);
    // Its parent stands in no cell: the level tells it.
    assert_eq!(dysprosium.parent.as_deref(), Some("MG-7"));
    assert_eq!(dysprosium.element_mass_share, Interval::between(0.024, 0.026));
    assert_eq!(dysprosium.origin_share, Interval::between(0.0, 1.0));
    assert_eq!(dysprosium.mass_kg, None);
    assert_eq!((bill.lines.column("mass_kg"), dysprosium.line), (7, 4));
}

#[test]
fn other_headers_mean_the_same_in_five_languages() {
    let bills = [
        "BOM Level;Part Number;Description;Qty;UoM;Net weight [g];Unit price (EUR);Country of Origin\n\
         1;A-1;rotor;2;pcs;200.5;12.50;JP\n",
        "Stufe;Teilenummer;Benennung;Menge;Mengeneinheit;Gewicht in g;Stückpreis [EUR];Ursprungsland\n\
         1;A-1;rotor;2;pcs;200,5;12,50;JP\n",
        "Niveau;Référence;Désignation;Quantité;Unité;Poids net (g);Prix unitaire (EUR);Pays d'origine\n\
         1;A-1;rotor;2;pcs;200,5;12,50;JP\n",
        "层级\t物料编码\t名称\t数量\t单位\t净重（g）\t单价(EUR)\t原产国\n1\tA-1\trotor\t2\tpcs\t200.5\t12.50\tJP\n",
        "レベル\t品番\t品名\t員数\t単位\t質量[g]\t単価[EUR]\t原産国\n1\tA-1\trotor\t2\tpcs\t200.5\t12.50\tJP\n",
    ];
    for text in bills {
        let bill = clean(text);
        let row = &bill.lines.rows[0];
        assert_eq!(
            (row.item.as_str(), row.name.as_str(), row.made_in.as_deref()),
            ("A-1", "rotor", Some("JP"))
        );
        assert_eq!(row.quantity, Some(Amount { amount: 2.0, unit: "pcs".to_owned() }), "{text}");
        assert_eq!(row.value, Some(Amount { amount: 12.5, unit: "EUR".to_owned() }), "{text}");
        assert!((row.mass_kg.unwrap() - 0.2005).abs() < 1e-12, "{text}");
    }
}

#[test]
fn nothing_is_lost_and_rows_below_the_table_are_left_alone() {
    let bill = clean("Export of plant 7\n\nPart Number,Lagerplatz,Qty\nA,17-B,2\n\n,end of list,\n");
    assert_eq!(bill.lines.rows.len(), 1);
    assert_eq!(bill.lines.rows[0].other, [("Lagerplatz".to_owned(), "17-B".to_owned())]);
    assert_eq!(bill.lines.rows[0].line, 4);
}

#[test]
fn every_slip_is_told_at_once_with_its_cell() {
    let text = "level,item_id,quantity,mass_kg,value_amount,element_mass_share_best,origin_share_low\n\
        0,A,one,-2,1.5 USD,2,0.1\n3,B,,,,,\n1.2,,1,3 stone,,0.1,\n";
    let (bill, problems) = read(text);
    let told: Vec<(usize, usize)> = problems.iter().map(|it| (it.line, it.column)).collect();
    assert_eq!(told, [(2, 3), (2, 4), (2, 6), (4, 2), (4, 1), (4, 4), (3, 1)], "{problems:#?}");
    assert!(problems[0].found.contains("`one` in `quantity` (C2)"), "{}", problems[0]);
    assert_eq!(bill.lines.rows[0].value, Some(Amount { amount: 1.5, unit: "USD".to_owned() }));
    assert_eq!(bill.lines.rows[0].origin_share, Interval::between(0.1, 1.0));
}

#[test]
fn a_unit_of_mass_is_read_by_its_one_meaning_or_refused() {
    for (unit, kg) in
        [("kt", 5e6), ("troy oz", 0.155_517_384), ("µg", 5e-9), ("lb", 2.267_961_85), ("mg", 5e-6)]
    {
        let (bill, problems) = read(&format!("level,item_id,quantity,unit,mass\n0,A,1,pc,5 {unit}\n"));
        let read = bill.lines.rows[0].mass_kg.unwrap_or(f64::NAN);
        assert!(problems.is_empty() && (read / kg - 1.0).abs() < 1e-12, "{unit}: {read} {problems:?}");
    }
    for unit in ["gr", "ton", "Mg", "斤"] {
        let (bill, problems) = read(&format!("level,item_id,quantity,unit,mass\n0,A,5,{unit},3 {unit}\n"));
        assert_eq!((&bill.lines.rows[0].quantity, bill.lines.rows[0].mass_kg), (&None, None));
        assert_eq!(problems.len(), 2, "{unit}: {problems:?}");
        assert!(problems.iter().all(|it| it.expected.contains(unit)), "{problems:?}");
    }
}

#[test]
fn what_has_two_meanings_is_refused_until_somebody_decides() {
    let text = "Part Number;Ursprung;Weight;Price\nA;CN;3;1.234\n";
    let (bill, problems) = read(text);
    assert_eq!(bill.lines.rows[0].made_in, None);
    assert_eq!(problems.len(), 3, "{problems:#?}");
    assert!(problems[0].found.contains("`origin`") && problems[0].found.contains("`made_in`"));
    let (proposals, _) = propose_mapping("t.csv", text.as_bytes(), &WORDS);
    let written = Mapping::written(&proposals);
    let mut told = Vec::new();
    Mapping::read("m.toml", &written, &mut told);
    assert_eq!(told.len(), 1, "{told:#?}");
    let decided = written
        .replace("field = \"?\"", "field = \"origin\"")
        .replace("field = \"mass_kg\"", "field = \"mass_kg\"\nunit = \"g\"")
        .replace("holds = \"bill\"", "holds = \"bill\"\ndecimal = \"comma\"");
    let mut told = Vec::new();
    let mapping = Mapping::read("m.toml", &decided, &mut told);
    assert_eq!(told, []);
    let (bill, problems) = read_bill("t.csv", text.as_bytes(), &WORDS, Some(&mapping));
    assert_eq!(problems, []);
    let row = &bill.lines.rows[0];
    assert_eq!((row.origin.as_deref(), row.mass_kg), (Some("CN"), Some(0.003)));
    assert_eq!(row.value, Some(Amount { amount: 1234.0, unit: String::new() }));
}

#[test]
fn a_column_of_regime_items_is_never_left_out_silently() {
    let text = "level,item_id,Ctrl\n0,M,magnet:NdFeB+Dy\n1,D,metal:Dy\n1,x,\n";
    let (_, problems) = read(text);
    assert_eq!(problems.len(), 1, "{problems:#?}");
    assert!(problems[0].found.contains("`Ctrl` (C1)") && problems[0].found.contains("`regime_item`"));
    // Text beside a column that is known to hold them, and text of another form, are left as they are.
    assert_eq!(read("level,item_id,Ctrl,regime_item\n0,M,magnet:NdFeB,magnet:NdFeB\n").1, []);
    assert_eq!(read("level,item_id,Seen\n0,M,at 12:30\n1,D,http://example.org\n").1, []);
}

#[test]
fn a_figure_with_a_comma_is_refused_where_no_other_shows_the_sign() {
    let bill = |price: &str, other: &str| format!("item_id,value_amount\nA,{price}\nB,{other}\n");
    for (price, other) in [("\"1,234\"", ""), ("\"1,234\"", "7")] {
        let (_, problems) = read(&bill(price, other));
        assert_eq!(problems.len(), 1, "{price} {other}: {problems:#?}");
        assert!(problems[0].expected.contains("one way only"), "{}", problems[0]);
    }
    let amount =
        |price: &str, other: &str| clean(&bill(price, other)).lines.rows[0].value.clone().unwrap().amount;
    assert_eq!(amount("\"1,234\"", "0.5"), 1234.0);
    assert_eq!(amount("\"1,234\"", "\"0,5\""), 1.234);
    assert_eq!(amount("1.234", "7"), 1.234);
}

/// Tells that a bill of one line has one problem, which expects something else, and no value.
fn no_value(text: &str, expected: &str) {
    let (bill, problems) = read(text);
    assert_eq!(problems.len(), 1, "{text}: {problems:#?}");
    assert!(problems[0].expected.contains(expected), "{}", problems[0]);
    assert_eq!(bill.lines.rows[0].value, None);
}

#[test]
fn a_sign_of_several_currencies_is_refused_wherever_it_stands() {
    for text in [
        "item_id,value_amount\nA,$ 12.50\n",
        "item_id,value_amount,value_currency\nA,12.50,$\n",
        "Part Number,Price (¥)\nA,12.50\n",
    ] {
        no_value(text, "means several");
    }
    let known = clean("Part Number,Price,Cur\nA,12.50,USD\n");
    assert_eq!(known.lines.rows[0].value, Some(Amount { amount: 12.5, unit: "USD".to_owned() }));
}

#[test]
fn a_price_of_something_else_than_the_item_is_refused() {
    for text in [
        "item_id,value_amount\nA,60 EUR/kg\n",
        "item_id,value_amount,value_currency\nA,60,EUR/kg\n",
        "item_id,value_amount\nA,1.2k\n",
        "item_id,value_amount,value_currency\nA,60,TEUR\n",
    ] {
        no_value(text, "a currency by its code");
    }
    no_value("item_id,unit price [EUR/kg]\nA,60\n", "a header that means one column");
}

#[test]
fn answers_of_a_movement_are_those_of_the_flag() {
    let answers = |text: &str| read(&format!("from,to,answers\nJP,DE,{text}\n"));
    let (bill, problems) = answers("cots=no; nanometres=7.5; layers=200..300");
    assert_eq!(problems, []);
    let told: Vec<&str> = bill.movements.rows[0].answers.iter().map(|it| it.1.as_str()).collect();
    assert_eq!(told, ["no", "7.5", "200..300"]);
    for wrong in ["cots=perhaps", "layers=300..200", "layers=many", "cots", "layers=inf"] {
        assert_eq!(answers(wrong).1.len(), 1, "{wrong}");
    }
}

#[test]
fn a_mapping_finds_its_columns_next_month_and_tells_what_is_gone() {
    let columns = "[[sheet]]\nholds = \"bill\"\nheader_line = 1\n[[sheet.column]]\nheader = \"Nr\"\nfield = \"item_id\"\n\
        [[sheet.column]]\nheader = \"W\"\nfield = \"mass_kg\"\nunit = \"kg\"\n";
    let mut told = Vec::new();
    let mapping = Mapping::read("m.toml", &format!("format = \"{MAPPING_FORMAT}\"\n{columns}"), &mut told);
    assert_eq!(told, []);
    let (bill, problems) = read_bill("t.csv", b"title\nW,new,Nr\n2.5,x,A\n", &WORDS, Some(&mapping));
    assert_eq!(problems, []);
    assert_eq!((bill.lines.rows[0].item.as_str(), bill.lines.rows[0].mass_kg), ("A", Some(2.5)));
    assert_eq!(bill.remarks.len(), 1);
    assert_eq!(bill.remarks[0].found, "headers that the mapping does not list: `new`");
    let (_, problems) = read_bill("t.csv", b"Nr,new\nA,x\n", &WORDS, Some(&mapping));
    assert_eq!(problems.len(), 1);
    assert!(problems[0].found.contains("no header `W`"));
}

#[test]
fn a_known_header_that_a_mapping_does_not_list_is_a_problem_until_it_is_decided_about() {
    let mapping = |further: &str| {
        let columns = "[[sheet.column]]\nheader = \"Nr\"\nfield = \"item_id\"\n";
        let text = format!("format = \"{MAPPING_FORMAT}\"\n[[sheet]]\nholds = \"bill\"\n{columns}{further}");
        let mut told = Vec::new();
        let mapping = Mapping::read("m.toml", &text, &mut told);
        assert_eq!(told, []);
        mapping
    };
    let few = mapping("");
    for (header, cell, why) in [
        ("made_in", "CN", "it means `made_in`"),
        ("Ursprungsland", "CN", "it means `made_in`"),
        ("Ursprung", "CN", "it may be `made_in` or `origin`"),
        ("Herkunftsland", "CN", "it may be `made_in` or `origin`"),
        ("Nettogewciht", "5", "it is spelt nearly as a word for `mass_kg`"),
        ("Sorte", "magnet:NdFeB", "most of its cells are such as a `regime_item` has"),
    ] {
        let text = format!("Nr,{header}\nA,{cell}\n");
        let (_, problems) = read_bill("t.csv", text.as_bytes(), &WORDS, Some(&few));
        let found: Vec<&str> = problems.iter().map(|it| it.found.as_str()).collect();
        assert_eq!(found, [format!("the header `{header}` (B1), which the mapping does not list: {why}")]);
        let decided = format!("[[sheet.column]]\nheader = \"{header}\"\nfield = \"other\"\n");
        let (bill, problems) = read_bill("t.csv", text.as_bytes(), &WORDS, Some(&mapping(&decided)));
        assert_eq!((problems, bill.remarks), (Vec::new(), Vec::new()), "{header}");
    }
}

#[test]
fn a_sheet_of_parties_movements_or_evidence_is_known_by_its_headers() {
    let parties =
        clean("id,name,country,owners,lei,military\nP-A,A,JP,P-B 60 %; P-C 0.1..0.2; P-D,,no\n").parties;
    let expected = [("P-B", 0.6, 0.6), ("P-C", 0.1, 0.2), ("P-D", 0.0, 1.0)];
    let owners: Vec<_> =
        parties.rows[0].owners.iter().map(|it| (it.0.as_str(), it.1.low(), it.1.high())).collect();
    assert_eq!(owners, expected);
    assert_eq!((parties.rows[0].military, &parties.rows[0].lists), (Some(false), &None));
    let movements =
        clean("from,to,item,day,use,answers\nJP,DE,MG-7,2026-12-05,civil,humanitarian=no\n").movements;
    assert_eq!(movements.rows[0].answers, [("humanitarian".to_owned(), "no".to_owned())]);
    let evidence =
        clean("id,subject,claim,place,share_low,until,strength\nE,MG-7,metal,JP,80 %,2027-01-31,stated\n");
    assert_eq!(evidence.evidence.rows[0].share, Interval::between(0.8, 1.0));
    let evidence = clean("subject,claim,share [%]\nMG-7,metal,20-30\nMG-7,mined,60\n").evidence;
    let shares: Vec<_> = evidence.rows.iter().map(|it| it.share).collect();
    assert_eq!(shares, [Interval::between(0.2, 0.3), Interval::between(0.6, 0.6)]);
}

#[test]
fn a_cell_of_several_days_is_a_problem_and_no_day() {
    for days in ["2026-11-09 to 2026-12-31", "05.12.2026 or 06.01.2027", "2026-12-05 から"] {
        let (bill, problems) = read(&format!("from,to,item,day\nJP,DE,MG-7,{days}\n"));
        assert_eq!(bill.movements.rows[0].day, None, "{days}");
        assert_eq!(problems.len(), 1, "{days}: {problems:#?}");
        assert!(problems[0].expected.contains("one day"), "{}", problems[0]);
    }
    let bill = clean("from,to,item,day\nJP,DE,MG-7,2026-12-05 00:00:00\n");
    assert_eq!(bill.movements.rows[0].day, coercivity_quantity::Day::new(2026, 12, 5));
}

#[test]
fn json_rows_and_nested_parts_are_the_same_bill() {
    let rows = r#"{"bill": [
        {"item_id": "SM-40", "mass_kg": 3.2, "made_in": "DE"},
        {"item_id": "MG-7", "parent_id": "SM-40", "mass_kg": 0.2, "evidence": ["E-1", "E-2"], "Lager": 7}],
        "parties": [{"id": "P-A", "military": false}]}"#;
    let bill = clean(rows);
    assert_eq!(bill.lines.rows[1].parent.as_deref(), Some("SM-40"));
    assert_eq!(bill.lines.rows[1].evidence, ["E-1", "E-2"]);
    assert_eq!(bill.lines.rows[1].other, [("Lager".to_owned(), "7".to_owned())]);
    assert_eq!((bill.lines.rows[1].line, bill.parties.rows[0].military), (3, Some(false)));
    let long = clean(r#"[{"item_id": 12345678901234567891, "quantity": 2}]"#);
    assert_eq!(long.lines.rows[0].item, "12345678901234567891");
    let nested = r#"{"item_id": "SM-40", "mass_kg": 3.2, "made_in": "DE", "children": [
        {"item_id": "MG-7", "mass_kg": 0.2, "parts": [{"item_id": "MG-7.Dy"}]}, {"item_id": "HS-1"}]}"#;
    let bill = clean(nested);
    let hung: Vec<_> = bill.lines.rows.iter().map(|it| (it.item.as_str(), it.parent.as_deref())).collect();
    let expected =
        [("SM-40", None), ("MG-7", Some("SM-40")), ("MG-7.Dy", Some("MG-7")), ("HS-1", Some("SM-40"))];
    assert_eq!(hung, expected);
    let (_, problems) = read("[{\"item_id\": \"A\", \"mass_kg\": \"two\"}, 7, {\"item_id\": {\"x\": 1}}]");
    let told: Vec<_> = problems.iter().map(|it| (it.found.as_str(), it.column)).collect();
    let slips = ["a value that is no object", "an object in `item_id`", "`two` in `mass_kg`"];
    assert_eq!(told, slips.map(|it| (it, 0)));
}

proptest! {
    #[test]
    fn no_bytes_make_the_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let (bill, problems) = read_bill("t", &bytes, &WORDS, None);
        prop_assert!(!problems.is_empty() || !bill.lines.rows.is_empty() || bill.lines.columns.len() + bill.parties.columns.len() > 0);
    }

    #[test]
    fn no_text_under_a_header_makes_the_reader_panic(text in "[-0-9a-z,;.\"\n %=€公.]{0,120}") {
        read(&format!("level,item_id,quantity,mass_kg,value_amount,origin_share_low,evidence\n{text}"));
        read(&format!("Stufe;Teilenummer;Menge;Gewicht [g];Preis\n{text}"));
    }

    #[test]
    fn a_number_is_the_same_in_every_writing(whole in 0u32..10_000_000, cents in 0u32..100) {
        let grouped = |group: &str| {
            let digits = whole.to_string();
            let parts: Vec<&str> = digits.as_bytes().rchunks(3).rev().map(|it| std::str::from_utf8(it).unwrap()).collect();
            parts.join(group)
        };
        let expected = f64::from(whole * 100 + cents) / 100.0;
        for text in [
            format!("{whole}.{cents:02}"),
            format!("{whole},{cents:02}"),
            format!("{}.{cents:02}", grouped(",")),
            format!("{},{cents:02}", grouped(".")),
            format!("{},{cents:02}", grouped(" ")),
        ] {
            let bill = clean(&format!("item_id;value_amount\nA;{text}\n"));
            let found = bill.lines.rows[0].value.as_ref().unwrap().amount;
            prop_assert!((found - expected).abs() <= 1e-9 * expected.max(1.0), "{text}: {found}");
        }
    }
}
