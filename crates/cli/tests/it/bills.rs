//! Bills and papers from outside: the template, headers of other people, what is refused.

use std::fs;

use super::{Desk, coercivity, root};

const FOREIGN: &str =
    "Stufe;Teilenummer;Benennung;Menge;Gewicht [g];Ursprung\n0;SM;Motor;1;3200;DE\n1;MG;=1+1;2;200,5;JP\n";

#[test]
fn the_template_is_written_once_and_reads_without_a_problem() {
    let desk = Desk::new("bill-template");
    let spoken = coercivity(&desk.0, &["bill", "template"]);
    assert_eq!(spoken.code, 0, "{}", spoken.stderr);
    assert_eq!(spoken.stdout, "wrote bill.xlsx: fill in its sheets, then coercivity check bill.xlsx\n");
    assert_eq!(coercivity(&desk.0, &["bill", "template"]).code, 2);
    assert_eq!(coercivity(&desk.0, &["bill", "template", "-o", "again.xlsx"]).code, 0);
    let bytes = |name: &str| fs::read(desk.0.join(name)).unwrap();
    assert_eq!(bytes("bill.xlsx"), bytes("again.xlsx"));
    assert_eq!(coercivity(&desk.0, &["check", "bill.xlsx"]).code, 0);
    let header = coercivity(&desk.0, &["bill", "template", "--format", "csv"]).stdout;
    assert!(header.starts_with("level,item_id,parent_id,"), "{header}");
}

#[test]
fn other_peoples_headers_are_mapped_reviewed_and_kept() {
    let desk = Desk::new("bill-map");
    fs::write(desk.0.join("b.csv"), FOREIGN).unwrap();
    let refused = coercivity(&desk.0, &["check", "b.csv"]);
    assert_eq!(refused.code, 3);
    assert!(refused.stderr.starts_with("b.csv:1:6: found the header `Ursprung` (F1)"), "{}", refused.stderr);
    let shown = coercivity(&desk.0, &["bill", "map", "b.csv"]).stdout;
    assert!(shown.contains("it may be `made_in` or `origin`"), "{shown}");
    assert_eq!(coercivity(&desk.0, &["bill", "map", "b.csv", "-o", "m.toml"]).code, 0);
    assert_eq!(coercivity(&desk.0, &["check", "b.csv", "--mapping", "m.toml"]).code, 3);
    let mapping = fs::read_to_string(desk.0.join("m.toml")).unwrap();
    fs::write(desk.0.join("m.toml"), mapping.replace("\"?\"", "\"made_in\"")).unwrap();
    let read = coercivity(&desk.0, &["check", "b.csv", "--mapping", "m.toml"]);
    assert_eq!(read.code, 0, "{}", read.stderr);
    let rows = coercivity(&desk.0, &["bill", "map", "b.csv", "--format", "csv"]).stdout;
    assert!(rows.contains(",C1 Benennung,name,known word,,\"Motor, =1+1\""), "{rows}");
}

#[test]
fn what_a_bill_names_wrongly_is_told_with_its_cell() {
    let desk = Desk::new("bill-check");
    let text = "level,item_id,mass_kg,made_in,element\n0,A,1,Germny,\n1,B,2 stone,JP,Dz\n";
    fs::write(desk.0.join("b.csv"), text).unwrap();
    let spoken = coercivity(&desk.0, &["check", "b.csv"]);
    assert_eq!(spoken.code, 3);
    for part in [
        "b.csv:2:4: found",
        "did you mean `Germany`?",
        "b.csv:3:3: found `2 stone` in `mass_kg` (C3)",
        "b.csv:3:5: found",
    ] {
        assert!(spoken.stderr.contains(part), "{part} is missing in\n{}", spoken.stderr);
    }
}

#[test]
fn a_file_that_is_no_bill_is_refused() {
    let desk = Desk::new("bill-refused");
    fs::write(desk.0.join("old.xlsx"), [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]).unwrap();
    fs::write(desk.0.join("deep.json"), "[".repeat(100_000)).unwrap();
    fs::write(desk.0.join("notes.csv"), "alpha,beta,gamma\n1,2,3\n").unwrap();
    let spoken = coercivity(&desk.0, &["check", "old.xlsx", "deep.json", "notes.csv"]);
    assert_eq!(spoken.code, 3);
    for part in ["old.xlsx: found a workbook that is locked", "deep.json:1:", "notes.csv: found no header"] {
        assert!(spoken.stderr.contains(part), "{part} is missing in\n{}", spoken.stderr);
    }
}

