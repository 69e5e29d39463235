use coercivity_screen::{Edge, Node};

use super::*;

const FOOTING: &str = "kind,day,of,says,hash\n\
    question,,day,2026-11-05,1\nquestion,,use,unknown,2\nitem,,\"M,1\",,3\nitem,,DY,,4\nlists,,,,5\n\
    law,2026-11-05,BOOK law-1:1,suspended,6\n";

fn findings(day: &str, item: &str, verdict: &str, low: &str) -> String {
    let head = FINDINGS_HEADER.join(",");
    format!(
        "{head}\n1,{item},JPN,DEU,{day},BOOK,UNDETERMINED,open,,,,,,law-1:1,DY,{verdict},{low},0.5,>= 0.1,suspended,rule,\n"
    )
}

fn tree() -> Tree {
    let node = |id: &str| Node { id: id.to_owned(), ..Node::default() };
    let parts = vec![vec![Edge { part: 1, quantity: None, mass_kg: None, mass_share: None }], Vec::new()];
    Tree { path: "bill.csv".to_owned(), nodes: vec![node("M,1"), node("DY")], parts, ..Tree::default() }
}

fn compared(findings: (&str, &str), footing: (&str, &str)) -> Result<Since, Vec<Problem>> {
    let papers = PAPERS_HEADER.join(",") + "\n";
    let record = |findings, footing| Record {
        path: "r",
        findings,
        papers: &papers,
        footing,
        world: "w",
        version: "v",
    };
    since((&record(findings.0, footing.0), "ab"), &record(findings.1, footing.1), &tree())
}

#[test]
fn a_record_that_did_not_tell_what_papers_settle_is_compared_with() {
    let text = findings("2026-11-05", "\"M,1\"", "open", "0");
    let later = PAPERS_HEADER.join(",") + "\n1,S,origin of D,1,M,,,origin of D: below 2 %\n";
    let of = |papers: &str| {
        let record = |papers| Record {
            path: "r",
            findings: &text,
            papers,
            footing: FOOTING,
            world: "w",
            version: "v",
        };
        since((&record(papers), "ab"), &record(&later), &tree())
    };
    let earlier = "rank,from,needs,closes,items,value,currency\n1,S,origin of D,1,M,,\n";
    let found = of(earlier).unwrap();
    assert_eq!((found.papers.len(), found.same), (0, 1));
    let told = of("rank,from,needs\n1,S,origin of D\n").unwrap_err();
    assert!(told[0].found.contains("the columns `rank,from,needs`"), "{told:?}");
}

#[test]
fn what_is_owed_and_what_stands_beside_is_compared() {
    let duty = |outcome: &str, usd: &str| {
        let head = FINDINGS_HEADER.join(",");
        format!("{head}\n1,DY,JPN,DEU,2026-11-05,BOOK,{outcome},no,,20,20,{usd},,,,,,,,,\n")
    };
    let after = |now: &str| {
        let found = compared((&duty("OWED", "0,0"), now), (FOOTING, FOOTING)).unwrap();
        found
            .changes
            .into_iter()
            .map(|it| it.after.unwrap())
            .map(|it| (it.answer, it.low, it.high))
            .collect::<Vec<_>>()
    };
    let said = |answer: &str| vec![(answer.to_owned(), "20".to_owned(), "20".to_owned())];
    assert_eq!(after(&duty("OWED", "0,0")), []);
    assert_eq!(after(&duty("OWED", "0,6.5")), said("OWED and 0..6.5 USD/kg"));
    let beside = duty("UNDETERMINED", "0,0").replace(",no,,20", ",no,STATUS_UNKNOWN,20");
    assert_eq!(after(&beside), said("UNDETERMINED beside STATUS_UNKNOWN"));
    let odd = beside.replace("STATUS_UNKNOWN", "SOMETHING");
    let told = compared((&duty("OWED", "0,0"), &odd), (FOOTING, FOOTING)).unwrap_err();
    assert!(told[0].found.contains("`SOMETHING` in `beside`"), "{told:?}");
}

#[test]
fn what_only_moved_on_a_day_is_as_before() {
    let (then, now) =
        (findings("2026-11-05", "\"M,1\"", "open", "0"), findings("2026-12-05", "\"M,1\"", "open", "0"));
    let law = FOOTING.replace("law,2026-11-05", "law,2026-12-05");
    let found = compared((&then, &now), (FOOTING, &law)).unwrap();
    assert_eq!((found.changes.len(), found.papers.len(), found.same), (0, 0, 1));
}

#[test]
fn each_change_names_what_differs_beneath_it() {
    let then = findings("2026-11-05", "\"M,1\"", "open", "0");
    let now = findings("2026-11-05", "\"M,1\"", "yes", "0.25");
    let why = |footing: &str| {
        let found = compared((&then, &now), (FOOTING, footing)).unwrap();
        let [change] = &found.changes[..] else { panic!("one change: {found:?}") };
        let range = |it: &Option<Said>| it.clone().map(|it| (it.answer, it.low, it.high));
        assert_eq!(range(&change.before), Some(("open".into(), "0".into(), "0.5".into())));
        assert_eq!(range(&change.after), Some(("yes".into(), "0.25".into(), "0.5".into())));
        change.why.clone()
    };
    assert_eq!(why(FOOTING), "nothing that was recorded differs");
    assert_eq!(why(&FOOTING.replace("item,,DY,,4", "item,,DY,,44")), "rows: DY");
    assert_eq!(why(&FOOTING.replace("unknown,2", "civil,22")), "question: use unknown -> civil");
    assert_eq!(why(&FOOTING.replace("suspended,6", "in force,66")), "law: law-1:1 suspended -> in force");
    assert_eq!(why(&FOOTING.replace("suspended,6", "suspended,66")), "law: law-1:1 reads otherwise");
    let paper = format!("{FOOTING}papers,2026-11-05,DY,E-1 (A),7\n");
    assert_eq!(why(&paper), "papers: E-1 (A) counts now");
    let two = paper.replace("item,,DY,,4", "item,,DY,,44");
    assert_eq!(why(&two), "rows: DY; papers: E-1 (A) counts now");
}

#[test]
fn movements_that_come_and_go_are_told_as_a_whole() {
    let then = findings("2026-11-05", "\"M,1\"", "open", "0");
    let now = findings("2026-11-05", "DY", "open", "0");
    let found = compared((&then, &now), (FOOTING, FOOTING)).unwrap();
    let told: Vec<_> =
        found.changes.iter().map(|it| (it.turn, it.moved.item.as_str(), it.why.as_str())).collect();
    let expected = [
        (Turn::New, "DY", "the movement was not asked before"),
        (Turn::Gone, "M,1", "the movement is not asked any more"),
    ];
    assert_eq!(told, expected);
}

#[test]
fn another_bill_and_other_columns_are_refused() {
    let then = findings("2026-11-05", "OTHER", "open", "0");
    let told = compared((&then, &then), (FOOTING, FOOTING)).unwrap_err();
    assert!(told[0].found.contains("another bill, of OTHER"), "{told:?}");
    let told = compared(("a,b\n", &then), (FOOTING, FOOTING)).unwrap_err();
    assert!(told[0].found.contains("the columns `a,b`"), "{told:?}");
}
