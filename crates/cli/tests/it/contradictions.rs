//! What papers contradict of a bill is told by `coercivity screen` without being asked: in the text, in the record, in the
//! document and in the table, each as far as its reader can take it.

use super::{Desk, coercivity};

/// A bill of so many products, each with a magnet of Japan.
fn bill(products: usize) -> String {
    let mut text =
        String::from("item_id,parent_id,name,quantity,value_amount,value_currency,made_in,regime_item\n");
    for place in 0..products {
        text +=
            &format!("P{place},,machine,1,2000,USD,DE,\nG{place},P{place},magnet,1,40,USD,JP,magnet:NdFeB\n");
    }
    text
}

#[test]
fn what_papers_contradict_is_told_in_every_form_and_bounded() {
    let desk = Desk::new("screen-contradictions");
    std::fs::create_dir(desk.0.join("papers")).unwrap();
    for (name, products, told) in [("few.csv", 12, 12), ("more.csv", 210, 200), ("many.csv", 2001, 10)] {
        std::fs::write(desk.0.join(name), bill(products)).unwrap();
        let papers: String =
            (0..products).map(|it| format!("E{it},G{it},made,CN,Maker <b>,signed\n")).collect();
        let papers = format!("id,subject,claim,place,issuer,strength\n{papers}");
        std::fs::write(desk.0.join("papers/e.csv"), papers).unwrap();
        let folder = format!("{name}-record");
        let said = coercivity(
            &desk.0,
            &[
                "screen",
                name,
                "--move",
                "JP:US",
                "--day",
                "2026-12-05",
                "--evidence",
                "papers",
                "-o",
                &folder,
                "--width",
                "300",
            ],
        );
        assert_eq!(said.code, 0, "{}", said.stderr);
        let heading = format!("\nwhat papers contradict ({products}): open until one of them is left out\n");
        assert!(said.stdout.contains(&heading), "{}", said.stdout);
        let line = format!(
            "  {name}:3  G0: E0 (Maker <b>, signed) G0: made CN, against what the bill or another paper says: unknown\n"
        );
        assert!(said.stdout.contains(&line), "{}", said.stdout);
        assert_eq!(said.stdout.matches("made CN, against").count(), 10);
        assert!(
            said.stdout.contains(&format!("  and {} more: problems.csv", products - 10)),
            "{}",
            said.stdout
        );
        let read = |file: &str| std::fs::read_to_string(desk.0.join(&folder).join(file)).unwrap();
        let record = read("record.html");
        assert!(record.contains(&format!("<h2>What papers contradict ({products})</h2>")));
        let section =
            record.split("<h2>What papers contradict").nth(1).unwrap().split("</ul>").next().unwrap();
        assert_eq!(section.matches("made CN, against").count(), told, "{section}");
        assert_eq!(section.contains("more: problems.csv"), products > told);
        assert!(!record.contains("Maker <b>"));
        assert_eq!(read("problems.csv").matches("made CN, against").count(), products);
        let document: serde_json::Value = serde_json::from_str(&read("screening.json")).unwrap();
        assert_eq!(document["contradictions"]["in_all"], products);
    }
    // Where papers agree, and where there are none, nothing is said of it.
    let agree = "id,subject,claim,place,issuer,strength\nE0,G0,made,JP,Maker,signed\n";
    std::fs::write(desk.0.join("papers/e.csv"), agree).unwrap();
    for more in [&["--evidence", "papers"][..], &[]] {
        let said = coercivity(
            &desk.0,
            &[&["screen", "few.csv", "--move", "JP:US", "--day", "2026-12-05"], more].concat(),
        );
        assert_eq!((said.code, said.stdout.contains("contradict")), (0, false), "{}", said.stderr);
    }
}

#[test]
fn one_answer_that_nobody_settles_is_one() {
    let desk = Desk::new("screen-one-answer");
    let bill = "item_id,made_in,regime_item,mined_in,separated_in,metal_in,alloy_in,powder_in,magnet_in\n\
                MG,JP,magnet:NdFeB,AU,MY,JP,JP,JP,CN\n";
    std::fs::write(desk.0.join("bill.csv"), bill).unwrap();
    let asked = ["--move", "JP:US", "--day", "2027-02-01", "--regime", "US-DFARS", "--contract", "dow"];
    let said = coercivity(
        &desk.0,
        &[&["screen", "bill.csv", "--use", "civil", "--width", "200"], &asked[..]].concat(),
    );
    let told = "nobody: statements that contradict, until one of them is left out: 1 answer\n";
    assert!(said.stdout.contains(told), "{}", said.stdout);
}