#[test]
fn papers_are_shown_with_what_they_say_side_by_side() {
    let desk = Desk::new("bill-papers");
    let folder = desk.0.join("papers");
    fs::create_dir_all(&folder).unwrap();
    let claims = "id,subject,claim,place,share_low,issuer,strength\nE-1,MG,origin,JP,0.9,A,signed\nE-2,MG,origin,CN,0.9,@B,stated\n";
    fs::write(folder.join("claims.csv"), claims).unwrap();
    fs::write(folder.join("letter.pdf"), "%PDF-1.7").unwrap();
    let spoken = coercivity(&desk.0, &["bill", "papers", "papers"]);
    assert_eq!(spoken.code, 0, "{}", spoken.stderr);
    for part in ["90 %..100 %", "origin  JP", "origin  CN", "nobody typed what it says", "2 papers, 2 claims"]
    {
        assert!(spoken.stdout.contains(part), "{part} is missing in\n{}", spoken.stdout);
    }
    let rows = coercivity(&desk.0, &["bill", "papers", "papers", "--format", "csv"]).stdout;
    assert!(rows.contains(",stated,'@B,"), "{rows}");
    fs::write(desk.0.join("b.csv"), "item_id,made_in\nMG,JP\n").unwrap();
    fs::write(folder.join("bad.csv"), "id,subject,claim,place\nE-3,MG,orign,JP\n").unwrap();
    let checked = coercivity(&desk.0, &["check", "b.csv", "--evidence", "papers"]);
    assert_eq!(checked.code, 3);
    assert!(checked.stderr.contains("papers/bad.csv:2"), "{}", checked.stderr);
}

#[test]
fn the_example_of_the_template_is_the_shipped_bill() {
    let text = |path: &str| fs::read_to_string(super::root().join(path)).unwrap();
    assert_eq!(text("data/bill/example.csv"), text("examples/bills/servo-motor.csv"));
}

#[test]
fn signatures_of_papers_are_checked_by_the_issuers_on_the_list() {
    let desk = Desk::new("bill-issuers");
    let cases = root().join("cases/papers");
    let text = std::fs::read_to_string(cases.join("w3c-eddsa-jcs-2022.json")).unwrap();
    std::fs::create_dir(desk.0.join("papers")).unwrap();
    std::fs::write(desk.0.join("papers/alumni.json"), &text).unwrap();
    let issuers = cases.join("issuers.json").display().to_string();
    let bare = coercivity(&desk.0, &["bill", "papers", "papers", "--width", "400"]);
    assert_eq!(bare.code, 0, "{}", bare.stderr);
    assert!(
        bare.stdout.contains("was not given (--issuers), so what it says counts as stated"),
        "{}",
        bare.stdout
    );
    let checked = coercivity(&desk.0, &["bill", "papers", "papers", "--issuers", &issuers, "--width", "400"]);
    assert_eq!(checked.code, 0, "{}", checked.stderr);
    assert!(checked.stdout.contains("so what it says counts as verified"), "{}", checked.stdout);
    std::fs::write(desk.0.join("papers/alumni.json"), text.replace("School", "Academy")).unwrap();
    let wrong = coercivity(&desk.0, &["bill", "papers", "papers", "--issuers", &issuers]);
    assert_eq!(wrong.code, 3, "{}", wrong.stdout);
    assert!(wrong.stderr.contains("found a credential whose signature is wrong"), "{}", wrong.stderr);
}

