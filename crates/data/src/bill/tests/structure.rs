//! What a bill says of its own structure, and what contradicts it.

use super::{WORDS, read};
use crate::bill::*;

/// What is found wrong with a text, and where.
fn told(text: &str) -> Vec<(usize, usize, String)> {
    read(text).1.into_iter().map(|it| (it.line, it.column, it.found)).collect()
}

/// The parent of every line of a bill without problems.
fn hung(text: &str) -> Vec<Option<String>> {
    let (bill, problems) = read(text);
    assert_eq!(problems, [], "{text}");
    bill.lines.rows.into_iter().map(|it| it.parent).collect()
}

#[test]
fn a_line_without_a_level_among_levels_is_a_problem_unless_it_names_its_parent() {
    let head = "level,item_id,parent_id\n0,MOT,\n1,MG,\n";
    let blank = told(&format!("{head},TB,\n2,NP,\n"));
    assert_eq!(blank, [(4, 1, "nothing in `level` (A4) for `TB`, which names no parent".to_owned())]);
    let named = hung(&format!("{head},TB,MG\n2,NP,\n"));
    assert_eq!(named[2..], [Some("MG".to_owned()), Some("MG".to_owned())]);
    // Where no line has a level, a line without a parent is a product.
    assert_eq!(hung("level,item_id,parent_id\n,MOT,\n,MG,MOT\n,X,\n")[2], None);
    // What cannot be read is told once.
    assert_eq!(told(&format!("{head}1.2,TB,\n")).len(), 1);
}

#[test]
fn a_level_and_a_parent_that_say_different_things_are_a_problem() {
    let bill = |parent: &str| {
        format!("level,item_id,parent_id\n0,MOT,\n1,MG,MOT\n1,HS,MOT\n2,TB,{parent}\n2,NP,HS\n")
    };
    let other = "`MOT` in `parent_id` (C5), while `TB` has level 2 in `level` (A5), below `HS`";
    assert_eq!(told(&bill("MOT")), [(5, 3, other.to_owned())]);
    assert_eq!(hung(&bill("HS"))[3].as_deref(), Some("HS"));
    // Levels that fit leave the parent to count, for lines may stand in any order; that is told.
    let (read_by_parent, problems) = read(&bill("MG"));
    assert_eq!(problems, []);
    assert_eq!(read_by_parent.lines.rows[3].parent.as_deref(), Some("MG"));
    assert_eq!(read_by_parent.remarks.len(), 1, "{:#?}", read_by_parent.remarks);
    // Where the order tells another line's holder, it counts for all.
    let by_order = bill("MG").replace("NP,HS", "NP,");
    assert_eq!(told(&by_order).len(), 1, "{:#?}", told(&by_order));
    // A sub-assembly stands at several levels, and a line by its parent alone at none.
    hung("level,item_id,parent_id\n0,M,\n1,S,M\n2,P,S\n1,X,M\n2,S,X\n,Q,S\n");
}

#[test]
fn a_column_that_repeats_the_product_on_every_line_is_told_once() {
    let text = "Kopfmaterial;Stufe;Komponente\n;0;MOT\nMOT;1;MG\nMOT;2;TB\nMOT;2;NP\n";
    let found = told(text);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(found[0].2.contains("`Kopfmaterial`, for `parent_id` (A4)"), "{}", found[0].2);
    let flat = text.replace(";2;", ";1;");
    assert_eq!(hung(&flat)[3].as_deref(), Some("MOT"));
}

#[test]
fn what_a_nested_object_says_of_its_place_must_be_its_place() {
    let bill = |said: &str| {
        format!(
            "{{\"item_id\": \"MOT\", \"children\": [\n{{\"item_id\": \"MG\", \"children\": [\n{{\"item_id\": \"TB\", {said}}}]}}]}}"
        )
    };
    for said in ["\"level\": 2", "\"parent_id\": \"MG\"", "\"level\": null", "\"name\": \"terbium\""] {
        assert_eq!(hung(&bill(said))[2].as_deref(), Some("MG"), "{said}");
    }
    let level = "level 0 of an object that is nested at level 2";
    assert_eq!(told(&bill("\"level\": 0")), [(3, 0, level.to_owned())]);
    let parent = "`MOT` in `parent_id`, while `TB` stands inside `MG`";
    assert_eq!(told(&bill("\"parent_id\": \"MOT\"")), [(3, 0, parent.to_owned())]);
    // What is nested in nothing may name its holder, and a product may begin at another level.
    let beside = "[{\"item_id\": \"MOT\", \"mass_kg\": 1, \"parts\": [{\"item_id\": \"MG\"}]}, {\"item_id\": \"TB\", \"parent_id\": \"MG\"}]";
    assert_eq!(hung(beside)[2].as_deref(), Some("MG"));
    let from_one = bill("\"level\": 3").replace("\"MOT\",", "\"MOT\", \"level\": 1,");
    assert_eq!(hung(&from_one)[2].as_deref(), Some("MG"));
}