#[test]
fn what_a_paper_speaks_of_and_who_said_what_that_is_is_shown_and_vouched_for() {
    let desk = Desk::new("bill-about");
    let folder = desk.0.join("papers");
    fs::create_dir(&folder).unwrap();
    let subject = r#"{"id": "urn:other:999", "claim": "origin", "place": "JP"}"#;
    let paper = format!(
        r#"{{"type": ["VerifiableCredential"], "issuer": {{"id": "did:web:a", "name": "P-MAG"}}, "credentialSubject": {subject}}}"#
    );
    fs::write(folder.join("a.json"), paper).unwrap();
    let claims = "typed_by = \"A. Clerk\"\n[about]\n\"urn:other:999\" = \"MG-7.Dy\"\n";
    fs::write(folder.join("a.json.claims.toml"), claims).unwrap();
    let bill = root().join("examples/bills/servo-motor.csv").display().to_string();
    let asked = ["--move", "JP:DE:MG-7", "--regime", "CN-61", "--use", "civil", "--day", "2026-12-05"];
    let told = ["--law", "revived", "--evidence", "papers", "--explain", "--width", "300", "-o", "out"];
    let args = [&["screen", bill.as_str()][..], &asked, &told].concat();
    let said = coercivity(&desk.0, &args);
    assert_eq!(said.code, 0, "{}", said.stderr);
    let line = "a.json#1 (did:web:a, who calls itself `P-MAG`, stated) MG-7.Dy (that is `urn:other:999` in the paper, by \
                A. Clerk): origin JP";
    assert!(said.stdout.contains(line), "{}", said.stdout);
    let read = |name: &str| fs::read_to_string(desk.0.join("out").join(name)).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&read("manifest.json")).unwrap();
    let hash = |it: &str| manifest["papers"][0][it].as_str().unwrap_or_default().len();
    assert_eq!((hash("sha256"), hash("claims_sha256")), (64, 64), "{manifest}");
    assert!(read("footing.csv").contains("urn:other:999"), "{}", read("footing.csv"));
}

#[test]
fn a_part_of_a_file_that_is_not_read_is_named_by_check_and_screen() {
    let desk = Desk::new("unread");
    let text =
        r#"{"bill": [{"item_id": "A", "level": 0, "made_in": "JP"}], "costs": [{"place": 5, "sum": 7}]}"#;
    std::fs::write(desk.0.join("b.json"), text).unwrap();
    let told = "b.json#costs: found a sheet that is not read";
    let checked = coercivity(&desk.0, &["check", "b.json"]);
    assert!(checked.code == 0 && checked.stdout.contains(told), "{}{}", checked.stdout, checked.stderr);
    let screened = coercivity(&desk.0, &["screen", "b.json", "--move", "JP:DE", "--day", "2026-12-05"]);
    let folded = screened.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(screened.code == 0 && folded.contains(told), "{}{}", screened.stdout, screened.stderr);
}

#[test]
fn check_reads_the_words_of_movements_as_screen_does() {
    let desk = Desk::new("movement-words");
    let bill = |used: &str| {
        format!(
            r#"{{"bill": [{{"item_id": "A", "level": 0, "made_in": "JP"}}],
            "movements": [{{"from": "JP", "to": "DE", "item": "A", "use": "{used}"}}]}}"#
        )
    };
    fs::write(desk.0.join("b.json"), bill("zivil")).unwrap();
    let told = "b.json#movements:2: found use `zivil`";
    for asked in [&["check", "b.json"][..], &["screen", "b.json"]] {
        let spoken = coercivity(&desk.0, asked);
        assert_eq!(spoken.code, 3, "{asked:?}");
        assert!(spoken.stderr.contains(told), "{asked:?}: {}", spoken.stderr);
        assert!(spoken.stderr.contains("1 problem;"), "{asked:?}: {}", spoken.stderr);
    }
    fs::write(desk.0.join("b.json"), bill("Civil")).unwrap();
    assert_eq!(coercivity(&desk.0, &["check", "b.json"]).code, 0);
}

#[test]
fn a_column_that_is_needed_and_missing_is_named_by_the_map() {
    let desk = Desk::new("map-missing");
    fs::write(desk.0.join("b.csv"), "level,Benennung\n0,rotor\n").unwrap();
    let shown = coercivity(&desk.0, &["bill", "map", "b.csv"]).stdout;
    assert!(shown.contains("note  no column for `item_id`") && shown.contains("1 column to name"), "{shown}");
}