fn mapping(columns: &[(&str, &str)]) -> Mapping {
    let mut text = format!("format = \"{MAPPING_FORMAT}\"\n[[sheet]]\nholds = \"bill\"\n");
    for (header, field) in columns {
        text += &format!("[[sheet.column]]\nheader = {header:?}\nfield = \"{field}\"\n");
    }
    let mut told = Vec::new();
    let mapping = Mapping::read("m.toml", &text, &mut told);
    assert_eq!(told, []);
    mapping
}

#[test]
fn a_mapped_header_that_stands_twice_is_decided_about_for_each() {
    let text = "Nr,Kosten,Kosten,Halle,Halle\nA,5,50,1,2\n";
    let once = [("Nr", "item_id"), ("Kosten", "value_amount"), ("Halle", "other")];
    let (bill, problems) = read_bill("t.csv", text.as_bytes(), &WORDS, Some(&mapping(&once)));
    let found: Vec<&str> = problems.iter().map(|it| it.found.as_str()).collect();
    assert_eq!(found, ["the header `Kosten` (C1) stands once more than the mapping lists it"]);
    assert_eq!(bill.remarks, []);
    let each = [("Nr", "item_id"), ("Kosten", "other"), ("Kosten", "value_amount"), ("Halle", "other")];
    let (bill, problems) = read_bill("t.csv", text.as_bytes(), &WORDS, Some(&mapping(&each)));
    assert_eq!(problems, []);
    assert_eq!(bill.lines.rows[0].value.as_ref().map(|it| it.amount), Some(50.0));
    // So are those that nobody mapped, where they mean something.
    let unmapped = text.replace("Nr", "item_id").replace("Kosten", "Preis");
    assert_eq!(told(&unmapped).len(), 2, "{:#?}", told(&unmapped));
}

#[test]
fn headers_with_line_breaks_fit_the_mapping_that_is_written_for_them() {
    let text = "\"Teil\nNr\";\"Ober-\r\nteil\";\"Gewicht\n[g]\"\nMG;;250\nTB;MG;1,5\n";
    let (proposals, _) = propose_mapping("t.csv", text.as_bytes(), &WORDS);
    let decided =
        Mapping::written(&proposals).replacen("\"?\"", "\"item_id\"", 1).replace("\"?\"", "\"parent_id\"");
    for decided in [decided.clone(), decided.replace("\"Teil Nr\"", "\"Teil\\n Nr\"")] {
        let mut told = Vec::new();
        let mapping = Mapping::read("m.toml", &decided, &mut told);
        let (bill, problems) = read_bill("t.csv", text.as_bytes(), &WORDS, Some(&mapping));
        assert_eq!((told, problems), (Vec::new(), Vec::new()), "{decided}");
        assert_eq!(
            (bill.lines.rows[1].parent.as_deref(), bill.lines.rows[1].mass_kg),
            (Some("MG"), Some(0.0015))
        );
    }
}

#[test]
fn keys_have_no_cells() {
    let text = "[{\"item_id\": \"A\", \"level\": 0, \"Stufe\": 1}]";
    let key = |it: &str| (0, 0, format!("the key `{it}`: another column may be `level` too"));
    assert_eq!(told(text), [key("level"), key("Stufe")]);
}

#[test]
fn a_row_with_more_cells_than_headers_is_a_problem() {
    let wide = |line: usize, cells: usize, headers: usize| {
        (line, headers + 1, format!("a row of {cells} cells under {headers} headers"))
    };
    // Decimal commas that nobody quoted: in the last column, and before blank cells.
    let prices = "item_id,made_in,value_amount\nMG,JP,1500,00\nTB,CN,2\nNP,AU,1,90\n";
    assert_eq!(told(prices), [wide(2, 4, 3), wide(4, 4, 3)]);
    let moved = "item_id,value_amount,made_in,note\nTB,1,90,CN,\nNP,2,AU,\n";
    assert_eq!(told(moved)[0], wide(2, 5, 4));
    let every = "item_id,quantity,value_amount,note\nTB,2,1,90,\nNP,2,1,50,\n";
    assert_eq!(told(every), [wide(2, 5, 4), wide(3, 5, 4)]);
    let (_, problems) = read(every);
    assert!(problems[0].remedy.contains("save the table with semicolons"), "{}", problems[0]);
    assert_eq!(told("item_id;note\nTB;a;b\n"), [wide(2, 3, 2)]);
    // Signs at the end of the header, shorter rows, and text below the table are as they were.
    for plain in [
        "item_id,note,,\nTB,a,,\nNP\n",
        "item_id,\"Halle, Ort\"\nTB,\"a, b\"\n",
        "List,1,2,3,4\nitem_id,quantity\nTB,2\n,,seen by A, B and C\n",
    ] {
        assert_eq!(told(plain), [], "{plain}");
    }
}
